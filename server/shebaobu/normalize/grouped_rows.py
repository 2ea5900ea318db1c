"""Tables that write an insurance or a year once, in the first of its rows, and leave the cells below it empty."""

from __future__ import annotations

from collections.abc import Sequence

from shebaobu.normalize.headers import Column
from shebaobu.normalize.text import fold, is_blank

_WRITTEN_ONCE = frozenset({"insurance", "year"})
_DATES = frozenset({"month", "booked_month", "month_of_year", "period", "start", "end"})


class WrittenOnce:
    """Fills what a row leaves to the rows above it; only where each group's rows are of different months.

    A table that lists several insurances under one month leaves its cells empty for another reason.
    """

    def __init__(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        dates = [column.index for column in columns if column.name in _DATES]
        self._places = [
            column.index
            for column in columns
            if column.name in _WRITTEN_ONCE and column.insurance is None and _in_groups(column.index, dates, rows)
        ]
        self._above: dict[int, str] = {}

    def end(self) -> None:
        """Forget what was written: a row of sums ends a group."""
        self._above.clear()

    def filled(self, row: list[str]) -> list[str]:
        """The row with what the first row of its group says."""
        filled = list(row)
        for place in self._places:
            if place < len(row) and not is_blank(row[place]):
                self._above[place] = row[place]
            elif place in self._above and place < len(row):
                filled[place] = self._above[place]
        return filled


def _in_groups(place: int, dates: Sequence[int], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column's cells are filled where a group begins, never twice alike, over rows of different months."""
    said = [
        (row[place].strip(), tuple(fold(row[at]) for at in dates if at < len(row)))
        for row in rows
        if place < len(row) and any(at < len(row) and not is_blank(row[at]) for at in dates)
    ]
    if not said or is_blank(said[0][0]) or not any(is_blank(cell) for cell, _ in said):
        return False
    group: set[tuple[str, ...]] = set()
    above = ""
    for cell, months in said:
        if not is_blank(cell):
            if cell == above:
                return False
            group, above = set(), cell
        if months in group:
            return False
        group.add(months)
    return True
