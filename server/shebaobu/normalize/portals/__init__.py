"""What is particular to one portal: a TOML file a site, found by the host of the page."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from shebaobu.normalize.text import fold


class Amounts(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """``period = "total"``: the amounts of a row are sums over its period; ``"month"``: they are monthly."""

    period: str | None = None


class Portal(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A site's own conventions; ``region`` is its GB/T 2260 code. ``hosts`` are matched whole or as a suffix."""

    name: str
    hosts: list[str]
    region: str | None = None
    address_insurance: dict[str, str] = {}
    columns: dict[str, str] = {}
    insurances: dict[str, str] = {}
    amounts: Amounts = Amounts()

    def column(self, folded: str) -> str | None:
        """The meaning this site gives to a column label, if it differs from the vocabulary's."""
        return next((name for label, name in self.columns.items() if fold(label) == folded), None)

    def insurance(self, folded: str) -> str | None:
        """The insurance this site means by a wording."""
        return next((code for word, code in self.insurances.items() if fold(word) == folded), None)

    def insurance_of_address(self, url: str) -> str | None:
        """The insurance that the page's address names."""
        return next((code for part, code in self.address_insurance.items() if part in url), None)


UNKNOWN_PORTAL = Portal(name="", hosts=[])


@cache
def load_portals() -> tuple[Portal, ...]:
    """Every portal of the package, read once."""
    return tuple(
        msgspec.convert(tomllib.loads(entry.read_text(encoding="utf-8")), Portal)
        for entry in sorted(files(__package__).iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    )


def find_portal(host: str | None) -> Portal:
    """The portal of a host; ``UNKNOWN_PORTAL``, which overrides nothing, for any other.

    A host below ``.localhost`` is this machine (RFC 6761): the demonstration serves copies of portals there.
    """
    host = (host or "").removesuffix(".localhost")
    return next(
        (
            portal
            for portal in load_portals()
            if any(host == known or host.endswith(f".{known}") for known in portal.hosts)
        ),
        UNKNOWN_PORTAL,
    )
