"""A table found in lines is handed to the readers of tables; what they say of its rows is said of its lines."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from shebaobu.domain.capture import Grid
from shebaobu.domain.records import Record
from shebaobu.normalize.accounting import Accounted, BlockAccount

ReadGrid = Callable[[Grid, BlockAccount], list[Record]]


class Sheet(msgspec.Struct, kw_only=True):
    """A table under way: columns as header paths, and for each row its cells and the lines that it was made from."""

    path: list[str]
    columns: list[list[str]]
    rows: list[list[str]]
    lines: list[list[int]]
    header: list[int]

    def add_column(self, label: list[str], cells: list[str]) -> None:
        """A further column, unless it would be empty."""
        if any(cells):
            self.columns.append(label)
            for row, cell in zip(self.rows, cells, strict=True):
                row.append(cell)


def hand_on(
    sheet: Sheet,
    account: BlockAccount,
    read_grid: ReadGrid,
    besides: Callable[[list[Record]], list[Record]] = list,
) -> list[Record]:
    """The records of a sheet; their row is the first line of theirs. Its lines are settled in the account.

    ``besides`` adds to the records, while their row is still that of the sheet.
    """
    scratch = BlockAccount(account.block)
    records = besides(read_grid(Grid(path=sheet.path, columns=sheet.columns, rows=sheet.rows), scratch))
    _settle(sheet, scratch.entries, account)
    return [_with_line(record, sheet) for record in records]


def _with_line(record: Record, sheet: Sheet) -> Record:
    if record.source is None:
        return record
    source = msgspec.structs.replace(record.source, row=sheet.lines[record.source.row][0])
    return msgspec.structs.replace(record, source=source)


def _settle(sheet: Sheet, entries: list[Accounted], account: BlockAccount) -> None:
    """Each line has its row's fate; one with a cell that could not be read is shown, and the header for its columns."""
    columns = [entry for entry in entries if entry.part == "column" and entry.use == "not_understood"]
    cells = {entry.row: entry for entry in entries if entry.part == "cell"}
    rows = {entry.index: entry for entry in entries if entry.part == "row"}
    settled = {entry.index for entry in account.entries if entry.part == "line"}
    for number, lines in enumerate(sheet.lines):
        entry = cells.get(number) or rows.get(number)
        for line in lines:
            if line not in settled:
                settled.add(line)
                _say(account, line, entry)
    for line in sheet.header:
        if line in settled:
            continue
        settled.add(line)
        if columns and line == sheet.header[-1]:
            account.not_understood(
                "line", line, columns[0].why or "", ", ".join(entry.label or "" for entry in columns)
            )
        else:
            account.ignored("line", line, "header_row")


def _say(account: BlockAccount, line: int, entry: Accounted | None) -> None:
    """Say of a line what was said of its row."""
    if entry is None:
        account.not_understood("line", line, "unknown_table")
    elif entry.use == "used":
        account.used("line", line, entry.meaning or "")
    elif entry.use == "ignored":
        account.ignored("line", line, entry.why or "")
    else:
        account.not_understood("line", line, entry.why or "", entry.label)
