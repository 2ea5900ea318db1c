"""Who one is and what one may do: setting up, signing in, sessions, paired devices."""

from __future__ import annotations

from shebaobu.errors.base import ShebaobuError


class SignInNeeded(ShebaobuError):
    """Nobody is signed in, or the session has ended."""

    code = "sign_in_needed"
    status = 401


class SignInRefused(ShebaobuError):
    """Account and passphrase do not belong together."""

    code = "sign_in_refused"
    status = 401


class SignInExpired(ShebaobuError):
    """The second step came too late, or after too many wrong codes."""

    code = "sign_in_expired"
    status = 401


class TooManyAttempts(ShebaobuError):
    """Throttled; ``retry_after_s`` seconds to wait."""

    code = "too_many_attempts"
    status = 429


class AccessRefused(ShebaobuError):
    """Signed in, but without the right to this."""

    code = "access_refused"
    status = 403


class PassphraseTooShort(ShebaobuError):
    """A new passphrase with fewer than ``least`` characters."""

    code = "passphrase_too_short"
    status = 422


class PassphraseTooLong(ShebaobuError):
    """A new passphrase with more than ``most`` characters."""

    code = "passphrase_too_long"
    status = 422


class PassphraseCommon(ShebaobuError):
    """A new passphrase that is among the first that somebody would try."""

    code = "passphrase_common"
    status = 422


class SetupLinkNotValid(ShebaobuError):
    """The set-up link was used, replaced, or never made."""

    code = "setup_link_not_valid"
    status = 403


class SetupNotBegun(ShebaobuError):
    """A code came to confirm a set-up that the server does not remember beginning."""

    code = "setup_not_begun"
    status = 409


class SetupCodeWrong(ShebaobuError):
    """The first code of a new authenticator is wrong; ``server_time`` lets a user compare clocks."""

    code = "setup_code_wrong"
    status = 422


class ResetNameDiffers(ShebaobuError):
    """A reset link was used with the name of another account."""

    code = "reset_name_differs"
    status = 422


class AccountNotFound(ShebaobuError):
    """No account has the given name."""

    code = "account_not_found"
    status = 404


class SessionNotFound(ShebaobuError):
    """The session to be ended has ended."""

    code = "session_not_found"
    status = 404


class DeviceNotKnown(ShebaobuError):
    """The device's token is unknown or was revoked."""

    code = "device_not_known"
    status = 401


class DeviceNotFound(ShebaobuError):
    """The device to be revoked is not there."""

    code = "device_not_found"
    status = 404


class PairingCodeNotValid(ShebaobuError):
    """The pairing code is wrong, used or too old."""

    code = "pairing_code_not_valid"
    status = 422
