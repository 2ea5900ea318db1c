"""Rows that head the rows below them: a cell alone in its row that names an insurance, a year or a month."""

from __future__ import annotations

from itertools import islice

import msgspec

from shebaobu.domain.insurance import INSURANCES
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.insurances import Named, all_named_within, named_exactly
from shebaobu.normalize.plans import DATES, Plan
from shebaobu.normalize.rows import headed_by_months, heading_in, month_of_row, year_of_heading
from shebaobu.normalize.text import is_blank


class Sections:
    """The plan of a table as it holds for the row being read."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._known = {column.index for column in plan.columns if column.meaning}
        # In a table with headings of insurances one that nobody knows ends the insurance before it.
        self._by_insurance = not plan.beside and any(
            _insurance_of(cell, plan.page) for row in plan.rows if (cell := self._heading(row)) is not None
        )
        self._by_month = not DATES & {column.name for column in plan.columns} and headed_by_months(plan.rows)

    def entered(self, row: list[str]) -> str | None:
        """What a row says of those below it (``insurance``, ``year``, ``month``), or None for a row of its own."""
        cell = self._heading(row)
        if cell is None:
            return None
        year = year_of_heading(cell)
        if year is not None:
            self.plan = msgspec.structs.replace(self.plan, year=year)
            return "year"
        month = month_of_row(cell) if self._by_month else None
        if month is not None:
            self.plan = msgspec.structs.replace(self.plan, month=month)
            return "month"
        if not self._by_insurance or any(char.isdigit() for char in cell):
            return None
        named = _insurance_of(cell, self.plan.page) or Named(text=cell, choices=INSURANCES)
        self.plan = msgspec.structs.replace(self.plan, of_table=msgspec.structs.replace(named, text=cell, subject=cell))
        return "insurance"

    def _heading(self, row: list[str]) -> str | None:
        """The cell that heads a section: the only filled one, but for what stands in columns that nobody knows."""
        alone = heading_in(row)
        if alone is not None:
            return alone
        of_known = list(islice((at for at in self._known if at < len(row) and not is_blank(row[at])), 2))
        if len(of_known) > 1:
            return None
        filled = [(at, cell) for at, cell in enumerate(row) if not is_blank(cell)]
        telling = [(at, cell) for at, cell in filled if heading_in([cell, ""]) and self._names(cell)]
        return telling[0][1] if len(telling) == 1 and of_known in ([], [telling[0][0]]) else None

    def _names(self, cell: str) -> bool:
        return year_of_heading(cell) is not None or _insurance_of(cell, self.plan.page) is not None


def _insurance_of(cell: str, page: PageContext) -> Named | None:
    whole = named_exactly(cell, page.vocabulary, page.portal)
    if whole is not None:
        return whole
    found = all_named_within(cell, page.vocabulary)
    return found[0] if len({(named.code, named.choices) for named in found}) == 1 else None
