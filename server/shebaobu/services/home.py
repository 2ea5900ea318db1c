"""Everything that the services work on: the open data folder, the clock, and what is kept in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

import msgspec

from shebaobu.auth.factors.authenticator import Authenticator
from shebaobu.auth.factors.factor import Occasion
from shebaobu.auth.factors.passkey import PasskeyFactor
from shebaobu.auth.factors.recovery import Recovery
from shebaobu.auth.factors.sms import SmsFactor
from shebaobu.auth.second_step import Factors, SecondSteps
from shebaobu.auth.sessions import SessionLengths
from shebaobu.auth.sms_codes import LIFETIME as SMS_LIFETIME
from shebaobu.auth.sms_codes import SentCode, SmsCodes
from shebaobu.auth.throttle import Throttle
from shebaobu.auth.tickets import Tickets
from shebaobu.auth.turned_away import TurnedAway
from shebaobu.auth.visitor import Visitor
from shebaobu.config import Config
from shebaobu.domain.parts import Part
from shebaobu.domain.records import Record
from shebaobu.errors import NameMissing, NameTooLong, SecondStepExpired, SignInExpired
from shebaobu.gateways.gateway import Gateway
from shebaobu.gateways.settings import DAILY_LIMIT
from shebaobu.ledger import Ledger
from shebaobu.storage.store import Store

PASSKEY_LIFETIME = timedelta(minutes=5)
SETUP_LIFETIME = timedelta(hours=1)
NAME_LENGTH = 80

Key = tuple[object, ...]


def utc_now() -> datetime:
    """The time now, to the second, as it is stored."""
    return datetime.now(UTC).replace(microsecond=0)


KeeperShare = Literal["all", "without_medical", "nothing"]
"""What whoever kept somebody's records so far may go on doing with them once they are that person's own."""


class PendingSetup(msgspec.Struct, kw_only=True, frozen=True):
    """A set-up that counts only when a code of its authenticator, or one that was sent to its phone, was confirmed."""

    household: str
    name: str
    passphrase_hash: str
    totp_secret: str
    keeper: KeeperShare | None = None
    sent: SentCode | None = None


class PendingPhone(msgspec.Struct, kw_only=True, frozen=True):
    """A phone that an account wants for codes by SMS; it counts only when the code that was sent to it came back."""

    account: str
    sent: SentCode


class PendingAuthenticator(msgspec.Struct, kw_only=True, frozen=True):
    """An authenticator that an account wants; it counts only when a code of it was confirmed."""

    account: str
    totp_secret: str


class PendingPasskey(msgspec.Struct, kw_only=True, frozen=True):
    """A challenge that waits for a passkey: one that ``account`` adds, or without one a passkey that signs in alone."""

    account: str | None
    challenge: str


@dataclass
class Home:
    """A household at work in this process.

    ``ledgers`` go by member, ``told`` by member, the parts that are seen and what it is (see ``services.kept``), each
    with the revision it is of; ``records`` by member and capture, each with the hash of the capture's content; ``keys``
    by capture, with the records whose they are (see ``ledger.identity``).
    """

    folder: Store
    config: Config
    now: Callable[[], datetime] = utc_now
    gateway: Gateway | None = None
    daily_messages: int = DAILY_LIMIT
    sms: SmsCodes = field(init=False)
    throttle: Throttle = field(init=False)
    turned_away: TurnedAway = field(init=False)
    factors: Factors = field(init=False)
    sign_ins: SecondSteps = field(init=False)
    fresh_steps: SecondSteps = field(init=False)
    setups: Tickets[PendingSetup] = field(init=False)
    passkeys: Tickets[PendingPasskey] = field(init=False)
    authenticators: Tickets[PendingAuthenticator] = field(init=False)
    phones: Tickets[PendingPhone] = field(init=False)
    ledgers: dict[str, tuple[int, Ledger]] = field(default_factory=dict)
    told: dict[tuple[str, frozenset[Part], str], tuple[int, object]] = field(default_factory=dict)
    records: dict[str, dict[str, tuple[str, list[Record]]]] = field(default_factory=dict)
    keys: dict[str, tuple[list[Record], frozenset[Key]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.throttle = Throttle(self.folder, self.now)
        self.turned_away = TurnedAway()
        self.sms = SmsCodes(self.folder, self.gateway, self.daily_messages)
        self.factors = Factors(
            (
                Authenticator(),
                PasskeyFactor(self.config.passkey_host),
                SmsFactor(self.sms),
                Recovery(self.folder.key),
            )
        )
        self.sign_ins = SecondSteps(self.folder, self.factors, self.now, "sign_in", SignInExpired)
        self.fresh_steps = SecondSteps(self.folder, self.factors, self.now, "fresh", SecondStepExpired)
        self.authenticators = Tickets(self.folder.household, PendingAuthenticator, self.now, SETUP_LIFETIME)
        self.phones = Tickets(self.folder.household, PendingPhone, self.now, SMS_LIFETIME)
        self.passkeys = Tickets(self.folder.household, PendingPasskey, self.now, PASSKEY_LIFETIME)
        self.setups = Tickets(self.folder.household, PendingSetup, self.now, SETUP_LIFETIME)

    @property
    def session_lengths(self) -> SessionLengths:
        """How long a session goes on."""
        return session_lengths(self.config)

    def occasion(self, visitor: Visitor) -> Occasion:
        """The present time and place of a second step."""
        return Occasion(now=self.now(), origin=visitor.origin, address=visitor.address, language=visitor.language)


def session_lengths(config: Config) -> SessionLengths:
    """How long a session goes on, by the settings."""
    return SessionLengths(
        idle=timedelta(minutes=config.session_idle_minutes), total=timedelta(hours=config.session_hours)
    )


def checked_name(name: str) -> str:
    """A name as it is stored: without what cannot be seen. Raises ``NameMissing`` or ``NameTooLong``."""
    text = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not text:
        raise NameMissing()
    if len(text) > NAME_LENGTH:
        raise NameTooLong(most=NAME_LENGTH)
    return text
