"""The authenticator app: a code of the present half minute, each accepted once an account."""

from __future__ import annotations

from typing import Any

import msgspec

from shebaobu.auth.factors.factor import Answer, Factor, Occasion, refused
from shebaobu.auth.totp import matching_step, still_in_time
from shebaobu.errors import SecondStepUsed
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
            raise refused(occasion)
        if step in account.used_steps:
            raise SecondStepUsed()
        return msgspec.structs.replace(account, used_steps=(*still_in_time(account.used_steps, occasion.now), step))
