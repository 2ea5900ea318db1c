"""A code by SMS to the account's phone, where the household has a gateway; good for the step that it was sent for."""

from __future__ import annotations

from typing import Any

import msgspec

from shebaobu.auth.factors.factor import Answer, Challenge, Factor, Occasion, Prompt
from shebaobu.auth.sms_codes import LIFETIME, PAUSE, TRIES, SentCode, SmsCodes
from shebaobu.domain.phone import masked
from shebaobu.errors import SmsCodeRefused, SmsNotOffered
from shebaobu.storage.documents import Account


class SmsFactor(Factor):
    """Codes by SMS."""

    name = "sms"
    asks = True
    tries = TRIES
    lifetime = LIFETIME

    def __init__(self, codes: SmsCodes) -> None:
        self._codes = codes

    def has(self, account: Account) -> bool:
        """Whether the account has a phone, with a gateway to it or without."""
        return account.phone is not None

    def offered(self, account: Account, occasion: Occasion) -> bool:
        """Whether a message can be sent to it."""
        del occasion
        return self.has(account) and self._codes.offered

    def begin(self, account: Account, occasion: Occasion) -> Challenge:
        """A code on its way; raises ``SmsTooSoon``, ``SmsUsedUp``."""
        if account.phone is None:
            raise SmsNotOffered()
        sent, deliver = self._codes.prepare(account.id, account.phone, occasion)
        return Challenge(prompt=sms_prompt(account.phone), kept=msgspec.to_builtins(sent), deliver=deliver)

    def use(self, account: Account, answer: Answer, kept: dict[str, Any], occasion: Occasion) -> Account:
        """The account as it is: a code ends with the step that it was for. Not good once the number has changed."""
        del occasion
        sent = msgspec.convert(kept, SentCode)
        if sent.phone != account.phone or not self._codes.fits(sent, answer.code):
            raise SmsCodeRefused()
        return account


def sms_prompt(phone: str) -> Prompt:
    """What the browser is told of a message that is on its way."""
    again_in_s, valid_s = int(PAUSE.total_seconds()), int(LIFETIME.total_seconds())
    return Prompt(phone=masked(phone), again_in_s=again_in_s, valid_s=valid_s, tries=TRIES)
