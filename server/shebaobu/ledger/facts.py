"""The ledger's own types: facts with their proofs, history and conflicts, and what is done to them by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

from shebaobu.domain.records import Record
from shebaobu.ledger.looks import Look

Value = Any
ChangeKind = Literal["new", "added", "changed", "disputed", "agreed", "vanished", "returned", "corrected", "settled"]
PRESENCE = "presence"
SHOWN, VANISHED = "shown", "vanished"


class Proof(msgspec.Struct, frozen=True, gc=False):
    """Where a fact was seen: capture, block and row; ``number`` counts the records of the capture."""

    capture: str
    block: int
    row: int
    number: int = 0

    @property
    def name(self) -> str:
        """A name for the fact that this proves."""
        return f"{self.capture}.{self.number}"


class Said(msgspec.Struct, kw_only=True, frozen=True):
    """What a source says of a field of a fact, last at ``at`` by ``capture``."""

    value: Value
    source: str
    capture: str
    at: str


class Conflict(msgspec.Struct, kw_only=True, frozen=True):
    """A field on which sources disagree without one being newer: what each says; none is chosen."""

    field: str
    said: tuple[Said, ...]

    @property
    def values(self) -> list[Value]:
        """The different values."""
        different: list[Value] = []
        for said in self.said:
            if said.value not in different:
                different.append(said.value)
        return different


class Change(msgspec.Struct, kw_only=True, frozen=True):
    """Something that became different, at the time at which the page was read (or the step by hand taken).

    ``capture`` is the one that showed it, or ``operation`` what was done by hand. ``field`` is ``presence`` where the
    fact as a whole vanished from its page or came back.
    """

    kind: ChangeKind
    field: str
    at: str
    before: Value = None
    after: Value = None
    capture: str | None = None
    operation: str | None = None

    @property
    def time(self) -> datetime:
        """When it was, as a time that can be compared."""
        return datetime.fromisoformat(self.at)


class Fact(msgspec.Struct, kw_only=True):
    """One fact: its present values, all its proofs, oldest first, and how it came to be what it is.

    ``stated`` is what the pages say, ``record`` that with what was decided by hand; a field in conflict is absent from
    it. ``seen`` are all looks with what each shows, ``missed`` those that should show it and do not. ``decided`` names
    the operation that gave a field its value. ``vanished`` is the time since which its page does not show it.
    """

    record: Record
    stated: Record
    proofs: list[Proof]
    seen: list[tuple[Look, Record]]
    missed: list[Look] = []
    history: list[Change] = []
    conflicts: list[Conflict] = []
    decided: dict[str, str] = {}
    vanished: str | None = None

    @property
    def id(self) -> str:
        """A name of this fact; any of its proofs gives one."""
        return self.proofs[0].name

    def named(self, name: str) -> bool:
        """Whether a name is of this fact."""
        return any(proof.name == name for proof in self.proofs)


class Ledger(msgspec.Struct, kw_only=True):
    """All facts of one member, in the order in which they were first seen; ``looks`` are what it was built from.

    ``acting`` says of each operation on which fact it acts now; one that is not in it finds nothing to act on.
    """

    facts: list[Fact]
    looks: list[Look] = []
    deleted: list[Fact] = []
    acting: dict[str, str] = {}

    def fact(self, name: str) -> Fact | None:
        """The fact of a name."""
        return next((fact for fact in self.facts if fact.named(name)), None)
