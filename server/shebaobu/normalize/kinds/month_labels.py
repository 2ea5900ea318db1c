"""Lists of cards whose head is a month and an amount (2025年10月 3,147.00元): the month came to stand as a label.

Each such month is a column of its own in which one row is filled; they become two columns, as the heads of the cards
have them.
"""

from __future__ import annotations

import re

import msgspec

from shebaobu.domain.capture import Grid
from shebaobu.normalize.cells import NotReadable, read_month
from shebaobu.normalize.shapes import Shape
from shebaobu.normalize.text import is_blank

_HAS_YEAR = re.compile(r"^\s*(?:19|20)\d{2}")


def months_from_labels(grid: Grid) -> Shape | None:
    """The table with a column of months in place of those headed by months; None where each row fills not just one."""
    months = [at for at, path in enumerate(grid.columns) if len(path) == 1 and _is_month(path[0])]
    others = [at for at in range(len(grid.columns)) if at not in months]
    if not months or len(others) < 2 or not grid.rows:
        return None
    filled = [[at for at in months if at < len(row) and not is_blank(row[at])] for row in grid.rows]
    if any(len(places) != 1 for places in filled) or len({places[0] for places in filled}) != len(months):
        return None
    rows = [
        [grid.columns[place][0], row[place], *(row[at] if at < len(row) else "" for at in others)]
        for row, (place,) in zip(grid.rows, filled, strict=True)
    ]
    codes = ["", "", *(grid.codes[at] for at in others)] if len(grid.codes) == len(grid.columns) else []
    return Shape(
        grid=msgspec.structs.replace(
            grid, columns=[[], [], *(grid.columns[at] for at in others)], rows=rows, codes=codes
        ),
        rows=range(len(rows)),
        columns=[tuple(months), tuple(months), *((at,) for at in others)],
        spread=frozenset({0, 1}),
        cell_columns=[place for (place,) in filled],
    )


def _is_month(label: str) -> bool:
    try:
        return bool(_HAS_YEAR.match(label)) and bool(read_month(label))
    except NotReadable:
        return False
