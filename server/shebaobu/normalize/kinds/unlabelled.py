"""Columns of a kind's table whose header says nothing, as the heads of cards have them: cells tell what they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence

import msgspec

from shebaobu.normalize.context import PageContext
from shebaobu.normalize.insurances import named_exactly
from shebaobu.normalize.kinds.labels import KindColumn, own_column
from shebaobu.normalize.kinds.readers import is_readable
from shebaobu.normalize.kinds.specs import Part, Spec, action_words
from shebaobu.normalize.text import fold, is_blank, split_brackets
from shebaobu.normalize.vocabulary import Meaning

_INSURANCE = "insurance"
_ENOUGH_ROWS = 400
_ROW_NUMBER = "row_number"
# A bare number counts rows as well as money.
_SHOWS_MONEY = re.compile(r"[.．,，元¥￥+＋−-]")


def told_by_cells(
    columns: list[KindColumn], rows: Sequence[Sequence[str]], spec: Spec, page: PageContext
) -> list[KindColumn]:
    """The columns with what only their cells tell, where these tell one thing and no other column says it.

    Several of them can be one where no row fills two: a tag of another colour is another column of a list of cards.
    Words that repeat a labelled column say nothing more. Without a label that this kind has for its own, cells tell
    nothing.
    """
    if not any(map(_is_unlabelled, columns)) or not any(own_column(column, spec) for column in columns):
        return columns
    said = {column.name for column in columns}
    filled = {column.index: _filled(column.index, rows) for column in columns if _is_unlabelled(column)}
    others = [_filled(column.index, rows) for column in columns if column.index not in filled]
    told = {
        at: _ROW_NUMBER
        if cells in others and not _has_figures(cells)
        else _told(list(cells.values()), spec, page, said)
        for at, cells in filled.items()
        if cells
    }
    often = Counter((told[at], row) for at in told for row in filled[at])
    doubtful = {name for (name, _), times in often.items() if times > 1 and name != _ROW_NUMBER}
    return [
        msgspec.structs.replace(column, part=_part(name, spec))
        if (name := told.get(column.index)) and name not in doubtful
        else column
        for column in columns
    ]


def _has_figures(cells: dict[int, str]) -> bool:
    return any(character.isdigit() for cell in cells.values() for character in cell)


def _told(cells: list[str], spec: Spec, page: PageContext, said: Container[str | None]) -> str | None:
    """The one thing that these cells can be beside what labels say already."""
    if all(fold(cell) in action_words() for cell in cells):
        return _ROW_NUMBER
    names = [name for name in _fitting(cells, spec, page) if name not in said]
    if len(names) > 1:
        names = [name for name in names if spec.told.get(name) != "text"]
    return names[0] if len(names) == 1 else None


def _part(name: str, spec: Spec) -> Part:
    return Part(meaning=Meaning(name=name, value="tag" if name in spec.told_tags else spec.readers[name]))


def _is_unlabelled(column: KindColumn) -> bool:
    return column.part is None and not column.code and not fold(column.leaf)


def _filled(index: int, rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """The cells of a column by their rows; notes and pagers, which fill one cell of their row, are none."""
    cells = {number: row[index] for number, row in enumerate(rows[:_ENOUGH_ROWS]) if index < len(row) and _is_row(row)}
    return {number: cell for number, cell in cells.items() if not is_blank(cell)}


def _is_row(row: Sequence[str]) -> bool:
    return sum(not is_blank(cell) for cell in row) > 1


def _fitting(cells: list[str], spec: Spec, page: PageContext) -> list[str]:
    """The names of what all of these cells can be; a name of an insurance is nothing else."""
    if all(named_exactly(cell, page.vocabulary, page.portal) for cell in cells):
        return [_INSURANCE]
    said = [field for field in spec.said if all(spec.value(field, cell) for cell in cells)]
    return said or [
        *(name for name, reader in spec.told.items() if all(_reads(cell, reader) for cell in cells)),
        *(name for name, endings in spec.told_endings.items() if all(_ends(cell, endings) for cell in cells)),
        *(name for name, tags in spec.told_tags.items() if all(fold(cell) in tags for cell in cells)),
    ]


def _reads(cell: str, reader: str) -> bool:
    return is_readable(cell, reader) and (reader != "money" or _SHOWS_MONEY.search(cell) is not None)


def _ends(cell: str, endings: tuple[str, ...]) -> bool:
    return split_brackets(fold(cell))[0].endswith(endings) and not any(sign in cell for sign in ":：，。")
