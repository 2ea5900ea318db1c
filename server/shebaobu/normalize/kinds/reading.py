"""The rows of a planned table become records, and what became of each column and row is said."""

from __future__ import annotations

from shebaobu.domain.capture import Grid
from shebaobu.domain.records import Question, Record, Source
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.insurances import Named
from shebaobu.normalize.kinds.building import build, states_enough
from shebaobu.normalize.kinds.insured import insured
from shebaobu.normalize.kinds.planning import KindPlan
from shebaobu.normalize.kinds.rows import RowReader, Values, sieve_of
from shebaobu.normalize.kinds.specs import NOT_KEPT, record_class
from shebaobu.normalize.kinds.turned import turned_back
from shebaobu.normalize.text import fold, is_blank


def read_kind(plan: KindPlan, account: BlockAccount, grid: Grid) -> list[Record]:
    """The records of a page's table; what became of each column and row goes into ``account``."""
    if not plan.on_its_side:
        return _read(plan, account)
    scratch = BlockAccount(account.block)
    return turned_back(_read(plan, scratch), scratch, account, grid)


def _read(plan: KindPlan, account: BlockAccount) -> list[Record]:
    account_for_header(plan, account)
    sieve = sieve_of(plan)
    reader = RowReader(plan, account)
    records: list[Record] = []
    for number, row in enumerate(plan.rows, start=plan.first_row):
        reason = _furniture(row, plan) or sieve.reason(row)
        if reason and reason != "empty_month":
            account.ignored("row", number, reason)
            continue
        found = records_of_row(number, *reader.read(number, row), plan)
        if found:
            account.used("row", number, plan.kind)
            records += found
        elif reason:
            account.ignored("row", number, reason)
        else:
            account.not_understood("row", number, "incomplete_row")
    return records


def _furniture(row: list[str], plan: KindPlan) -> str | None:
    """Why a row is none where its first filled cell says so, whatever its column: 合计, or a note that stands alone."""
    filled = [fold(cell) for cell in row if not is_blank(cell)]
    words = plan.page.vocabulary.furniture
    if filled and filled[0] in words["total_row"]:
        return "total_row"
    if len(filled) == 1 and filled[0].startswith(words["note_row"]):
        return "note_row"
    if len(filled) == 1 and any(word in filled[0] for word in words["pager_row"]):
        return "pager_row"
    return None


def account_for_header(plan: KindPlan, account: BlockAccount) -> None:
    """Say what becomes of the columns, and of rows that turned out to be the header.

    A column of the person's own data is left to whoever reads the person.
    """
    for number in range(plan.first_row):
        account.ignored("row", number, "header_row")
    for column in plan.columns:
        if column.name is None:
            if not {fold(column.leaf), column.code} & plan.page.vocabulary.persons.keys():
                account.not_understood("column", column.index, "unknown_column", column.label)
        elif column.name == "row_number":
            account.ignored("column", column.index, "row_number", column.label)
        elif not plan.spec.takes(column.name):
            account.ignored("column", column.index, NOT_KEPT, column.label)
        else:
            account.used("column", column.index, column.name, column.label)


def records_of_row(
    number: int, shared: Values, own: dict[int, Values], plan: KindPlan, *, employer: bool = False
) -> list[Record]:
    """The records that the values of one row state: of each insurance side by side, or of the whole row."""
    rows: list[tuple[Named | None, Values]] = [(None, shared)]
    if own:
        shared.pop("insurance", None)
        rows = [(plan.beside[position], {**shared, **values}) for position, values in sorted(own.items())]
    return [
        record
        for column, values in rows
        if states_enough(values, plan)
        for record in _records(number, values, column, plan, employer=employer)
    ]


def _records(number: int, values: Values, column: Named | None, plan: KindPlan, *, employer: bool) -> list[Record]:
    of = insured(values, column, plan, employer=employer)
    make = record_class(plan.kind)
    records: list[Record] = []
    for fields in build(values, plan):
        questions = [of.question] if of.question else []
        asked = _which_way(fields, plan)
        answer = plan.page.inquiry.answer(asked) if asked else None
        if answer:
            fields["direction"] = answer
        elif asked:
            questions.append(asked)
        records.append(
            make(
                **{
                    **_place_of_page(plan),
                    **fields,
                    "insurance": of.code,
                    "insurance_text": of.text,
                    "source": Source(block=plan.block, row=number),
                    "questions": tuple(questions),
                }
            )
        )
    return records


def _place_of_page(plan: KindPlan) -> Values:
    """The place that the page names once for all, which of a transfer is one of two."""
    pool = None if plan.kind == "transfer" else plan.page.pool_of(plan.block)
    return {"pool": pool} if pool else {}


def _which_way(fields: Values, plan: KindPlan) -> Question | None:
    """Asked of money that came in or went out, where the page does not say which."""
    if plan.kind != "account_entry" or "direction" in fields or not fields.get("amount"):
        return None
    column = next((column.index for column in plan.columns if column.name == "turnover"), None)
    return plan.ask("direction", ("in", "out"), column=column)
