"""How the rows of a table of contributions are read, settled once from its header and what stands around it."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from shebaobu.domain.capture import Grid
from shebaobu.domain.records import Question
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.cells import READERS, Reader
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.dating import month_of_heading
from shebaobu.normalize.headers import Column, read_columns, with_header_found
from shebaobu.normalize.inquiry import layout_name
from shebaobu.normalize.insurances import Named, named_exactly
from shebaobu.normalize.pivots import unpivoted
from shebaobu.normalize.roles import settle_roles
from shebaobu.normalize.rows import headed_by_months, heading_in, year_of_heading
from shebaobu.normalize.shapes import Shape, side_by_side
from shebaobu.normalize.sharing import settle_shared
from shebaobu.normalize.table_insurance import insurance_of_table
from shebaobu.normalize.text import fold, is_blank
from shebaobu.normalize.units import unit_of_column
from shebaobu.normalize.values_tell import told_by_values

_SHOWS_EMPLOYER = frozenset(
    {
        "employer",
        "employer_code",
        "employer_amount",
        "employer_to_account",
        "employer_to_pool",
        "due_employer",
        "employer_rate",
        "payer",
        # Residents pay by tiers: who has a base is insured through work.
        "base",
    }
)
_OF_EMPLOYEES_ONLY = frozenset({"unemployment", "injury", "maternity"})
_DECLARED = frozenset({"base", "declared_wage"})
_NOT_READ = frozenset({"row_number", "aside"})
DATES = frozenset({"month", "booked_month", "period", "start", "end", "year", "month_of_year"})
_DATED = (
    {"month"},
    {"booked_month"},
    {"period"},
    {"start", "end"},
    {"year", "month_of_year"},
    {"month_of_year"},
)


class Plan(msgspec.Struct, kw_only=True, frozen=True):
    """The columns of one grid with a reader each, the insurances side by side, and the rows to read.

    ``first_row`` is the number of the first of ``rows`` in the block: rows before it were its header. ``year`` is
    the one that the whole table is about, if anything says it, ``month`` that of a table without a column of
    dates, from its heading. ``unclear_months`` are month columns of which
    nothing says which is the month of contribution.
    """

    block: int
    grid: Grid
    shape: Shape | None
    rows: list[list[str]]
    first_row: int
    columns: list[Column]
    readers: list[tuple[Column, str, Reader, Fraction | None]]
    beside: list[Named]
    of_table: Named | None
    shows_employer: bool
    unclear_months: list[int]
    year: int | None
    month: str | None
    page: PageContext

    def ask(
        self, code: str, choices: tuple[str, ...], *, column: int | None = None, subject: str | None = None
    ) -> Question:
        """A question about this table, as the page's own column."""
        return Question(
            code=code,
            choices=choices,
            block=self.block,
            column=None if column is None else self.column_of_page(column),
            subject=subject,
            layout=self._layout(around=code == "insurance" and subject is None),
        )

    def column_of_page(self, index: int) -> int | None:
        """The page's own column behind a column, or None for one made of several."""
        if self.shape is None:
            return index
        old = self.shape.columns[index]
        return old[0] if len(old) == 1 else None

    def _layout(self, *, around: bool) -> str:
        """The site and the header; for the insurance of a whole table also all that stands around it."""
        page = self.page
        header = ["\x1e".join(path) for path in self.grid.columns]
        if not around:
            return layout_name(page.host, *header)
        return layout_name(
            *page.lasting_address, page.title, *page.trail, *self.grid.path, "", *header, str(page.ordinal(self.block))
        )


def plan_contributions(block: int, grid: Grid, page: PageContext) -> Plan | None:
    """The plan for a table of contributions; None for a table of anything else."""
    shape = unpivoted(block, grid, page) or side_by_side(grid)
    usual = shape.grid if shape else grid
    usual, first_row = with_header_found(usual, page.vocabulary)
    columns = told_by_values(read_columns(usual, page.vocabulary, page.portal), usual.rows, page)
    columns, unclear_months = settle_roles(columns, page.vocabulary)
    of_table = insurance_of_table(block, grid.path, page)
    columns = settle_shared(columns, usual.rows, of_table, page.vocabulary)
    names = {column.meaning.name for column in columns if column.meaning}
    year = page.year_of(block, grid.path)
    beside = list(dict.fromkeys(column.insurance for column in columns if column.insurance and column.meaning))
    dated = _has_dates(names, has_year=year is not None or _has_headings_of_years(usual.rows))
    month = None if dated or names & DATES else _month_around(grid.path, names, beside, page)
    under_months = not names & DATES and headed_by_months(usual.rows)
    if _is_of_something_else(grid.path, columns, page) or not (dated or month or under_months):
        return None
    if not _states_contributions(columns, names, page):
        return None
    return Plan(
        block=block,
        grid=grid,
        shape=shape,
        rows=usual.rows,
        first_row=first_row,
        columns=columns,
        readers=[
            (column, column.meaning.name, READERS[column.meaning.value], _unit_of(column, page))
            for column in columns
            if column.meaning and column.meaning.name not in _NOT_READ
        ],
        beside=beside,
        of_table=of_table,
        shows_employer=bool(names & _SHOWS_EMPLOYER)
        or any(named.code in _OF_EMPLOYEES_ONLY for named in [*beside, *_named_in_rows(columns, usual.rows, page)]),
        unclear_months=unclear_months,
        year=year,
        month=month,
        page=page,
    )


def _is_of_something_else(path: list[str], columns: list[Column], page: PageContext) -> bool:
    """Whether the nearest heading speaks of declared bases alone, or of what is paid out.

    What is paid out is a table of contributions all the same if a column speaks of what is paid in.
    """
    furniture = page.vocabulary.furniture
    heading = fold(path[-1] if path else page.title)
    stated = {column.name for column in columns} & {*page.vocabulary.money_fields, "status"}
    if stated and stated <= _DECLARED and any(word in heading for word in furniture["declaration_heading"]):
        return True
    if not any(word in heading for word in furniture["paid_out_heading"]):
        return False
    return not any(word in fold(column.label) for column in columns for word in furniture["contribution_label"])


def _named_in_rows(columns: list[Column], rows: list[list[str]], page: PageContext) -> list[Named]:
    """The insurances that the rows of a table name in a column of their own."""
    at = next((column.index for column in columns if column.name == "insurance"), None)
    texts = {row[at] for row in rows if at < len(row)} if at is not None else set()
    return [named for text in texts if (named := named_exactly(text, page.vocabulary, page.portal))]


def _has_dates(names: set[str], *, has_year: bool) -> bool:
    """Whether a header has a month or a period, of a year that something tells."""
    return any(need <= names for need in _DATED) and (names & {"month_of_year"} == set() or "year" in names or has_year)


def _has_headings_of_years(rows: list[list[str]]) -> bool:
    """Whether rows of a table are headings that name the year of those below them."""
    return any(year_of_heading(cell) for row in rows if (cell := heading_in(row)) is not None)


def _month_around(path: list[str], names: set[str], beside: list[Named], page: PageContext) -> str | None:
    """The month of a table of all insurances, a row or a set of columns each, that stands under its month."""
    if "insurance" not in names and not beside:
        return None
    return month_of_heading(path, page.vocabulary.furniture["heading_of_other_month"])


def _states_contributions(columns: list[Column], names: set[str], page: PageContext) -> bool:
    """Whether a header has what was paid, and nothing of another kind of table."""
    if any(fold(column.leaf) in page.vocabulary.furniture["other_kind_column"] for column in columns):
        return False
    return bool(names & {*page.vocabulary.money_fields, "status", "employer_status", "personal_status"})


def _unit_of(column: Column, page: PageContext) -> Fraction | None:
    """The unit of a column of money; None of any other."""
    if column.meaning is None or column.meaning.value != "money":
        return None
    return unit_of_column(column.marks) or page.unit


def account_for_header(plan: Plan, account: BlockAccount, asked: set[int | None]) -> None:
    """Say what becomes of the columns, and of rows that turned out to be the header.

    A column of the person's own data is left to whoever reads the person. Of the columns ``asked`` about, an
    amount of nobody in particular stays out of the records until it is answered.
    """
    asked_here = {at for at in range(len(plan.columns)) if plan.column_of_page(at) in asked - {None}}
    for number in range(plan.first_row):
        account.ignored("row", number, "header_row")
    for column in plan.columns:
        if column.why:
            account.ignored("column", column.index, column.why, column.label)
        elif column.meaning is None:
            if all(is_blank(row[column.index]) for row in plan.rows if column.index < len(row)):
                account.ignored("column", column.index, "blank", column.label)
            elif not _of_person(column, plan.page):
                account.not_understood("column", column.index, "unknown_column", column.label)
        elif column.meaning.name == "amount" and column.index in asked_here:
            account.not_understood("column", column.index, "ambiguous_amount", column.label)
        elif column.meaning.name in _NOT_READ:
            account.ignored("column", column.index, column.meaning.name, column.label)
        else:
            account.used("column", column.index, column.meaning.name, column.label)


def _of_person(column: Column, page: PageContext) -> bool:
    return bool({fold(column.leaf), column.code} & page.vocabulary.persons.keys())
