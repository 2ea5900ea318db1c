"""The name that passkeys are made for: a browser gives one only to pages under this name, over a safe connection."""

from __future__ import annotations

import ipaddress
from typing import Literal
from urllib.parse import urlsplit

import msgspec

Hindrance = Literal["plain_address", "not_secure", "other_name"]


class RelyingParty(msgspec.Struct, kw_only=True, frozen=True):
    """``host`` is the name (WebAuthn's RP ID), ``origin`` the address that the browser has to say it was under."""

    host: str
    origin: str


def hindrance(origin: str, configured: str | None) -> Hindrance | None:
    """Why browsers give no passkeys under an address, None where they do; ``configured`` is the name set for all."""
    address = urlsplit(origin)
    host = address.hostname or ""
    if _is_plain_address(host):
        return "plain_address"
    if address.scheme != "https" and host != "localhost":
        return "not_secure"
    if configured and host != configured and not host.endswith("." + configured):
        return "other_name"
    return None


def relying_party(origin: str, configured: str | None) -> RelyingParty | None:
    """The name for passkeys under an address, None where there is a hindrance."""
    if hindrance(origin, configured):
        return None
    return RelyingParty(host=configured or urlsplit(origin).hostname or "", origin=origin)


def _is_plain_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
