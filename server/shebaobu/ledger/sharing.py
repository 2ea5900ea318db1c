"""What of a ledger somebody sees who may read some parts of it.

A ledger is built from everything and filtered afterwards, so that what is shown does not depend on who looks. What
belongs to several parts (a page, a step that moves a fact from one to another) is seen by who may read all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from shebaobu.domain.parts import PARTS, Part, part_of
from shebaobu.domain.records import Record
from shebaobu.ledger.facts import Fact, Ledger
from shebaobu.ledger.looks import CaptureSource
from shebaobu.ledger.operations import Addition, Correction, Operation, Settlement

EVERY_PART: frozenset[Part] = frozenset(PARTS)
_TELLS = "insurance"


def parts_of_page(records: Iterable[Record]) -> frozenset[Part]:
    """The parts that a page tells of: those of its records; of one without any nobody knows, so all of them."""
    return frozenset(map(part_of, records)) or EVERY_PART


def parts_of_fact(fact: Fact) -> frozenset[Part]:
    """The parts that a fact tells of: what it is, and of which insurance it was said to be beside."""
    said = [value for change in fact.history if change.field == _TELLS for value in (change.before, change.after)]
    said += [value for conflict in fact.conflicts if conflict.field == _TELLS for value in conflict.values]
    return frozenset((part_of(fact.record), part_of(fact.stated))) | _parts_if(fact.stated, said)


def parts_of_step(step: Operation) -> frozenset[Part]:
    """The parts that a step by hand tells of: what it was done to, and what it says that this is."""
    change = step.change
    if isinstance(change, Addition):
        return parts_of_page(change.records)
    said: list[Any] = []
    if isinstance(change, Correction) and _TELLS in change.values:
        said = [change.values[_TELLS], *change.over.get(_TELLS, [])]
    if isinstance(change, Settlement) and change.field == _TELLS:
        said = [change.value, *change.over]
    return _parts_if(change.target, said) | {part_of(change.target)}


def _parts_if(record: Record, insurances: Iterable[Any]) -> frozenset[Part]:
    """The parts that a record would belong to, were it of these insurances."""
    return frozenset(part_of(msgspec.structs.replace(record, insurance=insurance)) for insurance in insurances)


def shared(ledger: Ledger, parts: frozenset[Part]) -> Ledger:
    """The ledger as somebody sees it who may read these parts: their facts, and the looks that tell of these."""
    if parts == EVERY_PART:
        return ledger
    facts = [fact for fact in ledger.facts if parts_of_fact(fact) <= parts]
    deleted = [fact for fact in ledger.deleted if parts_of_fact(fact) <= parts]
    names = {fact.id for fact in (*facts, *deleted)}
    telling = {look.capture for fact in facts for look, _ in fact.seen}
    telling |= {look.capture for fact in facts for look in fact.missed}
    return Ledger(
        facts=facts,
        deleted=deleted,
        looks=[look for look in ledger.looks if look.capture in telling],
        acting={step: fact for step, fact in ledger.acting.items() if fact in names},
    )


def shared_pages(sources: Iterable[CaptureSource], parts: frozenset[Part]) -> list[CaptureSource]:
    """The captures that may be seen whole by who may read these parts."""
    return [source for source in sources if parts_of_page(source.records) <= parts]
