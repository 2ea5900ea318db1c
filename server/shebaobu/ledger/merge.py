"""Merging: capturing twice is capturing once, and the order in which captures arrive does not matter.

The ledger is built anew from all captures, look by look in the order of time, and then from what was done by hand;
leaving one out gives the ledger as if it had never been made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from shebaobu.domain.records import Record
from shebaobu.ledger.coverage import Cover
from shebaobu.ledger.decisions import apply_operations
from shebaobu.ledger.facts import Ledger
from shebaobu.ledger.growing import Growing
from shebaobu.ledger.identity import contribution_key, equal_key, fits
from shebaobu.ledger.looks import CaptureSource, Look, looks_of
from shebaobu.ledger.matching import Says, matches
from shebaobu.ledger.operations import Operation, added_by_hand
from shebaobu.ledger.values import fact_of

Key = tuple[object, ...]


def build_ledger(sources: Iterable[CaptureSource], operations: Sequence[Operation] = ()) -> Ledger:
    """The ledger of one member from all their captures and all that was done by hand, in whatever order they come."""
    captures = [*sources, *added_by_hand(operations)]
    looks = looks_of(captures)
    by_key: dict[Key, list[Growing]] = {}
    found: list[Growing] = []
    keyed = {capture.id: _by_key(capture.records) for capture in captures}
    for look, capture in looks:
        for key, numbered in keyed[capture.id].items():
            known = by_key.setdefault(key, [])
            new = _see(look, known, numbered)
            known += new
            found += new
        for cover in look.covers:
            _miss(look, cover, by_key)
    ledger = Ledger(facts=[fact_of(growing) for growing in found], looks=[look for look, _ in looks])
    return apply_operations(ledger, operations)


def _by_key(records: list[Record]) -> dict[Key, list[tuple[int, Record]]]:
    keyed: dict[Key, list[tuple[int, Record]]] = {}
    for number, record in enumerate(records):
        key = equal_key(record)
        if key in keyed:
            keyed[key].append((number, record))
        else:
            keyed[key] = [(number, record)]
    return keyed


def _see(look: Look, known: list[Growing], numbered: list[tuple[int, Record]]) -> list[Growing]:
    """Add a page's records of one key to the facts they state; the facts that are new."""
    if len(known) == len(numbered) == 1:
        [fact], [(number, record)] = known, numbered
        repeated = fact.is_repeated_by(look, record)
        if repeated or fits(fact.latest, record):
            fact.see(look, number, record, repeated=repeated)
            return []
    if not known:
        return [Growing(look, number, record) for number, record in numbered]
    records = [record for _, record in numbered]
    taken = matches(known, records, partial(_says, look), partial(_misses, look))
    new = []
    for position, (number, record) in enumerate(numbered):
        place = taken.get(position)
        if place is None:
            new.append(Growing(look, number, record))
        else:
            fact = known[place]
            fact.see(look, number, record, repeated=fact.is_repeated_by(look, record))
    return new


def _says(look: Look, fact: Growing, record: Record) -> Says:
    return fact.says(look, record)


def _misses(look: Look, fact: Growing, _record: Record) -> bool:
    return any(fact.is_missed_by(look, cover) for cover in look.covers)


def _miss(look: Look, cover: Cover, by_key: dict[Key, list[Growing]]) -> None:
    """Let the facts vanish that a page covers and does not show."""
    if not cover.whole:
        return
    for month in cover.months():
        for fact in by_key.get(contribution_key(cover.insurance, month), ()):
            if fact.is_missed_by(look, cover):
                fact.miss(look)
