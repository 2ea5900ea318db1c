"""How the rows of a table of contributions are read, settled once from its header and what stands around it."""

from __future__ import annotations

import msgspec

from shebaobu.domain.capture import Grid
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.cells import READERS, Reader
from shebaobu.normalize.context import PageContext, insurance_of_table
from shebaobu.normalize.headers import Column, read_columns, with_header_found
from shebaobu.normalize.insurances import Named
from shebaobu.normalize.text import fold
from shebaobu.normalize.vocabulary import Vocabulary

_SHOWS_EMPLOYER = frozenset(
    {"employer", "employer_code", "employer_amount", "employer_to_account", "due_employer", "payer"}
)
_OF_EMPLOYEES_ONLY = frozenset({"unemployment", "injury", "maternity"})


class Plan(msgspec.Struct, kw_only=True, frozen=True):
    """The columns of one grid with a reader each, the insurances side by side, and the rows to read.

    ``first_row`` is the number of the first of ``rows`` in the block: rows before it were its header.
    ``unclear_amount`` is the column whose amounts the page does not say whose they are.
    """

    block: int
    rows: list[list[str]]
    first_row: int
    columns: list[Column]
    readers: list[tuple[Column, str, Reader, int]]
    beside: list[Named]
    of_table: Named | None
    shows_employer: bool
    unclear_amount: int | None
    page: PageContext


def plan_contributions(block: int, grid: Grid, page: PageContext) -> Plan | None:
    """The plan for a table of contributions; None for a table of anything else."""
    grid, first_row = with_header_found(grid, page.vocabulary)
    columns = read_columns(grid, page.vocabulary, page.portal)
    names = {column.meaning.name for column in columns if column.meaning}
    if not _states_contributions(columns, names, page.vocabulary):
        return None
    factor = 10_000 if page.in_ten_thousands else 1
    beside: list[Named] = []
    for column in columns:
        if column.insurance and column.insurance not in beside:
            beside.append(column.insurance)
    return Plan(
        block=block,
        rows=grid.rows,
        first_row=first_row,
        columns=columns,
        readers=[
            (column, column.meaning.name, READERS[column.meaning.value], _factor(column, factor))
            for column in columns
            if column.meaning and column.meaning.name != "row_number"
        ],
        beside=beside,
        of_table=insurance_of_table(grid.path, page),
        shows_employer=bool(names & _SHOWS_EMPLOYER) or any(named.code in _OF_EMPLOYEES_ONLY for named in beside),
        unclear_amount=next(
            (c.index for c in columns if c.meaning and c.meaning.name == "amount" and "payer" not in names),
            None,
        ),
        page=page,
    )


def _states_contributions(columns: list[Column], names: set[str], vocabulary: Vocabulary) -> bool:
    """Whether a header has a month or a period, and what was paid, and nothing of another kind of table."""
    if any(fold(column.leaf) in vocabulary.furniture["other_kind_column"] for column in columns):
        return False
    dated = bool(names & {"month", "booked_month"}) or {"start", "end"} <= names
    return dated and bool(names & {*vocabulary.money_fields, "status"})


def _factor(column: Column, of_page: int) -> int:
    if column.meaning is None or column.meaning.value != "money":
        return 1
    if "万元" in column.marks:
        return 10_000
    return 1 if "元" in column.marks else of_page


def account_for_header(plan: Plan, account: BlockAccount) -> None:
    """Say what becomes of the columns, and of rows that turned out to be the header."""
    for number in range(plan.first_row):
        account.ignored("row", number, "header_row")
    for column in plan.columns:
        if column.meaning is None:
            account.not_understood("column", column.index, "unknown_column", column.label)
        elif column.meaning.name == "row_number":
            account.ignored("column", column.index, "row_number", column.label)
        elif column.index == plan.unclear_amount:
            account.not_understood("column", column.index, "ambiguous_amount", column.label)
        else:
            account.used("column", column.index, column.meaning.name, column.label)
