"""Label-value panels that state records: a panel is a table of one row, or of one row a repeated set of labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from shebaobu.domain.capture import Fields, Grid
from shebaobu.domain.records import Record
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.cells import NotReadable, read_money
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.foreign import foreign_to_person
from shebaobu.normalize.identity import of_several, person_label
from shebaobu.normalize.kinds import KindPlan, RowReader, Values, marked, plan_panel, records_of_row
from shebaobu.normalize.kinds.enrolled import enrolments_of, stands_beside
from shebaobu.normalize.kinds.labels import KindColumn
from shebaobu.normalize.kinds.specs import NOT_KEPT
from shebaobu.normalize.labels import meaning_of_code, meaning_of_label
from shebaobu.normalize.text import fold, is_blank, split_brackets

ReadGrid = Callable[[Grid, BlockAccount], list[Record]]


class Cards(msgspec.Struct, kw_only=True, frozen=True):
    """A panel as a table; ``pairs`` has the pair that each cell of each row came from, or None."""

    grid: Grid
    pairs: list[list[int | None]]


def read_panel(fields: Fields, page: PageContext, account: BlockAccount, read_grid: ReadGrid) -> list[Record]:
    """The records of a panel; the fields they were read from are accounted for."""
    cards = as_cards(fields)
    if not cards.grid.rows or _of_several(cards.grid, page) or _is_foreign(fields, page, account):
        return []
    records: list[Record] = []
    amounts = _states_amounts(cards.grid, page)
    plans = plan_panel(account.block, cards.grid, page, states_amounts=amounts)
    for plan in plans:
        scratch = BlockAccount(account.block)
        found = _records(plan, scratch)
        if found:
            used = {
                column.index: column.name
                for column in plan.columns
                if column.name and plan.spec.takes(column.name) and not _of_person_too(column, page)
            }
            _carry(scratch, account, cards, used, found)
            records += [_from_pair(record, cards) for record in found]
    if amounts and not any(marked(plan) for plan in plans):
        scratch = BlockAccount(account.block)
        told = {type(record) for record in records}
        found = [record for record in read_grid(cards.grid, scratch) if type(record) not in told]
        if found:
            used = {entry.index: entry.meaning for entry in scratch.entries if entry.part == "column" and entry.meaning}
            _carry(scratch, account, cards, used, found)
            records += [_from_pair(record, cards) for record in found]
    if records:
        _left_out(plans, account, cards, page)
    return records


def _of_person_too(column: KindColumn, page: PageContext) -> bool:
    """Whether a label is left to whoever reads the person: the employer of an enrolment is the person's employer."""
    return column.name == "employer" and person_label(column.leaf, column.code, page.vocabulary) == "employer"


def _is_foreign(fields: Fields, page: PageContext, account: BlockAccount) -> bool:
    """Whether a panel is of no person's insurance; its fields are then shown with the reason, but for the person's."""
    why = foreign_to_person(fields.path, [label for label, _ in fields.pairs], page)
    for index, (label, text) in enumerate(fields.pairs):
        if why and not is_blank(text) and person_label(label, "", page.vocabulary) is None:
            account.not_understood("field", index, why, label)
    return why is not None


def _of_several(grid: Grid, page: PageContext) -> bool:
    account = BlockAccount(0)
    for number in range(len(grid.rows)):
        account.used("row", number, "card")
    return of_several(grid, page, account)


def as_cards(fields: Fields) -> Cards:
    """The table that a panel is: a new row begins where the first of its repeated labels comes again.

    Labels before the first repeated one belong to every row.
    """
    names = [fold(label) for label, _ in fields.pairs]
    codes = fields.codes if len(fields.codes) == len(names) else [""] * len(names)
    first = next((name for name in names if names.count(name) > 1), None)
    starts = [at for at, name in enumerate(names) if name == first] if first is not None else [0]
    columns: list[str] = []
    header: list[tuple[str, str]] = []
    for at, name in enumerate(names):
        if name not in columns:
            columns.append(name)
            header.append((fields.pairs[at][0], codes[at]))
    rows: list[list[str]] = []
    pairs: list[list[int | None]] = []
    for start, end in zip(starts, [*starts[1:], len(names)], strict=True):
        row = [""] * len(columns)
        origin: list[int | None] = [None] * len(columns)
        for at in (*range(starts[0]), *range(start, end)):
            place = columns.index(names[at])
            if origin[place] is None:
                row[place], origin[place] = fields.pairs[at][1], at
        rows.append(row)
        pairs.append(origin)
    grid = Grid(
        path=fields.path,
        columns=[[label] for label, _ in header],
        rows=rows if names else [],
        codes=[code for _, code in header] if any(codes) else [],
    )
    return Cards(grid=grid, pairs=pairs)


def _records(plan: KindPlan, account: BlockAccount) -> list[Record]:
    reader = RowReader(plan, account)
    records: list[Record] = []
    for number, row in enumerate(plan.rows):
        shared, own = reader.read(number, row)
        around = stands_beside(plan.page, plan.spec) if plan.kind == "enrolment" else {}
        for values in enrolments_of(shared, plan):
            said = {**around, **_state_of_heading(plan, values), **values}
            employer = "employer" in around or values.get("of_employee", False)
            records += records_of_row(number, said, own, plan, employer=employer)
    return records


def _state_of_heading(plan: KindPlan, values: Values) -> Values:
    """The state that ends a panel's heading (异地就医备案 备案成功), where the panel is one record and states none."""
    words = plan.grid.path[-1].split() if plan.grid.path else []
    said = plan.spec.said.get("status")
    if said is None or len(plan.rows) > 1 or len(words) < 2 or "status_text" in values:
        return {}
    code = plan.spec.value("status", words[-1])
    return {"status": code, "status_text": words[-1]} if code else {}


def _states_amounts(grid: Grid, page: PageContext) -> bool:
    """Whether a panel holds money of a contribution: a query form has months and insurances too, but no money."""
    codes = grid.codes or [""] * len(grid.columns)
    for place, (path, code) in enumerate(zip(grid.columns, codes, strict=True)):
        label = split_brackets(fold(path[-1]))[0]
        meaning = meaning_of_label(label, [], page.vocabulary, page.portal) or meaning_of_code(code, page.vocabulary)
        if meaning and meaning.name in page.vocabulary.money_fields and any(_is_money(row[place]) for row in grid.rows):
            return True
    return False


def _is_money(text: str) -> bool:
    if is_blank(text):
        return False
    try:
        read_money(text)
    except NotReadable:
        return False
    return True


def _carry(
    scratch: BlockAccount, account: BlockAccount, cards: Cards, used: dict[int, str], found: list[Record]
) -> None:
    """The fates of the table's cells become those of the panel's fields; a blank field is left to others."""
    rows = {record.source.row for record in found if record.source}
    refused = {(entry.row, entry.index): entry for entry in scratch.entries if entry.part == "cell"}
    ignored = {entry.index: entry for entry in scratch.entries if entry.part == "column" and entry.use == "ignored"}
    for number, place, pair in _filled(cards, account):
        label = cards.grid.columns[place][0]
        entry = refused.get((number, place))
        if entry is not None:
            account.not_understood("field", pair, entry.why or "unreadable_value", label)
        elif number in rows and place in used:
            account.used("field", pair, used[place], label)
        elif number in rows and place in ignored:
            account.ignored("field", pair, ignored[place].why or NOT_KEPT, label)


def _left_out(plans: list[KindPlan], account: BlockAccount, cards: Cards, page: PageContext) -> None:
    """Fields that the kinds of this panel know and do not keep, unless they are the person's."""
    known = {column.index for plan in plans for column in plan.columns if column.name == NOT_KEPT}
    for _, place, pair in _filled(cards, account):
        label = cards.grid.columns[place][0]
        if place in known and person_label(label, "", page.vocabulary) in (None, NOT_KEPT):
            account.ignored("field", pair, NOT_KEPT, label)


def _filled(cards: Cards, account: BlockAccount) -> Iterator[tuple[int, int, int]]:
    """Row, place and pair of the filled fields whose fate is still open."""
    for number, origin in enumerate(cards.pairs):
        for place, pair in enumerate(origin):
            filled = pair is not None and not is_blank(cards.grid.rows[number][place])
            if pair is not None and filled and not account.settled("field", pair):
                yield number, place, pair


def _from_pair(record: Record, cards: Cards) -> Record:
    """The record with the first field of its own card as its source."""
    if record.source is None:
        return record
    row = record.source.row
    before = set(cards.pairs[row - 1]) if row else set()
    first = min(pair for pair in cards.pairs[row] if pair is not None and pair not in before)
    return msgspec.structs.replace(record, source=msgspec.structs.replace(record.source, row=first))
