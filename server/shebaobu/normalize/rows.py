"""Rows of a table that are no records: sums, notes, pagers, repeated headers, months with nothing in them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from shebaobu.normalize.calendar import NotReadable, read_month, read_year
from shebaobu.normalize.headers import Column
from shebaobu.normalize.text import fold, is_blank
from shebaobu.normalize.vocabulary import Vocabulary

_SAYS_WHICH = frozenset(
    {"row_number", "month", "booked_month", "start", "end", "insurance", "payer", "year", "month_of_year", "period"}
)
_NOTES = frozenset({"note_text", "status", "pay_type", "summary"})

_LONGEST_HEADING = 24


class RowSieve:
    """Tells the rows of one table that are no records, and why."""

    def __init__(self, columns: Sequence[Column], vocabulary: Vocabulary, *, of_payments: bool = False) -> None:
        self._words = vocabulary.furniture
        # What was withdrawn is a state of a filing or of a card, and of a payment that there was none.
        self._void = {*self._words["void_row"], *(self._words["withdrawn_row"] if of_payments else ())}
        self._labels = {fold(level) for column in columns for level in column.path}
        # Only cells that say which row it is are asked for words like 合计: an employer may be a 统计局.
        self._saying = [c.index for c in columns if c.meaning is None or c.meaning.name in _SAYS_WHICH]
        self._telling = [c.index for c in columns if c.meaning and c.meaning.name not in _SAYS_WHICH]
        self._noting = [c.index for c in columns if c.meaning and c.meaning.name in _NOTES]
        self._naming = [c.index for c in columns if c.meaning and c.meaning.name == "insurance"]
        self._known: dict[str, str | None] = {}

    def reason(self, row: list[str]) -> str | None:
        """Why a row is no record (``why.*``), or None for one that should be read."""
        filled = [cell for cell in row if not is_blank(cell)]
        if not filled:
            return "empty_row"
        if len(filled) > 1 and all(fold(cell) in self._labels for cell in filled):
            return "repeated_header"
        saying = [row[index] for index in self._saying if index < len(row)]
        # What stands alone in a row is about the table and no value in it, whatever column it begins in.
        said = [self._furniture(cell) for cell in (filled if len(filled) == 1 else saying)]
        if any(fold(cell) in self._words["only_total"] for cell in filled):
            said.append("total_row")
        if any(said):
            return next(reason for reason in said if reason)
        if any(index < len(row) and self._of_other_system(row[index]) for index in self._naming):
            return "other_system"
        if any(index < len(row) and fold(row[index]) in self._void for index in self._noting):
            return "void_row"
        told = any(index < len(row) and not is_blank(row[index]) for index in self._telling)
        return None if told else "empty_month"

    def _of_other_system(self, cell: str) -> bool:
        return any(word in cell for word in self._words["other_system"])

    def _furniture(self, cell: str) -> str | None:
        if cell not in self._known:
            self._known[cell] = self._read_furniture(fold(cell))
        return self._known[cell]

    def _read_furniture(self, text: str) -> str | None:
        if any(text.startswith(word) for word in self._words["note_row"]):
            return "note_row"
        for reason in ("pager_row", "total_row"):
            if any(word in text for word in self._words[reason]):
                return reason
        return None


def heading_in(row: Sequence[str]) -> str | None:
    """The only filled cell of a row, if it is short enough for a heading."""
    filled = list(islice((cell for cell in row if not is_blank(cell)), 2))
    return filled[0] if len(filled) == 1 < len(row) and len(filled[0]) <= _LONGEST_HEADING else None


def month_of_row(cell: str) -> str | None:
    """The month that a heading is, ``2022年2月``; a bare number may be anything."""
    if "年" not in cell:
        return None
    try:
        return read_month(cell)
    except NotReadable:
        return None


def headed_by_months(rows: Sequence[Sequence[str]]) -> bool:
    """Whether months alone in their rows head the rows below: not where other rows have a month in that place too."""
    places = {
        next(at for at, cell in enumerate(row) if not is_blank(cell))
        for row in rows
        if (cell := heading_in(row)) is not None and month_of_row(cell)
    }
    full = [row for row in rows if heading_in(row) is None]
    return bool(places) and not any(at < len(row) and month_of_row(row[at]) for row in full for at in places)


def year_of_heading(cell: str) -> int | None:
    """The year that a heading is, ``2021年度``; a bare number may be anything."""
    if "年" not in cell:
        return None
    try:
        return read_year(fold(cell))
    except NotReadable:
        return None
