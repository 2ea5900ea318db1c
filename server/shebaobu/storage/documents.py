"""The documents that are stored, as structs. Times are UTC; of secrets, only TOTP's is not a hash."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from shebaobu.domain.parts import Part
from shebaobu.domain.reading import Reading
from shebaobu.ledger.coverage import Cover
from shebaobu.ledger.operations import Operation

Role = Literal["owner", "adult", "viewer"]
Level = Literal["read", "write"]
Scope = Literal["captures:write"]
Relation = Literal[
    "self",
    "spouse",
    "father",
    "mother",
    "son",
    "daughter",
    "father_in_law",
    "mother_in_law",
    "grandfather",
    "grandmother",
    "sibling",
    "other",
]
Sex = Literal["male", "female"]
RetirementClass = Literal["male_60", "female_55", "female_50"]

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
"""A time with its offset, as it comes from a browser."""

HOUSEHOLD = "household"


class Household(msgspec.Struct, kw_only=True, frozen=True):
    """Who hosts together; there is one, and its id is always the same."""

    id: str = HOUSEHOLD
    name: str
    founded_at: datetime


class Passkey(msgspec.Struct, kw_only=True, frozen=True):
    """A public key whose private half a phone, computer or security key keeps; ``id`` is the credential's, base64url.

    ``host`` is the name that it was made for, ``sign_count`` how often it says that it was used (0: it does not count).
    """

    id: str
    name: str
    host: str
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...] = ()
    added_at: datetime
    last_used_at: datetime | None = None


class Account(msgspec.Struct, kw_only=True, frozen=True):
    """Who signs in, and the factors of the second step: at least one beside the recovery codes.

    ``used_steps`` are the TOTP steps that can still be in their time and were accepted; ``last_factor`` is the name of
    the factor that was used last, recovery codes aside.
    """

    id: str
    name: str
    role: Role
    passphrase_hash: str
    totp_secret: str | None = None
    phone: str | None = None
    used_steps: tuple[int, ...] = ()
    recovery_hashes: tuple[str, ...] = ()
    passkeys: tuple[Passkey, ...] = ()
    last_factor: str | None = None
    created_at: datetime


class Session(msgspec.Struct, kw_only=True, frozen=True):
    """A sign-in that lasts; ``agent`` is what the browser calls itself, ``address`` the client's at its last use.

    ``opened_by`` is the factor that it began with, ``second_step_at`` when one was last used in it.
    """

    id: str
    account: str
    token_hash: str
    started_at: datetime
    last_seen_at: datetime
    agent: str
    address: str = ""
    opened_by: str = ""
    second_step_at: datetime | None = None


class Device(msgspec.Struct, kw_only=True, frozen=True):
    """A paired browser extension; it acts for ``account``, and ``scopes`` is all that its token may be used for.

    ``origin`` is the extension's, the only one from which the token counts (None: not used from any yet); ``address``
    is from where it was last used or else paired ("": before that was kept).
    """

    id: str
    name: str
    account: str
    token_hash: str
    paired_at: datetime
    last_used_at: datetime | None = None
    origin: str | None = None
    address: str = ""
    scopes: tuple[Scope, ...] = ("captures:write",)


class PairingCode(msgspec.Struct, kw_only=True, frozen=True):
    """A code that pairs one device, once."""

    id: str
    account: str
    code_hash: str
    expires_at: datetime


class SentMessage(msgspec.Struct, kw_only=True, frozen=True):
    """That a message was sent: for which account or link, and from which address, as a keyed hash. Kept for a day."""

    id: str
    at: datetime
    whose: str
    address_hash: str


class Ticket(msgspec.Struct, kw_only=True, frozen=True):
    """What is kept between two steps, by the hash of the token that the browser has."""

    id: str
    until: datetime
    value: dict[str, Any]


class Failures(msgspec.Struct, kw_only=True, frozen=True):
    """How often something failed in a row, and when last; ``id`` tells what and whose by a keyed hash."""

    id: str
    count: int
    last: datetime


class KnownPlace(msgspec.Struct, kw_only=True, frozen=True):
    """That an account signed in from an address, and when last; ``id`` tells both by a keyed hash."""

    id: str
    last: datetime


class SetupLink(msgspec.Struct, kw_only=True, frozen=True):
    """A one-time link: for the household's first account, for ``account`` to begin anew, or for ``invitation``."""

    id: str
    token_hash: str
    account: str | None = None
    invitation: str | None = None
    expires_at: datetime | None = None


class Member(msgspec.Struct, kw_only=True, frozen=True):
    """Whose records are kept. The ID number is there as masked text and keyed hash only.

    ``account`` is the account of this very person; who decides over the records is told by ``auth.rights``.
    """

    id: str
    name: str
    relation: Relation
    birth_month: str | None = None
    sex: Sex | None = None
    retirement_class: RetirementClass | None = None
    id_masked: str | None = None
    id_hash: str | None = None
    added_at: datetime
    added_by: str
    account: str | None = None


class Grant(msgspec.Struct, kw_only=True, frozen=True):
    """That an account may read, or read and write, a part of a member's records, for a time where ``until`` is set.

    There is one for each account, member and part at most; none means no access. ``write`` includes reading.
    """

    id: str
    account: str
    member: str
    part: Part
    level: Level
    until: datetime | None = None
    given_by: str
    given_at: datetime


class Share(msgspec.Struct, kw_only=True, frozen=True):
    """What whoever accepts an invitation is granted from the start (see ``Grant``)."""

    member: str
    part: Part
    level: Level
    until: Instant | None = None


class Invitation(msgspec.Struct, kw_only=True, frozen=True):
    """That an account asks somebody to join the household; the one-time link is a ``SetupLink``.

    ``name`` is what the inviter calls that person, ``member`` the one whose records are the invited person's own.
    """

    id: str
    name: str = ""
    role: Role
    invited_by: str
    made_at: datetime
    expires_at: datetime
    member: str | None = None
    shares: tuple[Share, ...] = ()


class Emergency(msgspec.Struct, kw_only=True, frozen=True):
    """That ``by`` lets ``to`` read what it decides over, ``wait_days`` after it was asked and has not refused.

    ``asked_at`` is of the request that goes on, ``last_asked_at`` of the last one, refused or not.
    """

    id: str
    by: str
    to: str
    parts: tuple[Part, ...]
    wait_days: int
    named_at: datetime
    asked_at: datetime | None = None
    last_asked_at: datetime | None = None
    refused_at: datetime | None = None


class Event(msgspec.Struct, kw_only=True, frozen=True):
    """Something that was done: by which account (None: by somebody who had not signed in), and what it is about.

    ``about`` holds ids, parts and counts that the screen puts into words, never a secret and nothing of a record. What
    happened ``count`` times is one event: ``first_at`` is when it first did, ``at`` when it last did.
    """

    id: str
    at: datetime
    account: str | None
    action: str
    about: dict[str, Any] = {}
    first_at: datetime | None = None
    count: int = 1


class KeptReading(msgspec.Struct, kw_only=True, frozen=True):
    """What the family answered about a layout, last by whom and when; the id tells the question."""

    id: str
    reading: Reading
    answered_by: str
    answered_at: datetime


class SecretKey(msgspec.Struct, kw_only=True, frozen=True):
    """A key that stays as it is whatever becomes of the master key."""

    id: str
    secret: bytes


class CaptureEntry(msgspec.Struct, kw_only=True, frozen=True):
    """What is told of a capture without opening it. ``content_hash`` leaves out the time of reading.

    ``questions`` counts those that are open. ``read_again_at`` is when the page was last read with the same content,
    ``covers`` what its tables cover, ``months_stated`` the months that it names beside the person.
    """

    id: str
    captured_at: str
    saved_at: datetime
    channel: str
    title: str
    host: str
    portal: str | None
    device: str | None
    content_hash: str
    records: int
    blocks: int
    not_understood: int
    questions: int = 0
    read_again_at: str | None = None
    covers: tuple[Cover, ...] = ()
    months_stated: int | None = None


class Evidence(msgspec.Struct, kw_only=True, frozen=True):
    """A capture as it was read, ID numbers masked, and the readings that its records were made with.

    The capture is stored as a document of its own that never changes (see ``evidence``).
    """

    id: str
    capture: dict[str, Any]
    readings: tuple[Reading, ...] = ()


class RecordSet(msgspec.Struct, kw_only=True, frozen=True):
    """The records of a capture as they were understood when it was saved."""

    id: str
    records: list[dict[str, Any]]


class Trashed(msgspec.Struct, kw_only=True, frozen=True):
    """A capture or an operation that was undone, by whom and when; evidence and records of a capture stay beside it."""

    id: str
    undone_at: datetime
    undone_by: str
    capture: CaptureEntry | None = None
    operation: Operation | None = None


class TimesRead(msgspec.Struct, kw_only=True, frozen=True):
    """When a page was read first and last, before an import told of further times and after."""

    capture: str
    before: tuple[str, str | None]
    after: tuple[str, str | None]


class ImportPart(msgspec.Struct, kw_only=True, frozen=True):
    """What an import added to a member; ``added`` says that the member came with it."""

    member: str
    added: bool
    captures: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    times: tuple[TimesRead, ...] = ()


class Import(msgspec.Struct, kw_only=True, frozen=True):
    """An import that can be undone as a whole: by whom and when, and of an export made when."""

    id: str
    at: datetime
    by: str
    exported_at: datetime
    parts: tuple[ImportPart, ...]
