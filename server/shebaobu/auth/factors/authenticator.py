"""The authenticator app: a code of the present half minute, each accepted once an account."""

from __future__ import annotations

from typing import Any

import msgspec

from shebaobu.auth.factors.factor import Answer, Factor, Occasion, refused
from shebaobu.auth.totp import STEP_S, distant_step, matching_step, still_in_time
from shebaobu.errors import PhoneClockAhead, PhoneClockBehind, SecondStepRefused, SecondStepUsed
from shebaobu.storage.documents import Account


class Authenticator(Factor):
    """Codes by time (RFC 6238); nothing is sent, so there is no challenge to begin."""

    name = "totp"

    def has(self, account: Account) -> bool:
        """Whether the account has set up an authenticator."""
        return account.totp_secret is not None

    def use(self, account: Account, answer: Answer, kept: dict[str, Any], occasion: Occasion) -> Account:
        """The account with the code's step remembered as used."""
        del kept
        step = matching_step(account.totp_secret, answer.code, occasion.now) if account.totp_secret else None
        if step is None:
            raise self._refusal(account, answer, occasion)
        if step in account.used_steps:
            raise SecondStepUsed()
        return msgspec.structs.replace(account, used_steps=(*still_in_time(account.used_steps, occasion.now), step))

    def spoil(self, account: Account, answer: Answer, occasion: Occasion) -> Account:
        """A code of a time to come, of which was told when it fits, is used up: it must not be kept for then."""
        step = distant_step(account.totp_secret, answer.code, occasion.now) if account.totp_secret else None
        if step is None:
            return account
        return msgspec.structs.replace(account, used_steps=(*still_in_time(account.used_steps, occasion.now), step))

    def _refusal(self, account: Account, answer: Answer, occasion: Occasion) -> SecondStepRefused:
        """That the code is wrong, or that the phone's clock seems to be, and by how many minutes."""
        step = distant_step(account.totp_secret, answer.code, occasion.now) if account.totp_secret else None
        if step is None:
            return refused(occasion)
        off_s = step * STEP_S - occasion.now.timestamp()
        minutes = max(1, round(abs(off_s) / 60))
        kind = PhoneClockAhead if off_s > 0 else PhoneClockBehind
        return kind(server_time=occasion.now.isoformat(timespec="seconds"), minutes=minutes)
