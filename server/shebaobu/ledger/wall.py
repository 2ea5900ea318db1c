"""The month wall: one letter a month and insurance, from the first recorded month to the last."""

from __future__ import annotations

import msgspec

from shebaobu.domain.insurance import display_order
from shebaobu.domain.month import parse_month
from shebaobu.domain.records import Contribution
from shebaobu.ledger.merge import Ledger

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
_STRONGEST_FIRST = [*_LETTERS.values(), STATUS_NOT_STATED]


class WallRow(msgspec.Struct, kw_only=True, frozen=True):
    """An insurance's months: ``start`` is the month index of the first letter of ``cells``.

    ``asked`` are the places in ``cells`` of the months with a record that carries an open question.
    """

    insurance: str | None
    start: int
    cells: str
    asked: list[int] = []


def wall(ledger: Ledger) -> list[WallRow]:
    """Rows in display order; a month with several facts shows the one that counts most for the person."""
    months: dict[str | None, dict[int, str]] = {}
    asked: dict[str | None, set[int]] = {}
    for fact in ledger.facts:
        record = fact.record
        if isinstance(record, Contribution) and record.month is not None:
            cells = months.setdefault(record.insurance, {})
            index = parse_month(record.month)
            cells[index] = _stronger(_letter(record), cells.get(index))
            if record.questions:
                asked.setdefault(record.insurance, set()).add(index)
    return [
        _row(insurance, months[insurance], asked.get(insurance, set()))
        for insurance in sorted(months, key=display_order)
    ]


def _letter(record: Contribution) -> str:
    return _LETTERS.get(record.status or "", STATUS_NOT_STATED)


def _stronger(one: str, other: str | None) -> str:
    if other is None:
        return one
    return min(one, other, key=_STRONGEST_FIRST.index)


def _row(insurance: str | None, cells: dict[int, str], asked: set[int]) -> WallRow:
    first, last = min(cells), max(cells)
    text = "".join(cells.get(index, NO_RECORD) for index in range(first, last + 1))
    return WallRow(insurance=insurance, start=first, cells=text, asked=[index - first for index in sorted(asked)])
