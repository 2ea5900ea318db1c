"""What the columns of a grid mean, from their header paths."""

from __future__ import annotations

import msgspec

from shebaobu.domain.capture import Grid
from shebaobu.normalize.insurances import Named, named_exactly, split_prefix
from shebaobu.normalize.portals import Portal
from shebaobu.normalize.text import fold, split_brackets
from shebaobu.normalize.vocabulary import Meaning, Vocabulary

_ROWS_SEARCHED_FOR_A_HEADER = 3


class Column(msgspec.Struct, kw_only=True, frozen=True):
    """A column as understood: ``meaning`` None where its label is unknown.

    ``insurance`` is set where the column belongs to one insurance of several side by side. ``marks`` are the
    bracketed parts of its header (每月, 元, 万元).
    """

    index: int
    path: tuple[str, ...]
    meaning: Meaning | None
    insurance: Named | None = None
    marks: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The header as a person reads it, upper levels first."""
        return " › ".join(self.path)

    @property
    def leaf(self) -> str:
        """The lowest level of the header."""
        return self.path[-1] if self.path else ""


def read_columns(grid: Grid, vocabulary: Vocabulary, portal: Portal) -> list[Column]:
    """The columns of a grid; of two month columns the less certain wording is the month of booking."""
    columns = [_read_column(index, path, vocabulary, portal) for index, path in enumerate(grid.columns)]
    months = [column for column in columns if column.meaning and column.meaning.name == "month"]
    certain = [column for column in months if column.meaning and not column.meaning.uncertain]
    if len(months) < 2 or len(certain) != 1:
        return columns
    booked = Meaning(name="booked_month", value="month")
    return [
        msgspec.structs.replace(column, meaning=booked) if column in months and column not in certain else column
        for column in columns
    ]


def with_header_found(grid: Grid, vocabulary: Vocabulary) -> tuple[Grid, int]:
    """The grid with its header taken from a row where the columns are unlabelled, and the rows that this cost."""
    if any(_lookup(leaf, vocabulary) for leaf in (path[-1] for path in grid.columns if path)):
        return grid, 0
    for number, row in enumerate(grid.rows[:_ROWS_SEARCHED_FOR_A_HEADER]):
        if sum(1 for cell in row if _lookup(cell, vocabulary)) >= 2:
            header = [[*path, cell] if cell else path for path, cell in zip(grid.columns, row, strict=False)]
            header += [[cell] for cell in row[len(header) :]]
            return msgspec.structs.replace(grid, columns=header, rows=grid.rows[number + 1 :]), number + 1
    return grid, 0


def _lookup(text: str, vocabulary: Vocabulary) -> Meaning | None:
    folded = fold(text)
    return vocabulary.columns.get(folded) or vocabulary.columns.get(split_brackets(folded)[0])


def _read_column(index: int, path: list[str], vocabulary: Vocabulary, portal: Portal) -> Column:
    levels = [split_brackets(fold(level)) for level in path if fold(level)]
    marks = tuple(mark for _, brackets in levels for mark in brackets)
    names = [name for name, _ in levels]
    insurance, groups = _group_insurance(path, names, vocabulary, portal)
    leaf = names[-1] if names else ""
    meaning = _meaning(leaf, groups, vocabulary, portal)
    if meaning is None and insurance is None:
        split = split_prefix(leaf, vocabulary, portal)
        if split is not None:
            insurance, rest = split
            meaning = _meaning(rest, groups, vocabulary, portal)
    return Column(
        index=index,
        path=tuple(path),
        meaning=meaning,
        insurance=insurance if meaning else None,
        marks=marks,
    )


def _group_insurance(
    path: list[str], names: list[str], vocabulary: Vocabulary, portal: Portal
) -> tuple[Named | None, list[str]]:
    """The insurance among the upper levels of a header, and the upper levels that are something else."""
    insurance: Named | None = None
    groups: list[str] = []
    for level, name in zip([level for level in path if fold(level)][:-1], names[:-1], strict=True):
        named = named_exactly(level, vocabulary, portal)
        if named is not None:
            insurance = named
        else:
            groups.append(name)
    return insurance, groups


def _meaning(leaf: str, groups: list[str], vocabulary: Vocabulary, portal: Portal) -> Meaning | None:
    for label in (leaf, *(group + leaf for group in reversed(groups))):
        own = portal.column(label)
        if own is not None:
            value = next((known.value for known in vocabulary.columns.values() if known.name == own), "text")
            return Meaning(name=own, value=value)
    joined = [vocabulary.columns.get(group + leaf) for group in reversed(groups)]
    return next((found for found in joined if found), None) or vocabulary.columns.get(leaf)
