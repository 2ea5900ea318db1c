"""From where somebody asks, as far as a request tells."""

from __future__ import annotations

import msgspec

from shebaobu.i18n import LANGUAGES


class Visitor(msgspec.Struct, kw_only=True, frozen=True):
    """The client's address, what the browser calls itself, the address that it shows, without a path, its language."""

    address: str
    agent: str
    origin: str
    language: str = LANGUAGES[0]
