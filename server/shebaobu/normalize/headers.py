"""What the columns of a grid mean, from their header paths and the names that the page's markup gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from shebaobu.domain.capture import Grid
from shebaobu.normalize.insurances import Named, named_exactly, split_prefix
from shebaobu.normalize.labels import is_label, meaning_of_code, meaning_of_label
from shebaobu.normalize.portals import Portal
from shebaobu.normalize.text import fold, is_blank, split_brackets
from shebaobu.normalize.units import is_unit
from shebaobu.normalize.vocabulary import Meaning, Vocabulary

_PER_MONTH = re.compile(r"/月$|(?<=额)月$|/元/月$")
_UNIT = re.compile(r"/月$|(?<=额)月$|/元(?:/月)?$|:元$")
_VALUE = re.compile(r"[-¥]?[\d,]+(?:\.\d+)?元?|\d{4}[-./年]\d{1,2}月?(?:[-./]?\d{1,2}日?)?")
_ROWS_SEARCHED_FOR_A_HEADER = 4


class HeadedColumn(msgspec.Struct, kw_only=True, frozen=True):
    """A column as the page shows it: its place, its header path, the name that the markup gives it."""

    index: int
    path: tuple[str, ...]
    code: str = ""

    @property
    def label(self) -> str:
        """The header as a person reads it, upper levels first."""
        return " › ".join(self.path)

    @property
    def leaf(self) -> str:
        """The lowest level of the header."""
        return self.path[-1] if self.path else ""


class Column(HeadedColumn, kw_only=True, frozen=True):
    """A column as understood: ``meaning`` None where its label is unknown.

    ``insurance`` is set where the column belongs to one insurance of several side by side; ``bare`` where that
    is all its header says. ``marks`` are the bracketed parts of its header (每月, 元, 万元), ``cover``
    what they say of the amounts in a row with a period. ``why`` tells why a known column gives nothing.
    """

    meaning: Meaning | None
    insurance: Named | None = None
    bare: bool = False
    marks: tuple[str, ...] = ()
    cover: Literal["month", "total"] | None = None
    why: str | None = None

    @property
    def name(self) -> str | None:
        """The name of the meaning, or None."""
        return self.meaning.name if self.meaning else None


def read_columns(grid: Grid, vocabulary: Vocabulary, portal: Portal) -> list[Column]:
    """The columns of a grid, each on its own; what they mean beside each other is settled in ``roles``."""
    codes = grid.codes if len(grid.codes) == len(grid.columns) else [""] * len(grid.columns)
    return [
        _read_column(index, path, code, vocabulary, portal)
        for index, (path, code) in enumerate(zip(grid.columns, codes, strict=True))
    ]


def with_header_found(grid: Grid, vocabulary: Vocabulary) -> tuple[Grid, int]:
    """The grid with its header taken from a row where the columns are unlabelled, and the rows that this cost.

    A row of units below the header belongs to it, and a level of units to the level above.
    """
    columns = [
        [*path[:-2], f"{path[-2]}({path[-1]})"] if len(path) > 1 and is_unit(path[-1]) else path
        for path in grid.columns
    ]
    headed, cost = _with_labels_found(msgspec.structs.replace(grid, columns=columns), vocabulary)
    units = headed.rows[0] if headed.rows else []
    said = [not is_blank(cell) for cell in units]
    if not any(said) or not all(is_unit(cell) for cell, says in zip(units, said, strict=True) if says):
        return headed, cost
    columns = [
        [*path[:-1], f"{path[-1]}({cell})"] if path and says else path
        for path, cell, says in zip(headed.columns, units, said, strict=False)
    ]
    columns += headed.columns[len(columns) :]
    return msgspec.structs.replace(headed, columns=columns, rows=headed.rows[1:]), cost + 1


def _with_labels_found(grid: Grid, vocabulary: Vocabulary) -> tuple[Grid, int]:
    above = [path[-1] if path else "" for path in grid.columns]
    if any(is_label(leaf, vocabulary) for leaf in above):
        return grid, 0
    for number, row in enumerate(grid.rows[:_ROWS_SEARCHED_FOR_A_HEADER]):
        if _is_of_values(above):
            # What stands above a header is lost to the records: it must not be a row of them.
            break
        above = row
        if sum(1 for cell in row if is_label(cell, vocabulary)) >= 2:
            header = [[*path, cell] if cell else path for path, cell in zip(grid.columns, row, strict=False)]
            header += [[cell] for cell in row[len(header) :]]
            return msgspec.structs.replace(grid, columns=header, rows=grid.rows[number + 1 :], codes=[]), number + 1
    return grid, 0


def _is_of_values(row: Sequence[str]) -> bool:
    return sum(1 for cell in row if _VALUE.fullmatch(fold(cell))) > 1


def _read_column(index: int, path: Sequence[str], code: str, vocabulary: Vocabulary, portal: Portal) -> Column:
    levels = [level for level in path if fold(level)]
    split = [split_brackets(fold(level)) for level in levels]
    names = [_without_unit(name or fold(level)) for level, (name, _) in zip(levels, split, strict=True)]
    marks = tuple(mark for _, brackets in split for mark in brackets)
    if any(_PER_MONTH.search(name or fold(level)) for level, (name, _) in zip(levels, split, strict=True)):
        marks += ("每月",)
    insurance, groups = _insurance_of_groups(levels[:-1], names[:-1], marks, vocabulary, portal)
    groups += [mark for mark in marks if mark in vocabulary.payers]
    leaf = names[-1] if names else ""
    meaning = meaning_of_label(leaf, groups, vocabulary, portal)
    bare = False
    if meaning is None and insurance is None and leaf:
        insurance, rest = _insurance_in_leaf(levels[-1], leaf, vocabulary, portal)
        bare = insurance is not None and not rest
        words = [rest] if rest else groups
        meaning = meaning_of_label(words[-1], groups, vocabulary, portal) if insurance and words else None
    if insurance is not None and insurance.held_by_none:
        return Column(index=index, path=tuple(path), meaning=None)
    return Column(
        index=index,
        path=tuple(path),
        meaning=_by_code(meaning, code, vocabulary),
        insurance=insurance,
        bare=bare,
        marks=marks,
        code=code,
        cover=_cover(leaf, marks, vocabulary) or _cover_of_groups(groups),
    )


def _cover(leaf: str, marks: Sequence[str], vocabulary: Vocabulary) -> Literal["month", "total"] | None:
    """What a header says its amounts are for: each month, or the whole of a row's period."""
    if set(marks) & set(vocabulary.furniture["per_month_mark"]) or leaf.endswith(("/月", "月均")):
        return "month"
    payers = ("单位", "个人")
    of_period = leaf.endswith(("总额", "合计", "总计", "累计")) and leaf.startswith(payers)
    return "total" if of_period or set(marks) & set(vocabulary.furniture["period_total_mark"]) else None


def _cover_of_groups(groups: Sequence[str]) -> Literal["month", "total"] | None:
    """What upper levels say their amounts are for: 每月缴费, 时段合计."""
    for group in reversed(groups):
        if group.startswith(("每月", "月均", "月缴")):
            return "month"
        if group.endswith(("总额", "合计", "总计", "累计")) or "时段" in group:
            return "total"
    return None


def _without_unit(name: str) -> str:
    """A label without a unit written behind it (金额/月, 个人缴费金额月, 缴费基数/元) and without 其中: before it."""
    return _UNIT.sub("", name).removeprefix("其中:") or name


def _by_code(meaning: Meaning | None, code: str, vocabulary: Vocabulary) -> Meaning | None:
    """The words decide; the page's own name of the data speaks only where they say nothing."""
    return meaning or meaning_of_code(code, vocabulary)


def _insurance_of_groups(
    levels: Sequence[str], names: Sequence[str], marks: Sequence[str], vocabulary: Vocabulary, portal: Portal
) -> tuple[Named | None, list[str]]:
    """The insurance among the upper levels and the brackets of a header, and the upper levels that say else."""
    insurance: Named | None = None
    groups: list[str] = []
    for level, name in zip(levels, names, strict=True):
        named = named_exactly(level, vocabulary, portal)
        if named is not None:
            insurance = named
        else:
            groups.append(name)
    for mark in marks:
        insurance = insurance or named_exactly(mark, vocabulary, portal)
    return insurance, groups


def _insurance_in_leaf(level: str, leaf: str, vocabulary: Vocabulary, portal: Portal) -> tuple[Named | None, str]:
    """The insurance that a label is (养老保险) or begins with (养老单位缴费), and the rest of the label."""
    whole = named_exactly(level, vocabulary, portal)
    if whole is not None:
        return whole, ""
    split = split_prefix(leaf, vocabulary, portal)
    return split or (None, "")
