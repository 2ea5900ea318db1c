"""Certificates: the tables of a printed document, with what its headings and notes say of their rows."""

from __future__ import annotations

from collections.abc import Sequence

from shebaobu.domain.records import Record
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.lines.across import sheet_across
from shebaobu.normalize.lines.handing import ReadGrid, hand_on
from shebaobu.normalize.lines.headings import Above, labelled_pool, read_above
from shebaobu.normalize.lines.legend import Legend, read_legend
from shebaobu.normalize.lines.panels import read_lines_as_panel
from shebaobu.normalize.lines.sheets import say_besides, sheet_of
from shebaobu.normalize.lines.tables import LineTable, find_tables
from shebaobu.normalize.lines.texts import Text

_HEAD = 3
_OF_ALL_TABLES = frozenset({"pool", "insurance"})


def read_certificate(
    texts: Sequence[Text], page: PageContext, account: BlockAccount, read_grid: ReadGrid
) -> list[Record] | None:
    """The records of a document's tables; None where it has no table with rows."""
    legend = read_legend(list(texts), page)
    tables = find_tables(texts, legend, page)
    in_tables = {line for table in tables for line in table.lines}
    outside = [text for text in texts if text.index not in in_tables]
    records: list[Record] = []
    filled = False
    for number, table in enumerate(tables):
        above = read_above(_before(texts, tables[: number + 1]), page)
        place = labelled_pool(outside, page) if not above.pool_labelled else None
        if place is not None:
            above.pool = place[0]
            above.lines[place[1]] = "pool"
        across = sheet_across(texts, table, above)
        filled = filled or bool(across or table.rows or table.misfits)
        if across is not None:
            records += hand_on(across, account, read_grid)
        elif table.rows or table.misfits:
            records += _read_table(table, above, legend, page, account, read_grid)
    if records:
        for line, meaning in legend.lines.items():
            if not account.settled("line", line):
                account.used("line", line, meaning)
    return records if filled else None


def read_labelled(
    texts: Sequence[Text], page: PageContext, account: BlockAccount, read_grid: ReadGrid, path: Sequence[str] = ()
) -> list[Record]:
    """The records that labels outside the tables state; they are about what stands above them and the document's title.

    A line that told the tables their place or insurance may have more to say.
    """
    done = {
        entry.index
        for entry in account.entries
        if entry.part == "line" and not (entry.use == "used" and entry.meaning in _OF_ALL_TABLES)
    }
    rest = [text for text in texts if text.index not in done]
    title = read_above(list(texts[:_HEAD]), page).path[:1]
    return read_lines_as_panel(rest, [*path, *title], page, account, read_grid)


def _before(texts: Sequence[Text], tables: Sequence[LineTable]) -> list[Text]:
    """The lines above the last of some tables, those of the other tables left out."""
    *earlier, last = tables
    taken = {line for table in earlier for line in table.lines}
    return [text for text in texts[: last.start] if text.index not in taken]


def _read_table(
    table: LineTable, above: Above, legend: Legend, page: PageContext, account: BlockAccount, read_grid: ReadGrid
) -> list[Record]:
    sheet, says = sheet_of(table, above, legend, page)
    for line in table.misfits:
        account.not_understood("line", line, "row_shape")
    for line in table.gaps:
        account.ignored("line", line, "empty_row")
    records = hand_on(sheet, account, read_grid, lambda found: say_besides(found, says))
    if records:
        for line, meaning in above.lines.items():
            if not account.settled("line", line) and line not in above.of_person:
                account.used("line", line, meaning)
    return records
