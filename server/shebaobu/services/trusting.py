"""How another device of the house comes to trust the household's certificate, for who is signed in already."""

from __future__ import annotations

from typing import TypedDict
from urllib.parse import urlsplit

from shebaobu.auth.totp import QrCode, qr_code
from shebaobu.config import LOOPBACK
from shebaobu.services.home import Home
from shebaobu.tls.authority import fingerprint_lines
from shebaobu.tls.keeping import kept_authority
from shebaobu.tls.places import places_of


class HouseCertificate(TypedDict):
    """The SHA-256 fingerprint of the household's certificate in lines of pairs; where a device gets it, by plain HTTP,
    and that address as a QR code.
    """

    fingerprint: list[str]
    link: str
    qr: QrCode


class TrustTold(TypedDict):
    """The household's own certificate, null where the server has none of its own."""

    certificate: HouseCertificate | None


def house_certificate(home: Home, origin: str) -> TrustTold:
    """What to show of the certificate to who came by ``origin``; raises ``AuthorityUnreadable``."""
    authority = kept_authority(home.config.data) if home.config.tls else None
    if authority is None:
        return {"certificate": None}
    link = f"http://{_host_for_others(home, origin)}/"
    return {"certificate": {"fingerprint": fingerprint_lines(authority), "link": link, "qr": qr_code(link)}}


def _host_for_others(home: Home, origin: str) -> str:
    """The host that was asked for; another of this computer's where that leads nowhere from elsewhere."""
    came_by = urlsplit(origin)
    house = places_of(home.config).house
    if came_by.hostname not in LOOPBACK or not house:
        return came_by.netloc
    return f"{house[0]}:{came_by.port}" if came_by.port else house[0]
