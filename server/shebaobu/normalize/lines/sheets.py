"""From a table in lines to one that the readers of tables know: months joined, marks and codes put in words."""

from __future__ import annotations

from typing import Any

import msgspec

from shebaobu.domain.records import Record
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.insurances import Named, named_within
from shebaobu.normalize.lines.handing import Sheet
from shebaobu.normalize.lines.headings import Above
from shebaobu.normalize.lines.layouts import LineColumn
from shebaobu.normalize.lines.legend import Legend
from shebaobu.normalize.lines.tables import LineRow, LineTable
from shebaobu.normalize.lines.texts import Head
from shebaobu.normalize.text import fold, is_blank

_NORMAL = "正常缴费"


class Says(msgspec.Struct, kw_only=True, frozen=True):
    """What a row says of its records beside its cells; ``group`` None for all its insurances."""

    row: int
    group: Named | None
    fields: dict[str, Any]

    def of(self, record: Record) -> bool:
        """Whether a record is of this row and insurance."""
        if record.source is None or record.source.row != self.row:
            return False
        return self.group is None or record.insurance in {self.group.code, *self.group.choices}


def sheet_of(table: LineTable, above: Above, legend: Legend, page: PageContext) -> tuple[Sheet, list[Says]]:
    """The sheet to hand on, and what its rows say besides."""
    rows = sorted([*table.rows, *table.sums], key=lambda row: row.line)
    sheet = Sheet(
        path=above.path, columns=[], rows=[[] for _ in rows], lines=[[row.line] for row in rows], header=table.header
    )
    says: list[Says] = []
    columns = table.layout.columns
    for at, column in enumerate(columns):
        cells = [row.cells[at] for row in rows]
        if column.head.kind == "tier" and column.group is not None:
            continue
        if column.head.kind == "year" and at + 1 < len(columns) and columns[at + 1].head.kind == "month_of_year":
            years = [_joined(row.cells[at], row.cells[at + 1]) for row in rows]
            sheet.add_column(["缴费年月"], years)
        elif column.head.kind == "month_of_year":
            if at == 0 or columns[at - 1].head.kind != "year":
                whole = [_of_year(cell, above.year) for cell in cells]
                sheet.add_column(["缴费年月" if whole != cells or _is_whole(cells) else "月份"], whole)
        elif column.group is None:
            sheet.add_column([column.head.text], cells)
        else:
            _add_of_group(_Making(sheet=sheet, says=says, table=table, rows=rows, legend=legend, page=page), at)
    _add_marks(sheet, says, table, rows, legend)
    _add_employers(sheet, columns, rows, legend)
    if above.pool and not any(column.head.name == "pool" for column in columns):
        sheet.add_column(["参保地"], [above.pool if _tells(row, columns) else "" for row in rows])
    return sheet, says


def _tells(row: LineRow, columns: tuple[LineColumn, ...]) -> bool:
    """Whether a row says anything but which month or insurance it is for."""
    keys = ("year", "month_of_year", "month", "period", "start", "end", "row_number", "insurance", "tier")
    return any(column.head.name not in keys and not is_blank(row.cells[at]) for at, column in enumerate(columns))


def say_besides(records: list[Record], says: list[Says]) -> list[Record]:
    """The records with what their rows say besides, in the fields that their kind has."""
    by_row: dict[int, list[Says]] = {}
    for one in says:
        by_row.setdefault(one.row, []).append(one)
    told: list[Record] = []
    for record in records:
        fields: dict[str, Any] = {}
        for one in by_row.get(record.source.row, []) if record.source else []:
            if one.of(record):
                fields.update({name: value for name, value in one.fields.items() if name in record.__struct_fields__})
        told.append(msgspec.structs.replace(record, **fields) if fields else record)
    return told


def _joined(year: str, month: str) -> str:
    """A month in one cell; a word like 合计 stays."""
    return f"{year}-{month}" if year.isdigit() and month.isdigit() else year or month


def _is_whole(cells: list[str]) -> bool:
    """Whether a column called 月份 holds months with their years."""
    return any(len(cell) > 3 and cell[:4].isdigit() for cell in cells)


def _of_year(cell: str, year: int | None) -> str:
    digits = cell.removesuffix("份").removesuffix("月")
    return f"{year}-{digits}" if year and digits.isdigit() and len(digits) <= 2 else cell


class _Making(msgspec.Struct, kw_only=True, frozen=True):
    """A sheet under way, and what it is made from."""

    sheet: Sheet
    says: list[Says]
    table: LineTable
    rows: list[LineRow]
    legend: Legend
    page: PageContext


def _add_of_group(making: _Making, at: int) -> None:
    """A column of one insurance. Rows whose form is another insurance have a column under its name."""
    table, rows, legend, page = making.table, making.rows, making.legend, making.page
    column = table.layout.columns[at]
    group = column.group
    if group is None or group.named is None:
        return
    name = _name(group)
    by_name: dict[str, list[str]] = {name: [""] * len(rows)}
    for number, row in enumerate(rows):
        form = _form(row, name, group.named, table, legend, page)
        cell = row.cells[at]
        if form is None or is_blank(cell):
            continue
        if _is_unplanned(row, group, table, legend, page):
            continue
        symbol_means = legend.symbol(cell) if column.head.name == "status" else None
        if symbol_means is not None:
            making.says.append(Says(row=number, group=form.named, fields={"status_text": cell}))
            cell = symbol_means if page.vocabulary.value("status", symbol_means) else cell
        by_name.setdefault(form.name, [""] * len(rows))[number] = cell
        if form.fields:
            making.says.append(Says(row=number, group=form.named, fields=form.fields))
    for named, cells in by_name.items():
        making.sheet.add_column([named, column.head.text], cells)


def _is_unplanned(row: LineRow, group: Head, table: LineTable, legend: Legend, page: PageContext) -> bool:
    """Whether the symbol in the column of states means none of them, or is a dash: this insurance has no state."""
    for at, column in enumerate(table.layout.columns):
        if column.group is group and column.head.name == "status":
            cell = row.cells[at]
            meaning = legend.symbol(cell)
            if cell and is_blank(cell) and meaning is None:
                return True
            if meaning and meaning[:1] in "未无" and page.vocabulary.value("status", meaning) is None:
                return True
    return False


def _name(group: Head) -> str:
    """A group of several names of one insurance (生育保险/生育医疗) by the first of them."""
    return group.text.replace("、", "/").split("/")[0]


class _Form(msgspec.Struct, kw_only=True, frozen=True):
    """The insurance of a row's cells under one group, by the form of it that the row states."""

    name: str
    named: Named
    fields: dict[str, Any] = {}


def _form(row: LineRow, name: str, group: Named, table: LineTable, legend: Legend, page: PageContext) -> _Form | None:
    """The form of an insurance that a row states; None for a code that nothing explains, since it may be another."""
    for at, other in enumerate(table.layout.columns):
        if other.head.kind != "tier" or other.group is None or other.group.named != group or is_blank(row.cells[at]):
            continue
        code = row.cells[at]
        meaning = legend.form(group, code)
        if meaning is not None:
            return _meant(name, group, code, meaning, page)
        return None if code.isdigit() else _Form(name=name, named=group, fields={"tier": code})
    return _Form(name=name, named=group)


def _meant(name: str, group: Named, code: str, meaning: str, page: PageContext) -> _Form:
    """What a code means: a form of the insurance, or another insurance with a name of its own."""
    named = named_within(meaning, page.vocabulary)
    if named is not None and (named.code, named.choices) != (group.code, group.choices):
        return _Form(name=meaning, named=named, fields={"insurance_text": meaning})
    at = fold(meaning).find(fold(name))
    fields = {"insurance_text": meaning[at:] if at >= 0 else meaning}
    return _Form(name=name, named=group, fields={**fields, "tier": code} if "档" in meaning else fields)


def _add_marks(sheet: Sheet, says: list[Says], table: LineTable, rows: list[LineRow], legend: Legend) -> None:
    """What symbols beside cells say, in words; a row without one is normal where a note defines the other kind."""
    names = {head.name for head in table.layout.heads}
    meanings = legend.pay_marks
    paid = any(head.meaning and head.meaning.value == "money" for head in table.layout.heads)
    if not meanings or "pay_type" in names or not paid:
        return
    if "base_total" in names:
        # Of a period it is said that something in it was paid back, and of no row that it is a back payment.
        for number, row in enumerate(rows):
            fields = {"pay_type": None, "pay_type_text": None, "has_back_payment": True if row.marks else None}
            says.append(Says(row=number, group=None, fields=fields))
        return
    of_rows = [""] * len(rows)
    for number, row in enumerate(rows):
        for at, symbol in row.marks.items():
            if symbol not in meanings:
                continue
            group = table.layout.columns[at].group
            named = group.named if group else None
            says.append(Says(row=number, group=named, fields={"pay_type_text": symbol}))
            if group is None:
                of_rows[number] = meanings[symbol]
            else:
                cells = [meanings[symbol] if other is row else "" for other in rows]
                sheet.add_column([_name(group), "缴费类型"], cells)
        if not of_rows[number] and row not in table.sums and _tells(row, table.layout.columns):
            of_rows[number] = _NORMAL
            says.insert(0, Says(row=number, group=None, fields={"pay_type_text": None}))
    sheet.add_column(["缴费类型"], of_rows)


def _add_employers(sheet: Sheet, columns: tuple[LineColumn, ...], rows: list[LineRow], legend: Legend) -> None:
    """The employers' names where a list at the end has them by their codes."""
    names = [column.head.name for column in columns]
    if "employer" in names or "employer_code" not in names or not legend.employers:
        return
    at = names.index("employer_code")
    sheet.add_column(["单位名称"], [legend.employers.get(row.cells[at], "") for row in rows])
