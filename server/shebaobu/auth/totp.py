"""Time-based one-time codes (RFC 6238): six digits, 30 seconds, accepted one step early or late."""

from __future__ import annotations

import io
import itertools
from datetime import datetime
from typing import TypedDict

import pyotp
import segno

STEP_S = 30
TOLERANCE = 1
RECOGNISED = 20
ISSUER = "社保簿 Shebaobu"


def new_secret() -> str:
    """A secret of 160 bits, as an authenticator takes it (base 32)."""
    return pyotp.random_base32()


def provisioning_uri(secret: str, account: str) -> str:
    """The ``otpauth://`` address that an authenticator reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """The time step that a code belongs to, None for a wrong code or one too far from its time."""
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdecimal()):
        return None
    totp = pyotp.TOTP(secret)
    now = int(at.timestamp()) // STEP_S
    for step in range(now - TOLERANCE, now + TOLERANCE + 1):
        if totp.verify(digits, for_time=step * STEP_S):
            return step
    return None


def distant_step(secret: str, code: str, at: datetime) -> int | None:
    """The time step of a code that is too far from its time to be accepted, but within ten minutes of it."""
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdecimal()):
        return None
    totp = pyotp.TOTP(secret)
    now = int(at.timestamp()) // STEP_S
    for off in range(TOLERANCE + 1, RECOGNISED + 1):
        for step in (now - off, now + off):
            if totp.verify(digits, for_time=step * STEP_S):
                return step
    return None


def still_in_time(steps: tuple[int, ...], at: datetime) -> tuple[int, ...]:
    """Of used steps, those whose code could still be accepted and must be remembered."""
    oldest = int(at.timestamp()) // STEP_S - TOLERANCE
    return tuple(step for step in steps if step >= oldest)


class QrCode(TypedDict):
    """The side of a QR code's square in modules, quiet zone included, and an SVG path of the dark ones."""

    size: int
    path: str


class AuthenticatorTold(TypedDict):
    """What an authenticator needs to know: the secret to type, or the address that the QR code shows."""

    secret: str
    uri: str
    qr: QrCode


def enrolment(secret: str, account: str) -> AuthenticatorTold:
    """All that a screen shows to add a secret to an authenticator."""
    uri = provisioning_uri(secret, account)
    return {"secret": secret, "uri": uri, "qr": qr_code(uri)}


def qr_code(text: str) -> QrCode:
    """A QR code: the side of its square in modules, quiet zone included, and an SVG path of the dark ones."""
    code = segno.make(text, error="m", micro=False)
    border = 4
    path = io.StringIO()
    for y, row in enumerate(code.matrix_iter(border=border)):
        x = 0
        for dark, run in itertools.groupby(row):
            width = len(list(run))
            if dark:
                path.write(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return {"size": int(code.symbol_size(border=border)[0]), "path": path.getvalue()}
