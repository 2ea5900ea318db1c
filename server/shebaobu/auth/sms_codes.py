"""Codes by SMS: six digits for one purpose, kept as a keyed hash, and how many messages may be sent.

The numbers: a message a minute and five an hour for an account, ten an hour from an address, and as many in 24 hours
as the household's setting says. What was sent is noted in the household's document before it is sent, so that a
restart forgets nothing and several servers count together.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from shebaobu.auth.factors.factor import Occasion
from shebaobu.auth.tokens import keyed_hash, new_id
from shebaobu.errors import SmsNotOffered, SmsTooSoon, SmsUsedUp
from shebaobu.gateways.gateway import VALID_MINUTES, Gateway
from shebaobu.storage.documents import SentMessage
from shebaobu.storage.store import Store

LIFETIME = timedelta(minutes=VALID_MINUTES)
TRIES = 3
PAUSE = timedelta(minutes=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PER_ACCOUNT_AND_HOUR = 5
PER_ADDRESS_AND_HOUR = 10

Deliver = Callable[[], None]


class SentCode(msgspec.Struct, kw_only=True, frozen=True):
    """A code that was sent: to which number and when, its keyed hash, and how often it was answered wrongly."""

    phone: str
    at: datetime
    salt: str
    code_hash: str
    wrong: int = 0


class SmsCodes:
    """The codes of a household; without a gateway none is sent."""

    def __init__(self, folder: Store, gateway: Gateway | None, daily_limit: int) -> None:
        self._folder = folder
        self._gateway = gateway
        self._daily_limit = daily_limit

    @property
    def offered(self) -> bool:
        """Whether there is a gateway to send by."""
        return self._gateway is not None

    def prepare(self, whose: str, phone: str, occasion: Occasion) -> tuple[SentCode, Deliver]:
        """A new code, noted as sent, and what sends it; that takes its time and is for after the writing.

        ``whose`` is the account's id, or the link's before there is an account.
        Raises ``SmsNotOffered``, ``SmsTooSoon``, ``SmsUsedUp``; sending raises what ``Gateway.send`` raises.
        """
        if self._gateway is None:
            raise SmsNotOffered()
        self._note(whose, occasion)
        code, salt, send = f"{secrets.randbelow(1_000_000):06d}", new_id(), self._gateway.send
        sent = SentCode(phone=phone, at=occasion.now, salt=salt, code_hash=self._hash(salt, code))
        return sent, lambda: send(phone, code, occasion.language)

    def fits(self, sent: SentCode, typed: str) -> bool:
        """Whether what was typed is the code that was sent."""
        code = "".join(typed.split())
        return secrets.compare_digest(sent.code_hash, self._hash(sent.salt, code))

    def _hash(self, salt: str, code: str) -> str:
        return keyed_hash(self._folder.key, "sms", f"{salt}\0{code}")

    def _note(self, whose: str, occasion: Occasion) -> None:
        store, now = self._folder.household, occasion.now
        address = keyed_hash(self._folder.key, "sms from", occasion.address)
        with store.file.writing():
            messages = self._of_the_last_day(now)
            if len(messages) >= self._daily_limit:
                raise SmsUsedUp(limit=self._daily_limit)
            own = [message.at for message in messages if message.whose == whose]
            there = [message.at for message in messages if message.address_hash == address]
            wait = max(
                _wait(own, 1, PAUSE, now),
                _wait(own, PER_ACCOUNT_AND_HOUR, HOUR, now),
                _wait(there, PER_ADDRESS_AND_HOUR, HOUR, now),
            )
            if wait > timedelta(0):
                raise SmsTooSoon(retry_after_s=math.ceil(wait.total_seconds()))
            store.sent_messages.put(SentMessage(id=new_id(), at=now, whose=whose, address_hash=address))

    def _of_the_last_day(self, now: datetime) -> list[SentMessage]:
        """The messages that still count; those before are forgotten."""
        store = self._folder.household
        kept = store.sent_messages.all()
        for message in kept:
            if now - message.at >= DAY:
                store.sent_messages.remove(message.id)
        return [message for message in kept if now - message.at < DAY]


def _wait(times: list[datetime], most: int, span: timedelta, now: datetime) -> timedelta:
    """How long to wait before one more than these, when there may be so many in a span."""
    if len(times) < most:
        return timedelta(0)
    return sorted(times)[-most] + span - now


def is_over(sent: SentCode, now: datetime) -> bool:
    """Whether a code can be answered no more."""
    return sent.wrong >= TRIES or now - sent.at >= LIFETIME
