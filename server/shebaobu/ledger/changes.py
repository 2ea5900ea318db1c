"""What changed since the last look: the office's own page shows the end state only."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from shebaobu.ledger.facts import Change, Fact, Ledger
from shebaobu.ledger.identity import kind_of
from shebaobu.ledger.looks import MANUAL, Look

_SITTING = timedelta(hours=12)


class Sitting(msgspec.Struct, frozen=True):
    """The latest looks without a long break between them: the first of them, and the last look before."""

    first: Look
    before: Look | None


def last_sitting(ledger: Ledger) -> Sitting | None:
    """When somebody looked last, and when the time before; None where nobody has looked."""
    looks = [look for look in ledger.looks if look.source != MANUAL]
    if not looks:
        return None
    start = len(looks) - 1
    while start > 0 and looks[start].time - looks[start - 1].time < _SITTING:
        start -= 1
    return Sitting(looks[start], looks[start - 1] if start else None)


def all_changes(ledger: Ledger) -> list[tuple[Fact, Change]]:
    """Everything that changed, latest first. A source that is read for the first time brings no change."""
    first_read = _first_read(ledger)
    found = [(fact, change) for fact in ledger.facts for change in _changes_of(fact, first_read)]
    return sorted(found, key=lambda pair: pair[1].time, reverse=True)


Origin = tuple[str, str, str | None]


def _first_read(ledger: Ledger) -> dict[Origin, Look]:
    """For each source, kind and insurance the first look that showed any."""
    first: dict[Origin, Look] = {}
    for fact in ledger.facts:
        look, record = fact.seen[0]
        origin = (look.source, kind_of(record), record.insurance)
        if origin not in first or look.time < first[origin].time:
            first[origin] = look
    return first


def _changes_of(fact: Fact, first_read: dict[Origin, Look]) -> list[Change]:
    look, record = fact.seen[0]
    if look.source == MANUAL:
        return [Change(kind="added", field="presence", at=look.at, operation=look.capture), *fact.history]
    if look.time > first_read[look.source, kind_of(record), record.insurance].time:
        return [Change(kind="new", field="presence", at=look.at, capture=look.capture), *fact.history]
    return fact.history
