"""Under which names and addresses this computer is reached: from itself, and from others in the house."""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket

import ifaddr
import msgspec

from shebaobu.config import Config

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
_THIS_COMPUTER = (ipaddress.IPv4Address("127.0.0.1"), ipaddress.IPv6Address("::1"))
# Reserved for examples (RFC 5737), so certainly somewhere else: it shows which way leads out of the house.
_ELSEWHERE = ("198.51.100.1", 9)


class Places(msgspec.Struct, frozen=True):
    """Names and addresses, those for this computer alone among them; ``house`` are the others, the likeliest first."""

    names: tuple[str, ...]
    addresses: tuple[Address, ...]
    house: tuple[str, ...] = ()


def places_of(config: Config) -> Places:
    """Where a server with these settings is reached now, the further hosts that it answers to among them."""
    host = _as_address(config.host)
    given = (
        config.allowed_hosts if host is not None or config.loopback else (config.host.lower(), *config.allowed_hosts)
    )
    beyond = host is not None and not config.loopback
    here = (_addresses_here(host) if host.is_unspecified else (host,)) if host is not None and beyond else ()
    own = own_names() if beyond else ()
    named = tuple(name for name in (*given, *own) if _is_name(name))
    addresses = tuple(address for address in (*map(_as_address, given), *here) if address is not None)
    house = (*map(_as_host, (*given, *map(str, here))), *(name for name in own if "." in name))
    return Places(
        names=tuple(dict.fromkeys(("localhost", *named))),
        addresses=tuple(dict.fromkeys((*_THIS_COMPUTER, *addresses))),
        house=tuple(dict.fromkeys(house)),
    )


def own_names(host_name: str | None = None) -> tuple[str, ...]:
    """Names that this computer has in the house; those that a certificate cannot hold are left out."""
    whole = (socket.gethostname() if host_name is None else host_name).rstrip(".").lower()
    first = whole.partition(".")[0]
    names = dict.fromkeys((f"{first}.local", whole, first))
    return tuple(name for name in names if _is_name(name) and first != "localhost")


def _as_host(place: str) -> str:
    return f"[{place}]" if ":" in place else place


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and _as_address(text) is None and len(text) <= 253


def _as_address(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _addresses_here(listening: Address) -> tuple[Address, ...]:
    """The addresses of this computer in its networks, the one that leads out of the house first.

    IPv6 only where the server listens for it; addresses that count on one cable alone (link-local) are no use in a
    browser.
    """
    found: list[Address] = []
    for adapter in ifaddr.get_adapters():
        for shown in adapter.ips:
            address = _as_address(shown.ip if isinstance(shown.ip, str) else shown.ip[0])
            if address is not None and address.version <= listening.version:
                found.append(address)
    useful = [one for one in found if not (one.is_loopback or one.is_link_local or one.is_multicast)]
    out = _way_out()
    return tuple(sorted(dict.fromkeys(useful), key=lambda one: (one != out, one.version, int(one))))


def _way_out() -> Address | None:
    """The address by which this computer reaches others; a datagram socket tells it without sending anything."""
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(_ELSEWHERE)
        except OSError:
            return None
        return _as_address(probe.getsockname()[0])
