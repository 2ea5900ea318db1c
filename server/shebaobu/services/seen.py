"""Members as an account may see them: the one way by which services reach a member's records.

A member who is not there and one on whom the account has no right are answered alike. What is seen is filtered by the
parts that may be read; the store to write to is handed out only for parts that may be written (``to_write``). So a
service cannot forget to ask: ``tests/security/test_one_way.py`` holds that none opens a member's document by itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypedDict

from tinydb import where

from shebaobu.auth.access import known_member, known_members, require_any_write, require_decision, require_write
from shebaobu.auth.rights import ALL_PARTS, Rights
from shebaobu.domain.parts import PARTS, Part
from shebaobu.domain.records import from_dict
from shebaobu.errors import CaptureNotFound, DataUnreadable, FactNotFound, OperationNotFound, TrashedNotFound
from shebaobu.ledger import (
    CaptureSource,
    Fact,
    Ledger,
    Operation,
    build_ledger,
    parts_of_page,
    parts_of_step,
    shared,
    shared_pages,
)
from shebaobu.services.audit import concerns
from shebaobu.services.home import Home
from shebaobu.services.ledgers import ledger_of, sources_of
from shebaobu.storage.documents import Account, CaptureEntry, Event, Evidence, Member, Trashed
from shebaobu.storage.member import MemberStore


class RightsTold(TypedDict):
    """What an account may do with a member: the parts to read and to write, and whether it decides over the member."""

    read: list[Part]
    write: list[Part]
    decides: bool


class Page(NamedTuple):
    """A capture that may be seen whole: what is told of it, and what was read of it."""

    entry: CaptureEntry
    source: CaptureSource


class SeenMember:
    """A member, and of their records what an account may see."""

    def __init__(self, home: Home, account: Account, member: Member, rights: Rights) -> None:
        self.account = account
        self.member = member
        self.rights = rights
        self._home = home
        self._store = home.folder.member(member.id)

    @property
    def id(self) -> str:
        """The member's id."""
        return self.member.id

    @property
    def revision(self) -> int:
        """Changes whenever the member's document does."""
        return self._store.revision

    @property
    def whole(self) -> bool:
        """Whether every part is seen."""
        return self.rights.read == ALL_PARTS

    def to_write(self, parts: Iterable[Part]) -> MemberStore:
        """The member's own store, for a change of these parts; raises ``WriteNeeded``."""
        require_write(self.rights, parts)
        return self._store

    def may_write(self, parts: Iterable[Part]) -> bool:
        """Whether all of these parts may be written: screens offer a change only then."""
        return self.rights.write.issuperset(parts)

    def require_any_write(self) -> None:
        """Raise ``WriteNeeded`` for an account that may write no part at all."""
        require_any_write(self.rights)

    def require_decision(self) -> None:
        """Raise ``DecisionNeeded`` unless the account decides over the member."""
        require_decision(self.rights)

    def ledger(self) -> Ledger:
        """The ledger, as much of it as is seen."""
        return shared(ledger_of(self._home, self._store), self.rights.read)

    def ledgers_with(self, anew: Mapping[str, CaptureSource]) -> tuple[Ledger, Ledger]:
        """The ledger, and as it would be were these captures read otherwise; of both as much as is seen."""
        _, sources, operations = sources_of(self._home, self._store)
        after = build_ledger([anew.get(source.id, source) for source in sources], operations)
        return self.ledger(), shared(after, self.rights.read)

    def fact(self, name: str) -> Fact:
        """The fact of a name; raises ``FactNotFound``."""
        found = self.ledger().fact(name)
        if found is None:
            raise FactNotFound()
        return found

    def pages(self) -> list[Page]:
        """The captures that may be seen whole, as they were saved."""
        with self._store.file.reading():
            entries = {entry.id: entry for entry in self._store.captures.all()}
            sources = sources_of(self._home, self._store).captures
        return [Page(entries[source.id], source) for source in shared_pages(sources, self.rights.read)]

    def captures(self) -> list[CaptureEntry]:
        """What is told of the captures that may be seen whole, in the order in which they were saved."""
        return self._store.captures.all() if self.whole else [page.entry for page in self.pages()]

    def capture(self, capture_id: str) -> Page:
        """A capture that may be seen whole; raises ``CaptureNotFound``."""
        found = next((page for page in self.pages() if page.entry.id == capture_id), None)
        if found is None:
            raise CaptureNotFound()
        return found

    def evidence(self, page: Page) -> Evidence:
        """What a capture showed; raises ``CaptureNotFound``, ``DataUnreadable``."""
        found = self._store.evidence.get(page.entry.id)
        if found is None:
            raise CaptureNotFound()
        return found

    def all_evidence(self) -> dict[str, Evidence]:
        """What the captures showed that may be seen whole, by their ids; raises ``DataUnreadable``."""
        names = {entry.id for entry in self.captures()}
        return {one.id: one for one in self._store.evidence.find(where("id").test(names.__contains__))}

    def has_capture(self, capture_id: str) -> bool:
        """Whether a capture is there and may be seen whole; raises ``DataUnreadable``."""
        return self._store.captures.get(capture_id) is not None and not self.in_part([capture_id])

    def in_part(self, names: Iterable[str]) -> set[str]:
        """Of these captures those whose page may not be seen whole."""
        return set() if self.whole else set(names) - {page.entry.id for page in self.pages()}

    def named(self, names: Iterable[str]) -> dict[str, CaptureEntry | Operation]:
        """What is told of the captures and steps by hand that seen facts name, seen whole or not."""
        wanted = set(names)
        entries = {entry.id: entry for entry in self._store.captures.all() if entry.id in wanted}
        return entries | {step.id: step for step in self._store.operations.all() if step.id in wanted}

    def operations(self) -> list[Operation]:
        """What was done by hand, in the order in which it was stored."""
        return [step for step in self._store.operations.all() if parts_of_step(step) <= self.rights.read]

    def operation(self, operation_id: str) -> Operation:
        """Something that was done by hand; raises ``OperationNotFound``."""
        found = next((step for step in self.operations() if step.id == operation_id), None)
        if found is None:
            raise OperationNotFound()
        return found

    def trash(self) -> list[tuple[Trashed, frozenset[Part]]]:
        """What was undone, in the order in which it was, each with its parts."""
        with self._store.file.reading():
            found = self._store.trash.all()
            names = {one.id for one in found if one.capture}
            kept = self._store.records.find(where("id").test(names.__contains__)) if names else []
        parts = {one.id: parts_of_page(map(from_dict, one.records)) for one in kept}
        parts |= {one.id: parts_of_step(one.operation) for one in found if one.operation}
        told = [(one, parts.get(one.id, ALL_PARTS)) for one in found]
        return [(one, own) for one, own in told if own <= self.rights.read]

    def events(self) -> list[Event]:
        """What was done with the records: all of it for who decides and for the person, else what one has part in."""
        whole = self.rights.decides or self.member.account == self.account.id
        return [event for event in self._store.events.all() if whole or concerns(event, self.account)]

    def trashed(self, trashed_id: str) -> tuple[Trashed, frozenset[Part]]:
        """Something that was undone, with its parts; raises ``TrashedNotFound``."""
        found = next((told for told in self.trash() if told[0].id == trashed_id), None)
        if found is None:
            raise TrashedNotFound()
        return found


def see_member(home: Home, account: Account, member_id: str) -> SeenMember:
    """A member as an account may see them; raises ``MemberNotFound`` alike for one that it may not know of."""
    return SeenMember(home, account, *known_member(home.folder.household, account, member_id, home.now()))


def see_members(home: Home, account: Account) -> list[SeenMember]:
    """The members that an account may know of, in the order in which they were added."""
    return [SeenMember(home, account, *known) for known in known_members(home.folder.household, account, home.now())]


def see_capture(home: Home, account: Account, capture_id: str) -> SeenMember:
    """The member whose capture this is, where the account may see it whole.

    Raises ``CaptureNotFound``, or ``DataUnreadable`` where it may lie in a member's document that is damaged.
    """
    damaged: DataUnreadable | None = None
    for seen in see_members(home, account):
        try:
            if seen.has_capture(capture_id):
                return seen
        except DataUnreadable as error:
            damaged = error
    raise damaged or CaptureNotFound()


def names_of_others(home: Home, member_id: str) -> set[str]:
    """What captures and steps of all other members are called: a name stands for one of them in the household."""
    names: set[str] = set()
    for other in home.folder.household.members.all():
        if other.id == member_id:
            continue
        store = home.folder.member(other.id)
        # Of a damaged document the names are not known; they are random, so none of them comes again.
        with contextlib.suppress(DataUnreadable):
            for collection in (store.captures, store.operations, store.trash):
                names |= {one.id for one in collection.all()}
    return names


def rights_told(rights: Rights) -> RightsTold:
    """What an account may do with a member, parts in their order."""
    return {
        "read": [part for part in PARTS if part in rights.read],
        "write": [part for part in PARTS if part in rights.write],
        "decides": rights.decides,
    }
