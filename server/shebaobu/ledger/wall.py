"""The month wall: one letter a month and insurance, from the first recorded month to the last."""

from __future__ import annotations

import msgspec

from shebaobu.domain.insurance import display_order
from shebaobu.domain.month import parse_month
from shebaobu.domain.records import Contribution
from shebaobu.ledger.changes import Sitting, last_sitting
from shebaobu.ledger.facts import Fact, Ledger
from shebaobu.ledger.totals import doubled_months

NO_RECORD = "."
STATUS_NOT_STATED = "k"

_LETTERS = {
    "paid": "p",
    "transferred_in": "t",
    "exempted": "e",
    "partial": "r",
    "deferred": "d",
    "pending": "n",
    "unpaid": "u",
    "refunded": "f",
}
_STRONGEST_FIRST = [*_LETTERS.values(), STATUS_NOT_STATED, NO_RECORD]


class WallRow(msgspec.Struct, kw_only=True, frozen=True):
    """An insurance's months: ``start`` is the month index of the first letter of ``cells``.

    The lists are the places in ``cells`` of the months with a sign: ``asked`` have an open question, ``conflicts`` a
    value on which sources disagree, ``changed`` something that changed at the last look, ``doubled`` were paid in two
    places, ``vanished`` are no longer on the page that showed them (and have no letter for that).
    """

    insurance: str | None
    start: int
    cells: str
    asked: list[int] = []
    conflicts: list[int] = []
    changed: list[int] = []
    doubled: list[int] = []
    vanished: list[int] = []


class _Months(msgspec.Struct):
    """The months of an insurance while its row is put together, by month index."""

    letters: dict[int, str] = {}
    asked: set[int] = set()
    conflicts: set[int] = set()
    changed: set[int] = set()
    vanished: set[int] = set()
    facts: list[Fact] = []


def wall(ledger: Ledger) -> list[WallRow]:
    """Rows in display order; a month with several facts shows the one that counts most for the person."""
    sitting = last_sitting(ledger)
    months: dict[str | None, _Months] = {}
    for fact in ledger.facts:
        record = fact.record
        if isinstance(record, Contribution) and record.month is not None:
            _enter(months.setdefault(record.insurance, _Months()), fact, record, parse_month(record.month), sitting)
    return [_row(insurance, months[insurance]) for insurance in sorted(months, key=display_order)]


def _enter(months: _Months, fact: Fact, record: Contribution, index: int, sitting: Sitting | None) -> None:
    letter = NO_RECORD if fact.vanished else _LETTERS.get(record.status or "", STATUS_NOT_STATED)
    known = months.letters.get(index, NO_RECORD)
    months.letters[index] = min(letter, known, key=_STRONGEST_FIRST.index)
    months.facts.append(fact)
    if record.questions:
        months.asked.add(index)
    if fact.conflicts:
        months.conflicts.add(index)
    if fact.vanished:
        months.vanished.add(index)
    if sitting and any(change.time >= sitting.first.time for change in fact.history):
        months.changed.add(index)


def _row(insurance: str | None, months: _Months) -> WallRow:
    cells = months.letters
    first, last = min(cells), max(cells)
    doubled = {parse_month(one.month) for one in doubled_months(months.facts)}

    def places(marked: set[int]) -> list[int]:
        return [index - first for index in sorted(marked)]

    return WallRow(
        insurance=insurance,
        start=first,
        cells="".join(cells.get(index, NO_RECORD) for index in range(first, last + 1)),
        asked=places(months.asked),
        conflicts=places(months.conflicts),
        changed=places(months.changed),
        doubled=places(doubled),
        vanished=places(months.vanished),
    )
