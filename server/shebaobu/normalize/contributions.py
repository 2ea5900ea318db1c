"""Grids of contributions: a row a month or a period, one insurance a row or several side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from shebaobu.domain.insurance import INSURANCES
from shebaobu.domain.records import Question, Record, Source
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.cells import NotReadable
from shebaobu.normalize.drafts import Draft
from shebaobu.normalize.headers import Column
from shebaobu.normalize.insurances import Named, named_exactly, named_within
from shebaobu.normalize.payers import merge_payers
from shebaobu.normalize.periods import amounts_cover, records_of
from shebaobu.normalize.plans import Plan, account_for_header
from shebaobu.normalize.rows import RowSieve
from shebaobu.normalize.text import is_blank

_CONTRADICTED = object()


def read_contributions(plan: Plan, account: BlockAccount) -> list[Record]:
    """The records of a table of contributions; what became of each column and row goes into ``account``."""
    account_for_header(plan, account)
    sieve = RowSieve(plan.columns, plan.page.vocabulary)
    drafts: list[Draft] = []
    for number, row in enumerate(plan.rows, start=plan.first_row):
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
    cover = amounts_cover(plan.columns, plan.page)
    return _month_by_month(merge_payers(drafts), plan.block, cover)


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


def _drafts(number: int, row: list[str], plan: Plan, account: BlockAccount) -> Iterator[Draft]:
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
    number: int, row: list[str], plan: Plan, account: BlockAccount
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


def _insurance_of_row(values: dict[str, Any], plan: Plan) -> Named | None:
    words = values.pop("insurance", None)
    if words is None:
        return plan.of_table
    page = plan.page
    named = named_exactly(words, page.vocabulary, page.portal) or named_within(words, page.vocabulary)
    if named is None:
        return Named(text=words, choices=INSURANCES)
    return msgspec.structs.replace(named, text=words)


def _settle_payer(number: int, values: dict[str, Any], plan: Plan, account: BlockAccount) -> None:
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


def _draft(number: int, named: Named | None, values: dict[str, Any], plan: Plan) -> Draft:
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


def _settle_words(values: dict[str, Any], plan: Plan) -> None:
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
