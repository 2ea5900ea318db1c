"""The second step and its factors: wrong, used and late answers."""

from __future__ import annotations

from shebaobu.errors.base import ShebaobuError


class SecondStepRefused(ShebaobuError):
    """The code of the second step is wrong; ``server_time`` lets a user compare clocks."""

    code = "second_step_refused"
    status = 401


class RecoveryCodeRefused(SecondStepRefused):
    """The recovery code is none of those that are left."""

    code = "recovery_code_refused"


class SecondStepUsed(ShebaobuError):
    """The code of the second step was right, but has been used before."""

    code = "second_step_used"
    status = 401


class ChallengeOver(ShebaobuError):
    """What was sent or asked for the second step is too old or was answered wrongly too often: a new one is needed."""

    code = "challenge_over"
    status = 401
