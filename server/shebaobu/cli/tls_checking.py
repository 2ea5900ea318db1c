"""What ``shebaobu doctor`` finds of the certificates: how long they last, what they are for, who can read the keys."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from cryptography import x509

from shebaobu.cli.checking import Finding
from shebaobu.cli.console import Console
from shebaobu.config import ALL_ADDRESSES, Config, is_everywhere
from shebaobu.errors import AuthorityUnreadable, ShebaobuError
from shebaobu.tls.authority import fingerprint_lines, places_in, within
from shebaobu.tls.contexts import server_context
from shebaobu.tls.keeping import AUTHORITY_FILE, FOLDER, SERVER_FILE, read_signed
from shebaobu.tls.places import Address, Places, places_of

_SOON = timedelta(days=30)
_AUTHORITY_SOON = timedelta(days=365)


def of_tls(console: Console, config: Config) -> Iterator[Finding]:
    """What is found of one's own certificate, else of the household's where it has one; nothing where neither is."""
    try:
        if config.tls_cert and config.tls_key:
            yield from _of_own(console, config, config.tls_cert, config.tls_key)
        elif (config.data / FOLDER / AUTHORITY_FILE).exists():
            yield from _of_household(console, config)
    except ShebaobuError as error:
        yield False, console.say(f"error.{error.code}", **error.detail)


def _of_own(console: Console, config: Config, file: Path, key: Path) -> Iterator[Finding]:
    server_context(file, key)
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    yield _lasting(console, "cli.tls.lasts", certificate, _SOON)
    names, addresses = places_in(certificate)
    yield True, console.say("cli.tls.is_for", places=_listed(names, addresses))
    listening = () if config.loopback or is_everywhere(config.host) else (config.host.lower(),)
    lacking = [place for place in (*listening, *config.allowed_hosts) if not _covers(names, addresses, place)]
    if lacking:
        yield False, console.say("cli.tls.not_for", places=", ".join(lacking))
    yield _private(console, key)


def _of_household(console: Console, config: Config) -> Iterator[Finding]:
    authority = read_signed(config.data / FOLDER / AUTHORITY_FILE)
    server = read_signed(config.data / FOLDER / SERVER_FILE)
    if authority is None or server is None:
        raise AuthorityUnreadable(file=str(config.data / FOLDER / (SERVER_FILE if authority else AUTHORITY_FILE)))
    yield _lasting(console, "cli.tls.authority_lasts", authority.certificate, _AUTHORITY_SOON)
    yield (
        True,
        console.say("cli.tls.authority_is", pairs="\n    ".join(fingerprint_lines(authority.certificate))),
    )
    yield _lasting(console, "cli.tls.lasts", server.certificate, _SOON)
    names, addresses = places_in(server.certificate)
    yield True, console.say("cli.tls.is_for", places=_listed(names, addresses))
    wanted = places_of(config if config.tls else msgspec.structs.replace(config, host=ALL_ADDRESSES))
    yield from _lacking(console, wanted, server.certificate, authority.certificate)
    for name in (AUTHORITY_FILE, SERVER_FILE):
        yield _private(console, config.data / FOLDER / name)


def _lacking(
    console: Console, wanted: Places, certificate: x509.Certificate, authority: x509.Certificate
) -> Iterator[Finding]:
    """Places that the next start puts into the certificate, and those that this authority can never vouch for."""
    names, addresses = places_in(certificate)
    possible_names, possible_addresses = within(authority, wanted)
    later = _listed(set(possible_names) - set(names), set(possible_addresses) - set(addresses))
    if later:
        yield False, console.say("cli.tls.restart", places=later)
    never = _listed(set(wanted.names) - set(possible_names), set(wanted.addresses) - set(possible_addresses))
    if never:
        yield False, console.say("cli.tls.beyond", places=never, file=f"{FOLDER}/{AUTHORITY_FILE}")


def _lasting(console: Console, key: str, certificate: x509.Certificate, soon: timedelta) -> Finding:
    ends = certificate.not_valid_after_utc
    left = ends - datetime.now(UTC)
    return left > soon, console.say(key, date=ends.astimezone().date().isoformat(), days=max(left.days, 0))


def _private(console: Console, key: Path) -> Finding:
    if sys.platform != "win32" and stat.S_IMODE(key.stat().st_mode) & 0o077:
        return False, console.say("cli.doctor.open", path=key)
    return True, console.say("cli.tls.key_private", path=key)


def _covers(names: Iterable[str], addresses: Iterable[Address], place: str) -> bool:
    """Whether a certificate counts for a place; a star stands for one label."""
    return place in names or f"*.{place.partition('.')[2]}" in names or place.strip("[]") in map(str, addresses)


def _listed(names: Iterable[str], addresses: Iterable[Address]) -> str:
    return ", ".join([*sorted(names), *sorted(map(str, addresses))])
