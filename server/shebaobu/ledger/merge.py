"""Merging: capturing twice is capturing once, and the order in which captures arrive does not matter.

The ledger is built anew from all captures, sorted by when each page was read; leaving one out gives the ledger
as if it had never been made.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from shebaobu.domain.records import Record
from shebaobu.ledger.identity import equal_key, fits, likeness


class CaptureSource(msgspec.Struct, kw_only=True, frozen=True):
    """A saved capture's records; ``captured_at`` is when the page was read (ISO 8601 with offset)."""

    id: str
    captured_at: str
    records: list[Record]


class Proof(msgspec.Struct, kw_only=True, frozen=True):
    """Where a fact was seen: capture, block and row."""

    capture: str
    block: int
    row: int


class Fact(msgspec.Struct, kw_only=True):
    """One fact: its present values (a later page wins, field by field) and all its proofs, oldest first."""

    record: Record
    proofs: list[Proof]

    def seen_in(self, capture: str) -> bool:
        """Whether a capture is already among the proofs: one page's two rows are two facts."""
        return any(proof.capture == capture for proof in self.proofs)


class Ledger(msgspec.Struct, kw_only=True):
    """All facts of one member, in the order in which they were first seen."""

    facts: list[Fact]


def build_ledger(sources: Iterable[CaptureSource]) -> Ledger:
    """The ledger of one member from all of their captures, in whatever order they come."""
    by_key: dict[tuple[object, ...], list[Fact]] = {}
    facts: list[Fact] = []
    for source in sorted(sources, key=_when_read):
        for record in source.records:
            same_key = by_key.setdefault(equal_key(record), [])
            proof = _proof(source.id, record)
            fact = _closest(same_key, record, source.id)
            if fact is None:
                fact = Fact(record=record, proofs=[proof])
                same_key.append(fact)
                facts.append(fact)
            else:
                fact.record = _newer_over_older(record, fact.record)
                fact.proofs.append(proof)
    return Ledger(facts=facts)


def _when_read(source: CaptureSource) -> tuple[datetime, str]:
    return datetime.fromisoformat(source.captured_at), source.id


def _proof(capture: str, record: Record) -> Proof:
    source = record.source
    return Proof(capture=capture, block=source.block if source else 0, row=source.row if source else 0)


def _closest(candidates: list[Fact], record: Record, capture: str) -> Fact | None:
    fitting = [fact for fact in candidates if not fact.seen_in(capture) and fits(fact.record, record)]
    return max(fitting, key=lambda fact: likeness(fact.record, record), default=None)


def _newer_over_older(newer: Record, older: Record) -> Record:
    changes = {
        name: value
        for name in newer.__struct_fields__
        if name not in ("source", "questions", "employer_masked")
        if (value := getattr(newer, name)) is not None and not _hides(value, getattr(older, name))
    }
    if "employer_masked" in newer.__struct_fields__:
        changes["employer_masked"] = "*" in (changes.get("employer") or getattr(older, "employer", None) or "")
    changes["questions"] = newer.questions
    return msgspec.structs.replace(older, **changes)


def _hides(value: object, known: object) -> bool:
    """A masked text never replaces the full one that another page showed."""
    return isinstance(value, str) and isinstance(known, str) and "*" in value and "*" not in known
