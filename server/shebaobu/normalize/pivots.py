"""Tables with months across: each cell becomes a row with its month, its number and its words or symbol."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from shebaobu.domain.capture import Grid
from shebaobu.normalize.cells import NotReadable, read_month, read_month_of_year, read_year
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.labels import meaning_of_label
from shebaobu.normalize.shapes import Shape
from shebaobu.normalize.text import fold, is_blank, split_brackets

_FEWEST_MONTHS = 3
_SUM_OF_ROW = frozenset({"total", "months"})
_CELL = re.compile(r"^([-+]?[¥￥]?[\d,]*\.?\d+元?)?\s*(\D.*)?$")
_PARTED = re.compile(r"[/、,，;；|｜与和及]")
MONTH, NUMBER, WORDS = "对应费款所属期", "缴费金额", "到账情况"


class _Months(msgspec.Struct, kw_only=True, frozen=True):
    """The month columns of a table: ``years`` has the year above a column where its header tells one."""

    months: dict[int, int]
    years: dict[int, int]

    def month_at(self, column: int, year: int | None) -> str | None:
        """``YYYY-MM`` of a column in a row of a year, or None where nothing tells the year."""
        of_column = self.years.get(column, year)
        return None if of_column is None else f"{of_column}-{self.months[column]:02d}"


class _Pivot(msgspec.Struct, kw_only=True, frozen=True):
    """What the columns of a table with months across are for.

    ``kept`` go along into each month's row. ``measure`` is the column whose cells say what the row's numbers are;
    without one they are ``number_label``.
    """

    across: _Months
    kept: list[int]
    left_out: dict[int, str]
    year_column: int | None
    year_of_page: int | None
    measure: int | None
    number_label: str


def unpivoted(block: int, grid: Grid, page: PageContext) -> Shape | None:
    """The table with a row a month; None where no months stand across or nothing tells their year."""
    pivot = _pivot(block, grid, page)
    if pivot is None:
        return None
    labels = _number_labels(grid, pivot)
    lines = _Lines(pivot, labels)
    for number, row in enumerate(grid.rows):
        lines.add(number, [*row, *[""] * (len(grid.columns) - len(row))])
    months = tuple(pivot.across.months)
    of_month = months + (() if pivot.year_column is None else (pivot.year_column,))
    of_number = months + (() if pivot.measure is None else (pivot.measure,))
    header = [*(grid.columns[at] for at in pivot.kept), [MONTH], *([label] for label in labels), [WORDS]]
    return Shape(
        grid=msgspec.structs.replace(grid, columns=header, rows=list(lines.rows.values()), codes=[]),
        rows=[row for row, _ in lines.origin.values()],
        columns=[*((at,) for at in pivot.kept), of_month, *(of_number for _ in labels), months],
        spread=frozenset(range(len(pivot.kept), len(header))),
        cell_columns=[column for _, column in lines.origin.values()],
        left_out=pivot.left_out,
    )


class _Lines:
    """The rows of the new table while they are made, each with the row and the column it came from.

    Rows that give the numbers of one thing after another (缴费基数, 个人缴费) share the month's row.
    """

    def __init__(self, pivot: _Pivot, labels: list[str]) -> None:
        self._pivot = pivot
        self._labels = labels
        self.rows: dict[tuple[object, ...], list[str]] = {}
        self.origin: dict[tuple[object, ...], tuple[int, int]] = {}

    def add(self, number: int, cells: list[str]) -> None:
        """Add what one row of the page says of its months."""
        pivot = self._pivot
        year = _year(cells[pivot.year_column]) if pivot.year_column is not None else pivot.year_of_page
        months = {
            at: month
            for at in pivot.across.months
            if not is_blank(cells[at]) and (month := pivot.across.month_at(at, year))
        }
        if not months:
            self._add_whole(number, cells)
        for at, month in months.items():
            self._add_month(number, cells, at, month)

    def _add_whole(self, number: int, cells: list[str]) -> None:
        """A row of notes or sums, or one without a filled month, goes on to be recognized by its words."""
        own = [cells[at] for at in self._pivot.kept]
        if all(is_blank(cell) for cell in own):
            own = [next((cell for cell in cells if not is_blank(cell)), ""), *own[1:]]
        width = len(self._pivot.kept) + len(self._labels) + 2
        key = ("whole", number)
        self.rows[key] = [*own, *[""] * (width - len(own))]
        self.origin[key] = (number, next(iter(self._pivot.across.months)))

    def _add_month(self, number: int, cells: list[str], at: int, month: str) -> None:
        own = [cells[kept] for kept in self._pivot.kept]
        measure = self._pivot.measure
        label = self._pivot.number_label if measure is None else fold(cells[measure])
        key = (number, month) if measure is None else (*own, month)
        line = self.rows.setdefault(key, [*own, month, *[""] * (len(self._labels) + 1)])
        self.origin.setdefault(key, (number, at))
        amount, words = _split(cells[at])
        if amount:
            line[len(own) + 1 + self._labels.index(label)] = amount
        if words:
            line[-1] = words


def _pivot(block: int, grid: Grid, page: PageContext) -> _Pivot | None:
    across = _month_columns(grid)
    if across is None:
        return None
    others, left_out = _other_columns(grid, across, page)
    year_column = next((at for at in others if _is_year(grid.columns[at], page)), None)
    year = page.year_of(block, grid.path)
    if year_column is None and year is None and len(across.years) < len(across.months):
        return None
    measure = _measures_of_rows(grid, others, page)
    return _Pivot(
        across=across,
        kept=[at for at in others if at not in (year_column, measure)],
        left_out=left_out,
        year_column=year_column,
        year_of_page=year,
        measure=measure,
        number_label=_number_label(grid, across, page),
    )


def _month_columns(grid: Grid) -> _Months | None:
    months: dict[int, int] = {}
    years: dict[int, int] = {}
    for at, path in enumerate(grid.columns):
        leaf = fold(path[-1]) if path else ""
        try:
            whole = read_month(leaf)
            months[at], years[at] = int(whole[5:]), int(whole[:4])
            continue
        except NotReadable:
            pass
        if "月" not in leaf and not any("月" in level for level in path[:-1]):
            continue
        try:
            months[at] = read_month_of_year(leaf)
        except NotReadable:
            continue
        above = [_year(level) for level in path[:-1]]
        found = next((year for year in above if year), None)
        if found:
            years[at] = found
    distinct = {(years.get(at), month) for at, month in months.items()}
    return _Months(months=months, years=years) if len(distinct) == len(months) >= _FEWEST_MONTHS else None


def _other_columns(grid: Grid, across: _Months, page: PageContext) -> tuple[list[int], dict[int, str]]:
    """The columns beside the months, without those that sum up the row."""
    others, left_out = [], {}
    for at, path in enumerate(grid.columns):
        if at in across.months:
            continue
        leaf = split_brackets(fold(path[-1]))[0] if path else ""
        meaning = meaning_of_label(leaf, (), page.vocabulary, page.portal)
        if (meaning and meaning.name in _SUM_OF_ROW) or leaf in page.vocabulary.furniture["total_row"]:
            left_out[at] = "total_column"
        else:
            others.append(at)
    return others, left_out


def _is_year(path: list[str], page: PageContext) -> bool:
    meaning = page.vocabulary.columns.get(fold(path[-1])) if path else None
    return meaning is not None and meaning.name == "year"


def _year(text: str) -> int | None:
    try:
        return read_year(fold(text))
    except NotReadable:
        return None


def _measures_of_rows(grid: Grid, others: Sequence[int], page: PageContext) -> int | None:
    """The column whose cells say what the numbers of the row are: 缴费基数, 个人缴费, 单位缴费."""
    for at in others:
        texts = {fold(row[at]) for row in grid.rows if at < len(row) and not is_blank(row[at])}
        meanings = [meaning_of_label(text, (), page.vocabulary, page.portal) for text in texts]
        if len(texts) > 1 and all(meaning and meaning.value == "money" for meaning in meanings):
            return at
    return None


def _number_labels(grid: Grid, pivot: _Pivot) -> list[str]:
    """What the numbers of the table are called, in the order of its rows."""
    at = pivot.measure
    if at is None:
        return [pivot.number_label]
    return list(dict.fromkeys([*(fold(row[at]) for row in grid.rows if at < len(row)), pivot.number_label]))


def _number_label(grid: Grid, across: _Months, page: PageContext) -> str:
    """What the numbers under the months are, as a header above them or the table's heading says; else nobody's."""
    upper = [level for at in across.months for level in grid.columns[at][:-1]]
    for text in (*dict.fromkeys(upper), *reversed(grid.path), page.title):
        bare, brackets = split_brackets(fold(text))
        words = [word for part in (*brackets, bare) for word in _PARTED.split(part)]
        meanings = {word: meaning_of_label(word, (), page.vocabulary, page.portal) for word in words}
        money = [word for word, meaning in meanings.items() if meaning and meaning.value == "money"]
        if len(money) == 1:
            return money[0]
    return NUMBER


def _split(cell: str) -> tuple[str, str]:
    """The number and the words of a cell such as ``3409 ●``."""
    found = _CELL.match(cell.strip())
    if found is None:
        return cell, ""
    return (found[1] or "").strip(), (found[2] or "").strip()
