"""Grids of contributions: a row a month or a period, one insurance a row or several side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from shebaobu.domain.records import Record, Source
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.cells import NotReadable
from shebaobu.normalize.checks import Check, RowChecks
from shebaobu.normalize.covering import covers_of
from shebaobu.normalize.dating import read_month_cell, read_period_cell, settle_dates
from shebaobu.normalize.drafting import draft_of
from shebaobu.normalize.drafts import Draft
from shebaobu.normalize.grouped_rows import WrittenOnce
from shebaobu.normalize.headers import Column
from shebaobu.normalize.insurances import Named
from shebaobu.normalize.marks import without_mark
from shebaobu.normalize.payers import merge_payers
from shebaobu.normalize.periods import records_of
from shebaobu.normalize.plans import Plan, account_for_header
from shebaobu.normalize.rows import RowSieve
from shebaobu.normalize.sections import Sections
from shebaobu.normalize.text import fold, is_blank
from shebaobu.normalize.units import in_fen

_CONTRADICTED = object()
# Cells that may leave the year to another column, or to the page.
_DATED_CELLS: dict[str, Callable[[str], Any]] = {"month": read_month_cell, "period": read_period_cell}


def read_contributions(plan: Plan, account: BlockAccount) -> tuple[list[Record], list[Check]]:
    """The records of a table of contributions and what its sums say; each part's fate goes into ``account``."""
    if plan.shape is None:
        return _read(plan, account)
    scratch = BlockAccount(account.block)
    records, checks = _read(plan, scratch)
    plan.shape.carry(scratch, account, plan.grid)
    return [plan.shape.record(record) for record in records], checks


def _read(plan: Plan, account: BlockAccount) -> tuple[list[Record], list[Check]]:
    rows = BlockAccount(account.block)
    sieve = RowSieve(plan.columns, plan.page.vocabulary, of_payments=True)
    checks = RowChecks(plan)
    sections = Sections(plan)
    written = WrittenOnce(plan.columns, plan.rows)
    drafts: list[Draft] = []
    for number, row in enumerate(plan.rows, start=plan.first_row):
        reason = sieve.reason(row)
        heads = sections.entered(row) if reason in (None, "empty_month") else None
        if heads:
            rows.used("row", number, heads)
            continue
        if reason:
            rows.ignored("row", number, reason)
            if reason == "total_row":
                checks.sums(number, row)
                written.end()
            continue
        found = list(_drafts(number, written.filled(row), sections.plan, rows))
        if found:
            rows.used("row", number, "contribution")
            checks.row(row)
            drafts += found
        else:
            rows.not_understood("row", number, "no_month")
    drafts = merge_payers(drafts)
    records = _month_by_month(drafts, plan)
    account_for_header(plan, account, {question.column for draft in drafts for question in draft.questions})
    account.entries += rows.entries
    return records, checks.found(drafts)


def _month_by_month(drafts: list[Draft], plan: Plan) -> list[Record]:
    """Each month of a row for all the insurances side by side in it, then the next month."""
    covers = covers_of(drafts, plan)
    records: list[Record] = []
    by_row: dict[int, list[list[Record]]] = {}
    for draft in drafts:
        source = Source(block=plan.block, row=draft.row)
        by_row.setdefault(draft.row, []).append(records_of(draft, covers, source, plan.ask, plan.page.inquiry))
    for of_insurances in by_row.values():
        longest = max(len(found) for found in of_insurances)
        records += [found[at] for at in range(longest) for found in of_insurances if at < len(found)]
    return records


def _drafts(number: int, row: list[str], plan: Plan, account: BlockAccount) -> Iterator[Draft]:
    """The drafts of one row: one for each insurance beside another that has a filled cell of its own."""
    shared, own = _values(number, row, plan, account)
    months = _unclear_months(shared, plan)
    if not settle_dates(shared, plan.year) and not months:
        if plan.month is None:
            return
        shared["month"] = plan.month
    if not plan.beside:
        yield draft_of(number, None, shared, months, plan, account)
        return
    shared.pop("insurance", None)
    for position, named in enumerate(plan.beside):
        if position in own:
            yield draft_of(number, named, {**shared, **own[position]}, months, plan, account)


def _unclear_months(shared: dict[str, Any], plan: Plan) -> list[str]:
    """The months of a row of which nothing says which is the one of contribution; equal ones are one.

    Different months under one and the same label are of two facts: the row is then of neither.
    """
    found = {index: shared.pop(f"month {index}", None) for index in plan.unclear_months}
    filled = [value for value in found.values() if isinstance(value, str)]
    if len(set(filled)) == 1:
        shared["month"] = filled[0]
        return []
    labels = {fold(plan.columns[index].label) for index, value in found.items() if isinstance(value, str)}
    return filled if len(labels) > 1 else []


def _values(
    number: int, row: list[str], plan: Plan, account: BlockAccount
) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
    """What the cells of a row say: of all its insurances, and of each of those side by side.

    Two columns of one meaning that say different things are both left out and shown: neither is chosen.
    """
    shared: dict[str, Any] = {}
    own: dict[int, dict[str, Any]] = {}
    said_by: dict[tuple[Named | None, str], list[Column]] = {}
    for column, meaning, reader, unit in plan.readers:
        text = row[column.index] if column.index < len(row) else ""
        if is_blank(text) and not (meaning == "reversal" and text):
            continue
        text, mark = without_mark(meaning, text)
        name = f"month {column.index}" if column.index in plan.unclear_months else meaning
        value: Any
        try:
            value = _DATED_CELLS.get(column.meaning.value, reader)(text) if column.meaning else reader(text)
            if isinstance(value, int) and unit is not None:
                value = in_fen(value, text, unit)
        except NotReadable:
            account.cell_not_understood(number, column.index, column.label, "unreadable_value")
            continue
        if mark:
            shared["mark"] = mark
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
    _show_several_months(number, shared, said_by, account)
    return shared, own


def _show_several_months(
    number: int,
    shared: dict[str, Any],
    said_by: dict[tuple[Named | None, str], list[Column]],
    account: BlockAccount,
) -> None:
    """A row of one month that counts several, or with half a period, has its amounts left out: show what says so."""
    of_period = {"start", "end"} <= shared.keys() or isinstance(shared.get("period", shared.get("month")), tuple)
    if not of_period and (shared.get("months") or 1) > 1:
        for column in said_by.get((None, "months"), []):
            account.cell_not_understood(number, column.index, column.label, "several_months")
    if "month" not in shared and ("start" in shared) != ("end" in shared):
        for column in said_by.get((None, "start"), []) + said_by.get((None, "end"), []):
            account.cell_not_understood(number, column.index, column.label, "several_months")
