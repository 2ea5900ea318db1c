"""What was decided by hand, applied to what the pages say.

A correction takes the place of the values that it was made over, and stands beside all others; a settlement drops the
values it was made against, as long as the chosen one is still said. So a page that says something new brings a
conflict back, and a page on which all agree ends it, and nothing needs to be undone for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shebaobu.domain.records import Record
from shebaobu.ledger.facts import PRESENCE, VANISHED, Change, Conflict, Fact, Ledger
from shebaobu.ledger.identity import could_be, equal_key, fits, likeness, values_fit
from shebaobu.ledger.looks import MANUAL, Look
from shebaobu.ledger.newness import Word, agreed
from shebaobu.ledger.operations import Addition, Correction, Deletion, Operation, Settlement
from shebaobu.ledger.values import comparable, said, standing_words, with_value

Index = dict[tuple[object, ...], list[Fact]]


def apply_operations(ledger: Ledger, operations: Sequence[Operation]) -> Ledger:
    """The ledger with what was done by hand, in the order in which it was done."""
    decided: dict[int, tuple[Fact, dict[str, list[Operation]]]] = {}
    deleted: set[int] = set()
    ordered = sorted(operations, key=lambda operation: (operation.at, operation.id))
    index = _index(ledger.facts) if ordered else {}
    for operation in ordered:
        if isinstance(operation.change, Addition):
            ledger.acting[operation.id] = f"{operation.id}.0"
            continue
        fact = _target(ledger, index, operation.change.fact, operation.change.target)
        if fact is None:
            continue
        if isinstance(operation.change, Deletion):
            if not _says_more(fact, operation.change.target, operation.at):
                deleted.add(id(fact))
                ledger.acting[operation.id] = fact.id
            continue
        _, by_field = decided.setdefault(id(fact), (fact, {}))
        for field in _fields(operation.change):
            by_field.setdefault(field, []).append(operation)
    for fact, by_field in decided.values():
        for field, steps in by_field.items():
            for step in _decide(fact, field, steps):
                ledger.acting[step.id] = fact.id
    if deleted:
        ledger.deleted = [fact for fact in ledger.facts if id(fact) in deleted]
        ledger.facts = [fact for fact in ledger.facts if id(fact) not in deleted]
    return ledger


def _index(facts: Sequence[Fact]) -> Index:
    index: Index = {}
    for fact in facts:
        index.setdefault(equal_key(fact.stated), []).append(fact)
    return index


def _target(ledger: Ledger, index: Index, name: str, target: Record) -> Fact | None:
    """The fact that an operation is about: that of the name, or the closest of those that can be it."""
    possible = [fact for fact in index.get(equal_key(target), ()) if fits(fact.stated, target)]
    if possible:
        return max(possible, key=lambda fact: (fact.named(name), *likeness(fact.stated, target)))
    named = ledger.fact(name)
    return named if named and could_be(named.stated, target) else None


def _says_more(fact: Fact, target: Record, since: datetime) -> bool:
    """Whether a page that was read since then says something of a fact that was not said before."""
    return any(
        look.time > since and not values_fit(field, getattr(record, field), getattr(target, field))
        for look, record in fact.seen
        for field in comparable(target)
    )


def _fields(change: Correction | Settlement) -> list[str]:
    return list(change.values) if isinstance(change, Correction) else [change.field]


def _decide(fact: Fact, field: str, steps: Sequence[Operation]) -> list[Operation]:
    """Apply the decisions on a field; those that had an effect."""
    words = standing_words(fact, field)
    effective: list[Operation] = []
    for step in steps:
        after = _after(words, field, step)
        if after != words:
            words = after
            effective.append(step)
            fact.history.append(_recorded(fact, field, step))
    if effective:
        fact.decided = fact.decided | {field: effective[-1].id}
        _show(fact, field, words)
        fact.history.sort(key=lambda change: change.time)
    return effective


def _after(words: list[Word], field: str, step: Operation) -> list[Word]:
    change = step.change
    if isinstance(change, Settlement):
        chosen = [word for word in words if values_fit(field, word.value, change.value)]
        decided_against = [value for value in change.over if not values_fit(field, value, change.value)]
        return [word for word in words if word in chosen or word.value not in decided_against] if chosen else words
    if not isinstance(change, Correction):
        return words
    kept = [word for word in words if word.value not in change.over.get(field, [])]
    value = change.values[field]
    if value is None:
        return kept
    look = Look(time=step.at, capture=step.id, source=MANUAL, at=step.at.isoformat())
    return [*(word for word in kept if word.look.source != MANUAL), Word(look, value)]


def _show(fact: Fact, field: str, words: list[Word]) -> None:
    """Let a fact show what is left of the words on a field."""
    best = agreed(field, words) if words else None
    fact.conflicts = [conflict for conflict in fact.conflicts if conflict.field != field]
    if words and best is None:
        fact.conflicts.append(Conflict(field=field, said=tuple(said(word) for word in words)))
    if field == PRESENCE:
        fact.vanished = best.look.at if best and best.value == VANISHED else None
    else:
        fact.record = with_value(fact.record, field, best, fact.seen)


def _recorded(fact: Fact, field: str, step: Operation) -> Change:
    change = step.change
    value = change.value if isinstance(change, Settlement) else None
    if isinstance(change, Correction):
        value = change.values[field]
    return Change(
        kind="settled" if isinstance(change, Settlement) else "corrected",
        field=field,
        at=step.at.isoformat(),
        before=None if field == PRESENCE else getattr(fact.stated, field),
        after=value,
        operation=step.id,
    )
