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


class Ledger(msgspec.Struct, kw_only=True):
    """All facts of one member, in the order in which they were first seen."""

    facts: list[Fact]


def build_ledger(sources: Iterable[CaptureSource]) -> Ledger:
    """The ledger of one member from all of their captures, in whatever order they come."""
    by_key: dict[tuple[object, ...], list[Fact]] = {}
    facts: list[Fact] = []
    for source in sorted(sources, key=_when_read):
        of_page: dict[tuple[object, ...], list[Record]] = {}
        for record in source.records:
            of_page.setdefault(equal_key(record), []).append(record)
        for key, records in of_page.items():
            known = by_key.setdefault(key, [])
            new = [Fact(record=record, proofs=[]) for record in _merge_into(known, records, source.id)]
            for fact in new:
                fact.proofs.append(_proof(source.id, fact.record))
            known += new
            facts += new
    return Ledger(facts=facts)


def _merge_into(known: list[Fact], records: list[Record], capture: str) -> list[Record]:
    """Merge a page's records of one key into the facts they state: each fact takes at most one record of a page.

    First come the facts that say already what a record says, so that a page that is read again changes nothing; then
    the closest pairs of what is left. Gives back the records that state a new fact.
    """
    merged = {
        (position, place): _newer_over_older(record, fact.record)
        for position, record in enumerate(records)
        for place, fact in enumerate(known)
        if fits(fact.record, record)
    }
    closest_first = sorted(merged, key=lambda pair: likeness(known[pair[1]].record, records[pair[0]]), reverse=True)
    taken = _most_pairs([pair for pair in closest_first if merged[pair] == known[pair[1]].record])
    for position, place in closest_first:
        if position not in taken and place not in taken.values():
            taken[position] = place
    for position, place in taken.items():
        known[place].proofs.append(_proof(capture, records[position]))
        known[place].record = merged[position, place]
    return [record for position, record in enumerate(records) if position not in taken]


def _most_pairs(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """A place for as many positions as can have one of their own: earlier pairs first, moved where that makes room."""
    possible: dict[int, list[int]] = {}
    for position, place in pairs:
        possible.setdefault(position, []).append(place)
    holder: dict[int, int] = {}

    def settle(position: int, tried: set[int]) -> bool:
        free = next((place for place in possible[position] if place not in holder), None)
        if free is not None:
            holder[free] = position
            return True
        for place in possible[position]:
            if place not in tried:
                tried.add(place)
                if settle(holder[place], tried):
                    holder[place] = position
                    return True
        return False

    for position in possible:
        settle(position, set())
    return {position: place for place, position in holder.items()}


def _when_read(source: CaptureSource) -> tuple[datetime, str]:
    return datetime.fromisoformat(source.captured_at), source.id


def _proof(capture: str, record: Record) -> Proof:
    source = record.source
    return Proof(capture=capture, block=source.block if source else 0, row=source.row if source else 0)


def _newer_over_older(newer: Record, older: Record) -> Record:
    changes = {
        name: value
        for name in newer.__struct_fields__
        if name not in ("source", "questions", "employer_masked")
        if (value := getattr(newer, name)) not in (None, ()) and not _hides(value, getattr(older, name))
    }
    if "employer_masked" in newer.__struct_fields__:
        changes["employer_masked"] = "*" in (changes.get("employer") or getattr(older, "employer", None) or "")
    changes["questions"] = newer.questions
    return msgspec.structs.replace(older, **changes)


def _hides(value: object, known: object) -> bool:
    """A masked text never replaces the full one that another page showed."""
    return isinstance(value, str) and isinstance(known, str) and "*" in value and "*" not in known
