"""Tables on their side: insurances as columns, what is said of them as rows."""

from __future__ import annotations

import msgspec

from shebaobu.domain.capture import Grid
from shebaobu.domain.records import Record
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.insurances import named_exactly
from shebaobu.normalize.text import fold

_NAMES_THE_ROWS = frozenset({"", "险种", "险种类型", "险种名称", "项目", "参保险种", "险种类别"})
_INSURANCE = "险种"
_WHOLE_NAME = "保险"


def turned(grid: Grid, page: PageContext) -> Grid | None:
    """The table with a row for each insurance, where each column but the first is one; None for any other."""
    leaves = [path[-1] if path else "" for path in grid.columns]
    insurances = leaves[1:]
    if len(insurances) < 2 or not grid.rows or fold(leaves[0]) not in _NAMES_THE_ROWS:
        return None
    if not all(named_exactly(name, page.vocabulary, page.portal) for name in insurances):
        return None
    return Grid(
        path=grid.path,
        columns=[[_INSURANCE], *([row[0]] for row in grid.rows)],
        rows=[
            [name, *(row[at] if at < len(row) else "" for row in grid.rows)]
            for at, name in enumerate(insurances, start=1)
        ],
    )


def turned_back(records: list[Record], scratch: BlockAccount, account: BlockAccount, grid: Grid) -> list[Record]:
    """The records, and the fates of columns, rows and cells, as those of the page's own table."""
    found: list[Record] = []
    for record in records:
        source = msgspec.structs.replace(record.source, row=0) if record.source else None
        # The name over a column is an abbreviation of the table unless it is the whole name.
        text = record.insurance_text if _WHOLE_NAME in (record.insurance_text or "") else None
        found.append(msgspec.structs.replace(record, source=source, insurance_text=text))
    account.used("column", 0, "row_label", grid.columns[0][-1] if grid.columns[0] else "")
    for entry in scratch.entries:
        if entry.part == "column" and entry.index > 0:
            account.entries.append(msgspec.structs.replace(entry, part="row", index=entry.index - 1))
        elif entry.part == "row":
            label = grid.columns[entry.index + 1][-1]
            account.entries.append(msgspec.structs.replace(entry, part="column", index=entry.index + 1, label=label))
        elif entry.part == "cell" and entry.row is not None:
            account.entries.append(msgspec.structs.replace(entry, row=entry.index - 1, index=entry.row + 1))
    return found
