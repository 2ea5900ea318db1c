"""From a capture to records: context, then each block by what it is, then the person, then the account."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec

from shebaobu.domain.capture import Block, Capture, Fields, Grid
from shebaobu.domain.person import Person
from shebaobu.domain.reading import Reading
from shebaobu.domain.records import Question, Record
from shebaobu.normalize.accounting import Accounted, BlockAccount
from shebaobu.normalize.checks import Check
from shebaobu.normalize.context import PageContext, read_contexts
from shebaobu.normalize.contributions import read_contributions
from shebaobu.normalize.foreign import are_offered, foreign_to_person
from shebaobu.normalize.headers import with_header_found
from shebaobu.normalize.identity import of_relatives, of_several
from shebaobu.normalize.kinds import plan_kind, read_kind
from shebaobu.normalize.kinds.card_heads import heads_from_labels
from shebaobu.normalize.kinds.steps import with_steps
from shebaobu.normalize.lines import read_lines
from shebaobu.normalize.panels import read_panel
from shebaobu.normalize.persons import PersonReader
from shebaobu.normalize.plans import plan_contributions
from shebaobu.normalize.prose import with_prose
from shebaobu.normalize.several import Clue, are_several, clues_of_records, refuse


class Normalized(msgspec.Struct, kw_only=True, frozen=True):
    """What a capture says: records, whose they are, and what was done with every part of it.

    ``asked`` are all questions of the page, ``answered`` the readings that settled some of them. ``checks`` are
    the comparisons that the page allowed. ``portal`` is the site's name where it is known.
    """

    records: list[Record]
    person: Person
    accounting: list[Accounted]
    asked: list[Question] = []
    answered: list[Reading] = []
    checks: list[Check] = []
    portal: str | None = None


def normalize(capture: Capture, readings: Sequence[Reading] = ()) -> Normalized:
    """Read a capture, with what the family answered about its layouts. Pure: the same always gives the same."""
    pages = read_contexts(capture, readings)
    page = pages[0]
    checks: list[Check] = []
    accounts = [BlockAccount(index) for index in range(len(capture.blocks))]
    # What rows state comes before what panels sum up, each in the order of the page.
    rows_first = sorted(zip(accounts, capture.blocks, strict=True), key=lambda part: isinstance(part[1], Fields))
    records = [
        record
        for account, block in rows_first
        for record in _records_of_block(block, pages[block.page], account, checks)
    ]
    records = with_prose(with_steps(records, capture, accounts), capture, pages, accounts)
    clues = clues_of_records(capture, records, page, accounts)
    if are_several(list(clues.values())):
        for index in {index for index, _ in clues}:
            refuse(capture.blocks[index], accounts[index])
            page.inquiry.forget(index)
        records, checks = [], []
    whose = next(iter(clues.values()), Clue())
    person = PersonReader(page, whose).read(capture, accounts)
    return Normalized(
        records=records,
        person=person,
        accounting=[entry for account in accounts for entry in account.entries],
        asked=list(dict.fromkeys([*page.inquiry.asked, *(asked for record in records for asked in record.questions)])),
        answered=page.inquiry.answered,
        checks=checks,
        portal=page.portal.name or None,
    )


def _records_of_block(block: Block, page: PageContext, account: BlockAccount, checks: list[Check]) -> list[Record]:
    read_grid = partial(_records_of_grid, page=page, checks=checks)
    if isinstance(block, Grid):
        return read_grid(block, account)
    if isinstance(block, Fields):
        return read_panel(block, page, account, read_grid)
    return read_lines(block, page, account, read_grid)


def _records_of_grid(grid: Grid, account: BlockAccount, *, page: PageContext, checks: list[Check]) -> list[Record]:
    """The records of a table; none of an unknown one, nor of one that is of no person or of several."""
    shape = heads_from_labels(grid, page)
    if shape is not None:
        scratch = BlockAccount(account.block)
        told = _records_of_grid(shape.grid, scratch, page=page, checks=checks)
        shape.carry(scratch, account, grid)
        return [shape.record(record) for record in told]
    records: list[Record] = []
    found: list[Check] = []
    header = with_header_found(grid, page.vocabulary)[0].columns
    why = foreign_to_person(grid.path, [path[-1] for path in header if path], page)
    kind = None if why else plan_kind(account.block, grid, page)
    if kind is not None:
        records = read_kind(kind, account, grid)
    elif why is None and (plan := plan_contributions(account.block, grid, page)):
        records, found = read_contributions(plan, account)
    else:
        why = why or "unknown_table"
    of_others = of_relatives(grid, page) or of_several(grid, page, account)
    if records and of_others and not (kind and kind.spec.about_others):
        why = "several_persons"
    elif are_offered(records):
        why = "rules"
    if why is None:
        checks += found
        return records
    account.entries.clear()
    page.inquiry.forget(account.block)
    for index, path in enumerate(grid.columns):
        account.not_understood("column", index, why, " › ".join(path))
    return []
