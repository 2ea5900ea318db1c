"""Lists of cards whose head is two texts (2025年10月 3,147.00元, 药店购药 -42.80): the first came to stand as a label.

Each such head is a column of its own in which one row or few are filled; they become two columns without a label, as
other heads of cards are.
"""

from __future__ import annotations

import re

import msgspec

from shebaobu.domain.capture import Grid
from shebaobu.normalize.cells import NotReadable, read_money, read_month
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.labels import is_label
from shebaobu.normalize.shapes import Shape
from shebaobu.normalize.text import is_blank

_HAS_YEAR = re.compile(r"^\s*(?:19|20)\d{2}")
_SIGNED = re.compile(r"^\s*[+＋\-−－]")
_HEAD: list[list[str]] = [[], []]


def heads_from_labels(grid: Grid, page: PageContext) -> Shape | None:
    """The table with the heads of its cards in two columns; None where not each row has just one head."""
    heads = [at for at in range(len(grid.columns)) if _is_head(grid, at, page)]
    others = [at for at in range(len(grid.columns)) if at not in heads]
    if not heads or len(others) < 2 or not grid.rows:
        return None
    filled = [[at for at in heads if at < len(row) and not is_blank(row[at])] for row in grid.rows]
    if any(len(places) != 1 for places in filled):
        return None
    rows = [
        [grid.columns[place][0], row[place], *(row[at] if at < len(row) else "" for at in others)]
        for row, (place,) in zip(grid.rows, filled, strict=True)
    ]
    codes = ["", "", *(grid.codes[at] for at in others)] if len(grid.codes) == len(grid.columns) else []
    columns = [*_HEAD, *(grid.columns[at] for at in others)]
    return Shape(
        grid=msgspec.structs.replace(grid, columns=columns, rows=rows, codes=codes),
        rows=range(len(rows)),
        columns=[tuple(heads), tuple(heads), *((at,) for at in others)],
        spread=frozenset({0, 1}),
        cell_columns=[place for (place,) in filled],
    )


def is_month_of_card(label: str) -> bool:
    """Whether a label is a month with its year."""
    try:
        return bool(_HAS_YEAR.match(label)) and bool(read_month(label))
    except NotReadable:
        return False


def _is_head(grid: Grid, at: int, page: PageContext) -> bool:
    """A month, or words that no table has for a label over amounts with signs."""
    if len(grid.columns[at]) != 1:
        return False
    (label,) = grid.columns[at]
    if is_month_of_card(label):
        return True
    cells = [row[at] for row in grid.rows if at < len(row) and not is_blank(row[at])]
    return bool(cells) and all(_is_signed_money(cell) for cell in cells) and not is_label(label, page.vocabulary)


def _is_signed_money(cell: str) -> bool:
    try:
        read_money(cell)
    except NotReadable:
        return False
    return _SIGNED.match(cell) is not None
