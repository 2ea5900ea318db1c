"""What a page states twice is compared: sums with rows, counts with months, amounts with base and rate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

import msgspec

from shebaobu.normalize.cells import NotReadable, read_count, read_money
from shebaobu.normalize.drafts import Draft
from shebaobu.normalize.headers import Column
from shebaobu.normalize.plans import Plan

CheckCode = Literal["sum", "months", "rate", "rows"]

# A contribution is rounded to the jiao or the yuan by some offices.
_ROUNDING = 100
_SUMMED = {"money": read_money, "count": read_count}
_NOT_SUMMED = frozenset({"base", "declared_wage"})
_BY_RATE = {"personal_rate": "personal_amount", "employer_rate": "employer_amount"}


class Check(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """One comparison. ``stated`` is what the page says, ``found`` what its rows give.

    Fen for ``sum`` and ``rate``, a number for ``months`` and ``rows``. ``label`` names the column; ``row`` is the
    row of the block that states it.
    """

    code: CheckCode
    block: int
    stated: int
    found: int
    label: str | None = None
    row: int | None = None

    @property
    def holds(self) -> bool:
        """Whether both say the same, a rate to the rounding of an office."""
        return abs(self.stated - self.found) <= (_ROUNDING if self.code == "rate" else 0)


class RowChecks:
    """Adds up the columns of one table while its rows are read, and compares them with its rows of sums."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._summed = [
            column
            for column in plan.columns
            if column.meaning and column.meaning.value in _SUMMED and column.name not in _NOT_SUMMED
        ]
        self._since_start: dict[int, int] = defaultdict(int)
        self._since_sums: dict[int, int] = defaultdict(int)
        self._rows = 0
        self._checks: list[Check] = []

    def row(self, row: Sequence[str]) -> None:
        """Count a row that gave records."""
        self._rows += 1
        for column in self._summed:
            value = _value(column, row)
            if value is not None:
                self._since_start[column.index] += value
                self._since_sums[column.index] += value

    def sums(self, number: int, row: Sequence[str]) -> None:
        """Compare a row of sums: of all rows so far, or of those since the row of sums before."""
        for column in self._summed:
            stated = _value(column, row)
            if stated is None:
                continue
            of_all, of_part = self._since_start[column.index], self._since_sums[column.index]
            found = of_part if stated == of_part else of_all
            self._add("sum", stated, found, column.label, number)
        self._since_sums.clear()

    def found(self, drafts: Sequence[Draft]) -> list[Check]:
        """All comparisons of the table, those of its single rows and of their number included."""
        for draft in drafts:
            self._rates(draft)
        grid = self._plan.grid
        if grid.total_rows is not None and not grid.truncated:
            self._add("rows", grid.total_rows, self._rows, None, None)
        return self._checks

    def _rates(self, draft: Draft) -> None:
        """A month's amount against its base and its rate, both as printed."""
        values = draft.values
        if "month" not in values or not values.get("base"):
            return
        for rate, amount in _BY_RATE.items():
            if rate in values and amount in values:
                due = int((Decimal(values[rate]) * values["base"]).to_integral_value())
                if Decimal(values[rate]) < 1:
                    self._add("rate", values[amount], due, amount, draft.row)

    def _add(self, code: CheckCode, stated: int, found: int, label: str | None, row: int | None) -> None:
        block = self._plan.block
        self._checks.append(Check(code=code, block=block, stated=stated, found=found, label=label, row=row))


def _value(column: Column, row: Sequence[str]) -> int | None:
    if column.meaning is None or column.index >= len(row):
        return None
    try:
        return int(_SUMMED[column.meaning.value](row[column.index]))
    except NotReadable:
        return None
