"""The second step and its factors: wrong, used and late answers."""

from __future__ import annotations

from shebaobu.errors.base import ShebaobuError


class SecondStepRefused(ShebaobuError):
    """The answer is wrong; ``server_time`` lets a user compare clocks, ``tries_left`` tells how many more there are."""

    code = "second_step_refused"
    status = 401


class RecoveryCodeRefused(SecondStepRefused):
    """The recovery code is none of those that are left."""

    code = "recovery_code_refused"


class PhoneClockAhead(SecondStepRefused):
    """The code is of a time to come: the phone's clock seems to be ``minutes`` ahead."""

    code = "phone_clock_ahead"


class PhoneClockBehind(SecondStepRefused):
    """The code is of a time past: the phone's clock seems to be ``minutes`` behind."""

    code = "phone_clock_behind"


class SecondStepUsed(ShebaobuError):
    """The code of the second step was right, but has been used before."""

    code = "second_step_used"
    status = 401


class ChallengeOver(ShebaobuError):
    """What was sent or asked for the second step is too old or was answered wrongly too often: a new one is needed."""

    code = "challenge_over"
    status = 401


class SecondStepNeeded(ShebaobuError):
    """What was asked for needs a second step that was taken just now."""

    code = "second_step_needed"
    status = 403


class SecondStepExpired(ShebaobuError):
    """A second step of somebody signed in came too late, or after too many wrong answers."""

    code = "second_step_expired"
    status = 401


class LastFactor(ShebaobuError):
    """The factor to be removed is the last one; an account always keeps one beside its recovery codes."""

    code = "last_factor"
    status = 409


class FactorNotFound(ShebaobuError):
    """The factor to be removed is not there."""

    code = "factor_not_found"
    status = 404


class NewAuthenticatorRefused(ShebaobuError):
    """The first code of an authenticator that is to be added is wrong; ``server_time`` lets a user compare clocks."""

    code = "new_authenticator_refused"
    status = 422


class PresentPassphraseWrong(ShebaobuError):
    """The present passphrase, asked for before a new one, is wrong."""

    code = "present_passphrase_wrong"
    status = 422
