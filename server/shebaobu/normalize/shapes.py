"""Tables in other shapes brought into the usual one, a row a month: months across, and sets of columns side by side.

Each row, column and cell of the new table knows the old one it came from, so that records and the account of cells
speak of the page as it was.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from shebaobu.domain.capture import Grid
from shebaobu.domain.records import Record, Source
from shebaobu.normalize.accounting import Accounted, BlockAccount
from shebaobu.normalize.text import is_blank

_FATES = ("used", "not_understood", "ignored")


class Shape(msgspec.Struct, kw_only=True, frozen=True):
    """A table as it will be read, and where its parts were: ``rows`` and ``columns`` give the old indexes.

    A new column can be made of several old ones; ``cell_columns`` has for each new row the old column of its
    ``spread`` columns. ``left_out`` are old columns of which nothing is read, each with the reason.
    """

    grid: Grid
    rows: Sequence[int]
    columns: Sequence[tuple[int, ...]]
    spread: frozenset[int] = frozenset()
    cell_columns: Sequence[int] = ()
    left_out: dict[int, str] = {}

    def old_cell(self, row: int, column: int) -> tuple[int, int]:
        """The row and column of the page's table that a cell stood in."""
        across = self.cell_columns[row] if column in self.spread else self.columns[column][0]
        return self.rows[row], across

    def record(self, record: Record) -> Record:
        """A record that tells the page's own row."""
        source = record.source
        if source is None:
            return record
        return msgspec.structs.replace(record, source=Source(block=source.block, row=self.rows[source.row]))

    def carry(self, scratch: BlockAccount, account: BlockAccount, old: Grid) -> None:
        """Say of the page's own parts what was said of the new table's."""
        columns: dict[int, list[Accounted]] = {}
        rows: dict[int, list[Accounted]] = {}
        for entry in scratch.entries:
            if entry.part == "column":
                for index in self.columns[entry.index]:
                    columns.setdefault(index, []).append(entry)
            elif entry.part == "row":
                rows.setdefault(self.rows[entry.index], []).append(entry)
            elif entry.row is not None:
                row, column = self.old_cell(entry.row, entry.index)
                account.cell_not_understood(row, column, " › ".join(old.columns[column]), entry.why or "")
        for index in sorted(columns):
            _say(account, "column", index, columns[index], " › ".join(old.columns[index]))
        for index, why in self.left_out.items():
            account.ignored("column", index, why, " › ".join(old.columns[index]))
        for index in sorted(rows):
            _say(account, "row", index, rows[index], None)


def _say(account: BlockAccount, part: str, index: int, entries: list[Accounted], label: str | None) -> None:
    """One fate for a part with several: used if any of it was, with all that it was used as."""
    use = next(fate for fate in _FATES if any(entry.use == fate for entry in entries))
    told = [entry for entry in entries if entry.use == use]
    meanings = ",".join(dict.fromkeys(entry.meaning for entry in told if entry.meaning))
    account.entries.append(
        msgspec.structs.replace(told[0], part=part, index=index, label=label, meaning=meanings or None)
    )


def side_by_side(grid: Grid) -> Shape | None:
    """A table whose header is one set of labels two to four times over: each set a row of its own.

    Columns without a word in them only keep the sets apart.
    """
    kept = [
        at
        for at, path in enumerate(grid.columns)
        if path or any(not is_blank(row[at]) for row in grid.rows if at < len(row))
    ]
    labels = [tuple(grid.columns[at]) for at in kept]
    for times in (4, 3, 2):
        one = len(kept) // times
        if len(kept) % times or one < 2 or not all(labels[:one]) or labels[:one] * times != labels:
            continue
        if len(set(labels[:one])) != one:
            continue
        sets = [kept[at : at + one] for at in range(0, len(kept), one)]
        first = sets[0]
        return Shape(
            grid=msgspec.structs.replace(
                grid,
                columns=[grid.columns[at] for at in first],
                rows=[[row[at] if at < len(row) else "" for at in columns] for row in grid.rows for columns in sets],
                codes=[grid.codes[at] for at in first] if len(grid.codes) == len(grid.columns) else [],
            ),
            rows=[number for number in range(len(grid.rows)) for _ in sets],
            columns=list(zip(*sets, strict=True)),
            left_out={at: "blank" for at in range(len(grid.columns)) if at not in kept},
        )
    return None
