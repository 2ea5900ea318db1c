"""Passkeys: what a browser made or signed that does not hold."""

from __future__ import annotations

from shebaobu.errors.base import ShebaobuError
from shebaobu.errors.second_step import SecondStepRefused


class PasskeyRefused(SecondStepRefused):
    """A passkey's signature does not hold, or the passkey is none of ours."""

    code = "passkey_refused"


class PasskeyCopied(SecondStepRefused):
    """A passkey's counter went back: there may be a copy of it."""

    code = "passkey_copied"


class PasskeyExpired(ShebaobuError):
    """What a passkey signed was asked for too long ago, or was used before."""

    code = "passkey_expired"
    status = 401


class PasskeysNotOffered(ShebaobuError):
    """Browsers give no passkeys under the address that was used."""

    code = "passkeys_not_offered"
    status = 409


class NewPasskeyRefused(ShebaobuError):
    """What the browser made as a new passkey does not hold."""

    code = "new_passkey_refused"
    status = 422
