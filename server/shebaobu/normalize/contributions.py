"""Grids of contributions: a row a month or a period, one insurance a row or several side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from shebaobu.domain.capture import Grid
from shebaobu.domain.insurance import INSURANCES
from shebaobu.domain.records import Question, Record, Source
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.cells import READERS, NotReadable, Reader
from shebaobu.normalize.context import PageContext, insurance_of_table
from shebaobu.normalize.drafts import Draft
from shebaobu.normalize.headers import Column, read_columns, with_header_found
from shebaobu.normalize.insurances import Named, named_exactly, named_within
from shebaobu.normalize.payers import merge_payers
from shebaobu.normalize.periods import amounts_cover, records_of
from shebaobu.normalize.rows import RowSieve
from shebaobu.normalize.text import fold, is_blank

_SHOWS_EMPLOYER = frozenset(
    {"employer", "employer_code", "employer_amount", "employer_to_account", "due_employer", "payer"}
)
_CONTRADICTED = object()
_OF_EMPLOYEES_ONLY = frozenset({"unemployment", "injury", "maternity"})


class _Plan(msgspec.Struct, kw_only=True, frozen=True):
    """How the rows of one grid are read: its columns with a reader each, and the insurances side by side."""

    block: int
    columns: list[Column]
    readers: list[tuple[Column, str, Reader, int]]
    beside: list[Named]
    of_table: Named | None
    shows_employer: bool
    unclear_amount: int | None
    page: PageContext


def is_contributions(grid: Grid, page: PageContext) -> bool:
    """Whether the header is that of a table of contributions: a month or a period, and what was paid."""
    grid, _ = with_header_found(grid, page.vocabulary)
    columns = read_columns(grid, page.vocabulary, page.portal)
    if any(fold(column.leaf) in page.vocabulary.furniture["other_kind_column"] for column in columns):
        return False
    names = {column.meaning.name for column in columns if column.meaning}
    dated = bool(names & {"month", "booked_month"}) or {"start", "end"} <= names
    return dated and bool(names & {*page.vocabulary.money_fields, "status"})


def read_contributions(block: int, grid: Grid, page: PageContext, account: BlockAccount) -> list[Record]:
    """The records of a table of contributions; what became of each column and row goes into ``account``."""
    grid, skipped = with_header_found(grid, page.vocabulary)
    for number in range(skipped):
        account.ignored("row", number, "header_row")
    plan = _plan(block, grid, page)
    _account_columns(plan, account)
    sieve = RowSieve(plan.columns, page.vocabulary)
    drafts: list[Draft] = []
    for number, row in enumerate(grid.rows, start=skipped):
        reason = sieve.reason(row)
        if reason:
            account.ignored("row", number, reason)
            continue
        found = list(_drafts(number, row, plan, account))
        if found:
            account.used("row", number, "contribution")
            drafts += found
        else:
            account.not_understood("row", number, "no_month")
    cover = amounts_cover(plan.columns, page)
    return _month_by_month(merge_payers(drafts), block, cover)


def _month_by_month(drafts: list[Draft], block: int, cover: str | None) -> list[Record]:
    """Each month of a row for all the insurances side by side in it, then the next month."""
    records: list[Record] = []
    by_row: dict[int, list[list[Record]]] = {}
    for draft in drafts:
        by_row.setdefault(draft.row, []).append(records_of(draft, cover, Source(block=block, row=draft.row)))
    for of_insurances in by_row.values():
        longest = max(len(found) for found in of_insurances)
        records += [found[at] for at in range(longest) for found in of_insurances if at < len(found)]
    return records


def _plan(block: int, grid: Grid, page: PageContext) -> _Plan:
    columns = read_columns(grid, page.vocabulary, page.portal)
    factor = 10_000 if page.in_ten_thousands else 1
    beside: list[Named] = []
    for column in columns:
        if column.insurance and column.insurance not in beside:
            beside.append(column.insurance)
    names = {column.meaning.name for column in columns if column.meaning}
    return _Plan(
        block=block,
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


def _factor(column: Column, of_page: int) -> int:
    if column.meaning is None or column.meaning.value != "money":
        return 1
    if "万元" in column.marks:
        return 10_000
    return 1 if "元" in column.marks else of_page


def _account_columns(plan: _Plan, account: BlockAccount) -> None:
    for column in plan.columns:
        if column.meaning is None:
            account.not_understood("column", column.index, "unknown_column", column.label)
        elif column.meaning.name == "row_number":
            account.ignored("column", column.index, "row_number", column.label)
        elif column.index == plan.unclear_amount:
            account.not_understood("column", column.index, "ambiguous_amount", column.label)
        else:
            account.used("column", column.index, column.meaning.name, column.label)


def _drafts(number: int, row: list[str], plan: _Plan, account: BlockAccount) -> Iterator[Draft]:
    """The drafts of one row: one for each insurance beside another that has a filled cell of its own."""
    shared, own = _values(number, row, plan, account)
    if not ("month" in shared or "booked_month" in shared or {"start", "end"} <= shared.keys()):
        return
    if "payer" in shared or "amount" in shared:
        _settle_payer(number, shared, plan, account)
    if not plan.beside:
        yield _draft(number, _insurance_of_row(shared, plan), shared, plan)
        return
    shared.pop("insurance", None)
    for position, named in enumerate(plan.beside):
        if position in own:
            yield _draft(number, _without_text(named), {**shared, **own[position]}, plan)


def _values(
    number: int, row: list[str], plan: _Plan, account: BlockAccount
) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
    """What the cells of a row say: of all its insurances, and of each of those side by side.

    Two columns of one meaning that say different things are both left out and shown: neither is chosen.
    """
    shared: dict[str, Any] = {}
    own: dict[int, dict[str, Any]] = {}
    said_by: dict[tuple[Named | None, str], list[Column]] = {}
    for column, name, reader, factor in plan.readers:
        text = row[column.index] if column.index < len(row) else ""
        if is_blank(text):
            continue
        try:
            value = reader(text)
        except NotReadable:
            account.cell_not_understood(number, column.index, column.label, "unreadable_value")
            continue
        if factor != 1 and isinstance(value, int):
            value *= factor
        target = own.setdefault(plan.beside.index(column.insurance), {}) if column.insurance else shared
        if target.setdefault(name, value) != value:
            target[name] = _CONTRADICTED
        said_by.setdefault((column.insurance, name), []).append(column)
    for (insurance, name), columns in said_by.items():
        target = own[plan.beside.index(insurance)] if insurance else shared
        if target[name] is _CONTRADICTED:
            del target[name]
            for column in columns:
                account.cell_not_understood(number, column.index, column.label, "two_values")
    return shared, own


def _without_text(named: Named) -> Named:
    """A group header is an abbreviation of the table, not the page's statement of the insurance."""
    return msgspec.structs.replace(named, text=None)


def _insurance_of_row(values: dict[str, Any], plan: _Plan) -> Named | None:
    words = values.pop("insurance", None)
    if words is None:
        return plan.of_table
    page = plan.page
    named = named_exactly(words, page.vocabulary, page.portal) or named_within(words, page.vocabulary)
    if named is None:
        return Named(text=words, choices=INSURANCES)
    return msgspec.structs.replace(named, text=words)


def _settle_payer(number: int, values: dict[str, Any], plan: _Plan, account: BlockAccount) -> None:
    """An amount in a row for one payer becomes that payer's amount; without a known payer it is left out."""
    words = values.pop("payer", None)
    amount = values.pop("amount", None)
    payer = plan.page.vocabulary.value("payer", words) if words else None
    if payer is not None:
        values["payer"] = payer
        if amount is not None:
            values[f"{payer}_amount"] = amount
        return
    for column, name, _, _ in plan.readers:
        if words and name in ("payer", "amount"):
            account.cell_not_understood(number, column.index, column.label, "unknown_payer")


def _draft(number: int, named: Named | None, values: dict[str, Any], plan: _Plan) -> Draft:
    code = named.decided(employer=plan.shows_employer) if named else None
    values = dict(values)
    _settle_words(values, plan)
    questions: list[Question] = []
    if code is None:
        choices = named.choices if named and named.choices else INSURANCES
        questions.append(Question(code="insurance", choices=choices, block=plan.block))
    if "month" not in values and not {"start", "end"} <= values.keys():
        column = next(column.index for column, name, _, _ in plan.readers if name == "booked_month")
        questions.append(
            Question(code="month_column", choices=("month", "booked_month"), block=plan.block, column=column)
        )
    if plan.unclear_amount is not None:
        questions.append(
            Question(
                code="amount",
                choices=("personal_amount", "employer_amount", "total"),
                block=plan.block,
                column=plan.unclear_amount,
            )
        )
    text = named.text if named else None
    return Draft(row=number, insurance=Named(code=code, text=text), values=values, questions=questions)


def _settle_words(values: dict[str, Any], plan: _Plan) -> None:
    """Words become codes, and stay beside them."""
    vocabulary = plan.page.vocabulary
    if "status" in values:
        values["status_text"] = values["status"]
        values["status"] = vocabulary.value("status", values["status"]) or "unknown"
    if "pay_type" in values:
        values["pay_type_text"] = words = values.pop("pay_type")
        code = vocabulary.value("pay_type", words)
        if code:
            values["pay_type"] = code
    if "*" in values.get("employer", ""):
        values["employer_masked"] = True
