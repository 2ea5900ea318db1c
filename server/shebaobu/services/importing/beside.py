"""Captures and steps of a file beside what a member has: the same is the same, the rest is new.

A capture is there already if one of its name has the same page, or if one has the same content and this one would
change nothing in the ledger: then only the times tell more. Captures of one file are never taken for each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from shebaobu.auth.tokens import new_id
from shebaobu.domain.capture import Capture
from shebaobu.domain.parts import Part
from shebaobu.domain.records import to_dict
from shebaobu.ledger import Addition, CaptureSource, Ledger, Operation, build_ledger
from shebaobu.services.captures import content_hash, read_also
from shebaobu.services.exporting.format import ExportedCapture, ExportedMember, ExportedOperation
from shebaobu.services.home import Home
from shebaobu.services.ledgers import effect_on, source_of, sources_of
from shebaobu.storage.documents import CaptureEntry, Evidence, Member, RecordSet
from shebaobu.storage.member import MemberStore


@dataclass(frozen=True)
class NewCapture:
    """A capture that would be added."""

    entry: CaptureEntry
    evidence: Evidence
    records: RecordSet


@dataclass
class MemberPlan:
    """What would be added to a member, of which parts; ``new`` says that the member would be.

    ``times`` are captures that are there, as they are told and as they would be: their pages were read at further
    times too. ``differing`` counts facts of the file's own ledger that its captures and steps do not come to.
    """

    member: Member
    new: bool
    parts: frozenset[Part]
    captures: list[NewCapture] = field(default_factory=list)
    known_captures: int = 0
    times: dict[str, tuple[CaptureEntry, CaptureEntry]] = field(default_factory=dict)
    operations: list[Operation] = field(default_factory=list)
    known_operations: int = 0
    facts: int = 0
    differing: int = 0

    @property
    def empty(self) -> bool:
        """Whether everything is there already."""
        return not (self.new or self.captures or self.operations or self.times)


class Beside:
    """What a member has, and the plan for what comes beside it; ``taken`` are names that others have.

    ``store`` is the member's, None for a new one.
    """

    def __init__(self, home: Home, plan: MemberPlan, store: MemberStore | None, by: str, taken: set[str]) -> None:
        self._home = home
        self._plan = plan
        self._by = by
        self._taken = taken
        self._named: dict[str, str] = {}
        self._store = store
        self._sources: list[CaptureSource] = []
        self._operations: list[Operation] = []
        self._entries: dict[str, CaptureEntry] = {}
        self._trash: set[str] = set()
        if store:
            _, self._sources, self._operations = sources_of(home, store)
            self._entries = {entry.id: entry for entry in store.captures.all()}
            self._trash = {trashed.id for trashed in store.trash.all()}

    def add(self, exported: ExportedMember) -> tuple[Ledger, Ledger]:
        """Take all of an exported member into the plan; the ledger as it is and as it would be."""
        before = self._ledger()
        for capture in exported.captures:
            self._add_capture(capture)
        for step in exported.operations:
            self._add_step(step)
        after = self._ledger()
        self._plan.facts = len(after.facts) - len(before.facts)
        return before, after

    def _ledger(self) -> Ledger:
        return build_ledger(self._sources, self._operations)

    def _add_capture(self, capture: ExportedCapture) -> None:
        entry = entry_of(capture)
        known = self._known(capture, entry)
        if known:
            self._plan.known_captures += 1
            self._named[capture.id] = known.id
            self._read_also(known, entry)
            return
        entry = msgspec.structs.replace(entry, id=self._name_for(capture))
        self._named[capture.id] = entry.id
        self._sources.append(source_of(entry, capture.records))
        self._plan.captures.append(
            NewCapture(
                entry,
                Evidence(id=entry.id, capture=msgspec.to_builtins(capture.capture), readings=tuple(capture.answers)),
                RecordSet(id=entry.id, records=[to_dict(record) for record in capture.records]),
            )
        )

    def _known(self, capture: ExportedCapture, entry: CaptureEntry) -> CaptureEntry | None:
        named = self._entries.get(capture.id)
        if named and self._page_of(capture.id) == capture.capture:
            return named
        same = next((one for one in self._entries.values() if one.content_hash == entry.content_hash), None)
        if (
            same is None
            or effect_on(self._home, self._sources, self._operations, source_of(entry, capture.records)).changes
        ):
            return None
        return same

    def _page_of(self, capture_id: str) -> Capture | None:
        evidence = self._store.evidence.get(capture_id) if self._store else None
        return msgspec.convert(evidence.capture, Capture) if evidence else None

    def _read_also(self, known: CaptureEntry, entry: CaptureEntry) -> None:
        before, now = self._plan.times.get(known.id, (known, known))
        told = read_also(now, *filter(None, [entry.captured_at, entry.read_again_at]))
        if told != now:
            self._plan.times[known.id] = before, told

    def _name_for(self, capture: ExportedCapture) -> str:
        """The capture's own name where nothing else has it; its own self in the trash is no other."""
        free = capture.id not in self._taken and capture.id not in self._entries
        in_trash = capture.id in self._trash
        return capture.id if free and (not in_trash or self._page_of(capture.id) == capture.capture) else new_id()

    def _add_step(self, step: ExportedOperation) -> None:
        moved = Operation(id=step.id, at=step.at, by=self._by, change=self._renamed(step))
        known = next((one for one in self._operations if (one.at, one.change) == (moved.at, moved.change)), None)
        if known:
            self._plan.known_operations += 1
            self._named[step.id] = known.id
            return
        others = self._taken | self._trash | {one.id for one in self._operations}
        if step.id in others:
            moved = msgspec.structs.replace(moved, id=new_id())
        self._named[step.id] = moved.id
        self._operations.append(moved)
        self._plan.operations.append(moved)

    def _renamed(self, step: ExportedOperation) -> Any:
        """The change with the fact that it is about by the name that it has here."""
        change = step.change
        if isinstance(change, Addition):
            return change
        capture, dot, number = change.fact.partition(".")
        return msgspec.structs.replace(change, fact=f"{self._named.get(capture, capture)}{dot}{number}")


def entry_of(capture: ExportedCapture) -> CaptureEntry:
    """What is told of an exported capture, under its own name."""
    page = capture.capture
    return CaptureEntry(
        id=capture.id,
        captured_at=capture.captured_at,
        saved_at=capture.saved_at,
        channel=page.channel,
        title=page.origin.title,
        host=page.origin.address.hostname or "",
        portal=capture.portal,
        device=capture.device,
        content_hash=content_hash(page, capture.records),
        records=len(capture.records),
        blocks=len(page.blocks),
        not_understood=capture.not_understood,
        questions=capture.questions,
        read_again_at=capture.read_again_at,
        covers=tuple(capture.covers),
        months_stated=capture.months_stated,
    )
