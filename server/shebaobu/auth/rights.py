"""What an account may read and write of a member's records, part by part, and who decides about that.

Each member's records have one account that decides over them: the member's own where it is an adult's or the owner's,
else the one that added the member, and where there is no such account (any more) the owner's. It may do everything with
them and gives others access; being the household's owner gives none. A grant that has run out counts no more, emergency
access gives reading from its time on (see ``emergency``). A viewer never writes and decides nothing: one who was an
adult before still reads what it decided over, and nobody decides in its place, so that nobody gains by making somebody
a viewer.
"""

from __future__ import annotations

from datetime import datetime

import msgspec
from tinydb import where

from shebaobu.auth.emergency import parts_in_emergency
from shebaobu.domain.parts import PARTS, Part
from shebaobu.storage.documents import Account, Member
from shebaobu.storage.household import HouseholdStore

CONSOLE = "console"
ALL_PARTS: frozenset[Part] = frozenset(PARTS)


class Rights(msgspec.Struct, kw_only=True, frozen=True):
    """The parts that may be read and written; ``decides``: may give access, change and delete the member."""

    read: frozenset[Part] = frozenset()
    write: frozenset[Part] = frozenset()
    decides: bool = False

    @property
    def any(self) -> bool:
        """Whether the member may be known of at all."""
        return self.decides or bool(self.read)


EVERYTHING = Rights(read=ALL_PARTS, write=ALL_PARTS, decides=True)


def console_account(now: datetime) -> Account:
    """Whoever runs a command on the server's own computer, where the data and its key lie; it is not stored."""
    return Account(id=CONSOLE, name=CONSOLE, role="owner", passphrase_hash="", created_at=now)


def deciding_account(store: HouseholdStore, member: Member) -> str:
    """The id of the account that decides over a member's records."""
    own = store.accounts.get(member.account) if member.account else None
    if own and own.role != "viewer":
        return own.id
    if store.accounts.get(member.added_by):
        return member.added_by
    # Whoever added the member has no account: it was done on the server's console, or the account was removed.
    owner = next(iter(store.accounts.find(where("role") == "owner")), None)
    return owner.id if owner else member.added_by


def rights_on(store: HouseholdStore, account: Account, member: Member, now: datetime) -> Rights:
    """What an account may do with a member's records now."""
    decider = deciding_account(store, member)
    deciding = account.id in (CONSOLE, decider)
    if deciding and account.role != "viewer":
        return EVERYTHING
    granted = [
        grant
        for grant in store.grants.find((where("account") == account.id) & (where("member") == member.id))
        if grant.until is None or grant.until > now
    ]
    own = deciding or member.account == account.id
    in_emergency = parts_in_emergency(store, account.id, decider, now)
    read = ALL_PARTS if own else in_emergency.union(grant.part for grant in granted)
    write = frozenset(grant.part for grant in granted if grant.level == "write" and account.role != "viewer")
    return Rights(read=read, write=write)
