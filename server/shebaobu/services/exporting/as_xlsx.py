"""An export as a workbook: a sheet a kind, what the file is on the first, dates and amounts as such.

Text is written as text into cells of the format text, so that neither opening nor editing makes a formula of it.
XlsxWriter is imported when a workbook is asked for, which most runs never do.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from shebaobu.services.exporting.cell_texts import fitting
from shebaobu.services.exporting.cells import Cell, Money, Month, Rate, Table, as_text, in_china
from shebaobu.services.exporting.format import Export
from shebaobu.services.exporting.tables import tables_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS_OF_A_SHEET = 1_048_575
_EXACT_FEN = 10**15
_FIRST_DAY = date(1900, 3, 1)
_NARROW, _WIDE = 6, 60
_SAMPLE_ROWS = 200
_FORMATS = {
    "text": {"num_format": "@"},
    "money": {"num_format": "#,##0.00"},
    "count": {"num_format": "0"},
    "month": {"num_format": "yyyy-mm", "align": "left"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
    "time": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
    "rate": {"num_format": "0.00##%"},
    "head": {"num_format": "@", "bold": True, "bottom": 1, "bg_color": "#EEF2F0", "text_wrap": True, "valign": "top"},
    "wrapped": {"num_format": "@", "text_wrap": True, "valign": "top"},
}  # fmt: skip


class _Pen(NamedTuple):
    """What writing needs."""

    formats: dict[str, Format]
    lang: str


def as_xlsx(export: Export, lang: str) -> bytes:
    """The workbook; nothing of it is on the disk meanwhile."""
    import xlsxwriter

    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(written, options)
    book.set_properties({"title": "社保簿 · Shebaobu", "created": in_china(export.exported_at)})
    pen = _Pen({name: book.add_format(look) for name, look in _FORMATS.items()}, lang)
    for number, table in enumerate(tables_of(export, lang)):
        _add(book, table if number == 0 else table.without_empty_columns(), pen, about=number == 0)
    book.close()
    return written.getvalue()


def _add(book: Workbook, table: Table, pen: _Pen, *, about: bool) -> None:
    for number, rows in enumerate(_in_sheets(table.rows)):
        sheet = book.add_worksheet(_sheet_name(table.title, number))
        for column, title in enumerate(table.columns):
            sheet.write_string(0, column, fitting(title, pen.lang), pen.formats["head"])
        for place, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, place, column, cell, pen, wrapped=about)
        _furnish(sheet, table, rows, about=about)


def _in_sheets(rows: list[list[Cell]]) -> Iterator[list[list[Cell]]]:
    for start in range(0, max(len(rows), 1), ROWS_OF_A_SHEET):
        yield rows[start : start + ROWS_OF_A_SHEET]


def _sheet_name(title: str, number: int) -> str:
    """A name that Excel takes: 31 characters, none of those that stand for something in a reference."""
    plain = "".join("·" if character in "[]:*?/\\'" else character for character in title)
    return plain[:31] if number == 0 else f"{plain[:26]} ({number + 1})"


def _furnish(sheet: Worksheet, table: Table, rows: list[list[Cell]], *, about: bool) -> None:
    """The header stays in sight and filters; each column is as wide as what is in it."""
    sheet.freeze_panes(1, 0 if about else 1)
    if about:
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 90)
        return
    if rows:
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
    for column, title in enumerate(table.columns):
        shown = [_shown(row[column]) for row in rows[:_SAMPLE_ROWS]]
        # A header may take two lines.
        widest = max([_columns(title) // 2 + 2, *(_columns(text) + 1 for text in shown)])
        sheet.set_column(column, column, min(max(widest, _NARROW), _WIDE))


def _shown(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return "2023-01-01 00:00"
    return f"{as_text(cell)}," if isinstance(cell, Money) else as_text(cell)


def _columns(text: str) -> int:
    return sum(2 if character > "\u2e7f" else 1 for character in text[:_WIDE])


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, pen: _Pen, *, wrapped: bool) -> None:
    write: Callable[..., object] = sheet.write_string
    look, value = _as_cell(cell)
    if value is None:
        return
    if isinstance(value, str):
        value, look = fitting(value, pen.lang), "wrapped" if wrapped else look
    else:
        write = sheet.write_datetime if isinstance(value, date) else sheet.write_number
    write(row, column, value, pen.formats[look])


def _as_cell(cell: Cell) -> tuple[str, str | float | date | None]:
    """The format and the value that Excel is given; what its numbers and dates cannot hold is text."""
    if isinstance(cell, Month | date):
        return _day(cell)
    if isinstance(cell, Money):
        exact = abs(cell.fen) < _EXACT_FEN
        return ("money", cell.fen / 100) if exact else ("text", cell.in_yuan())
    if isinstance(cell, Rate):
        return ("rate", float(cell.printed)) if cell.is_number() else ("text", cell.printed)
    if isinstance(cell, int):
        return ("count", cell) if abs(cell) < _EXACT_FEN else ("text", str(cell))
    return "text", cell


def _day(cell: Month | date) -> tuple[str, str | date]:
    if isinstance(cell, datetime):
        return "time", cell
    if isinstance(cell, Month):
        return ("month", cell.first) if cell.first >= _FIRST_DAY else ("text", cell.first.isoformat()[:7])
    return ("day", cell) if cell >= _FIRST_DAY else ("text", cell.isoformat())
