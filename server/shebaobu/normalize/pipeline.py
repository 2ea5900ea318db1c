"""From a capture to records: context, then each block by what it is, then the person, then the account."""

from __future__ import annotations

import msgspec

from shebaobu.domain.capture import Capture, Fields, Grid, Lines
from shebaobu.domain.person import Person
from shebaobu.domain.records import Record
from shebaobu.normalize.accounting import Accounted, BlockAccount
from shebaobu.normalize.context import PageContext, read_context
from shebaobu.normalize.contributions import read_contributions
from shebaobu.normalize.persons import PersonReader
from shebaobu.normalize.plans import plan_contributions


class Normalized(msgspec.Struct, kw_only=True, frozen=True):
    """What a capture says: records, whose they are, and what was done with every part of it.

    ``portal`` is the site's name where it is known.
    """

    records: list[Record]
    person: Person
    accounting: list[Accounted]
    portal: str | None = None


def normalize(capture: Capture) -> Normalized:
    """Read a capture. Pure: the same capture always gives the same answer."""
    page = read_context(capture)
    accounts = [BlockAccount(index) for index in range(len(capture.blocks))]
    records = [
        record
        for account, block in zip(accounts, capture.blocks, strict=True)
        for record in _records_of_block(block, page, account)
    ]
    person = PersonReader(page).read(capture, accounts)
    return Normalized(
        records=records,
        person=person,
        accounting=[entry for account in accounts for entry in account.entries],
        portal=page.portal.name or None,
    )


def _records_of_block(block: Grid | Fields | Lines, page: PageContext, account: BlockAccount) -> list[Record]:
    if not isinstance(block, Grid):
        return []
    plan = plan_contributions(account.block, block, page)
    if plan is not None:
        return read_contributions(plan, account)
    for index, path in enumerate(block.columns):
        account.not_understood("column", index, "unknown_table", " › ".join(path))
    return []
