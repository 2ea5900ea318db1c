"""A member's records to look at: the month wall, and the facts with their proofs."""

from __future__ import annotations

from typing import TypedDict

from shebaobu.domain.records import Record
from shebaobu.ledger import Fact, WallRow, wall
from shebaobu.ledger.identity import kind_of
from shebaobu.services.attention import Attention, attention
from shebaobu.services.facts import (
    CaptureBrief,
    FactTold,
    OperationTold,
    captures_told,
    doubled_facts,
    fact_told,
    operation_told,
)
from shebaobu.services.home import Home
from shebaobu.services.kept import kept
from shebaobu.services.members import MemberShown, member_shown
from shebaobu.services.seen import SeenMember, see_member
from shebaobu.storage.documents import Account

_TIMES = ("month", "year", "start", "as_of", "on", "paid_on", "settled_on", "since", "booked_month")


class Wall(TypedDict):
    """The month wall of a member, the number of captures, and what needs somebody."""

    member: MemberShown
    rows: list[WallRow]
    captures: int
    attention: Attention


class Facts(TypedDict):
    """Facts, and the captures that prove them by id."""

    facts: list[FactTold]
    captures: dict[str, CaptureBrief]


class FactShown(TypedDict):
    """One fact, the steps by hand that act on it now, the latest first, and the captures that it tells of by id."""

    fact: FactTold
    operations: list[OperationTold]
    captures: dict[str, CaptureBrief]


def show_wall(home: Home, account: Account, member_id: str) -> Wall:
    """The month wall of a member; raises ``MemberNotFound``."""
    seen = see_member(home, account, member_id)
    rows, captures = kept(home, seen, _months)
    return {
        "member": member_shown(seen),
        "rows": rows,
        "captures": captures,
        "attention": kept(home, seen, attention),
    }


def _months(seen: SeenMember) -> tuple[list[WallRow], int]:
    return wall(seen.ledger()), len(seen.captures())


def list_facts(
    home: Home, account: Account, member_id: str, insurance: str | None, year: str | None, kind: str | None
) -> Facts:
    """The facts that the filters let through; raises ``MemberNotFound``."""
    seen = see_member(home, account, member_id)
    ledger = seen.ledger()
    doubled = doubled_facts(ledger)
    facts = [
        fact_told(seen, fact, doubled)
        for fact in ledger.facts
        if (insurance is None or fact.record.insurance == insurance)
        and (kind is None or kind_of(fact.record) == kind)
        and (year is None or year_of(fact.record) == year)
    ]
    proving = {proof["capture"] for fact in facts for proof in fact["proofs"]}
    return {"facts": facts, "captures": captures_told(seen, proving)}


def show_fact(home: Home, account: Account, member_id: str, name: str) -> FactShown:
    """One fact with all there is to tell of it; raises ``MemberNotFound``, ``FactNotFound``."""
    seen = see_member(home, account, member_id)
    fact, ledger = seen.fact(name), seen.ledger()
    steps = [step for step in seen.operations() if ledger.acting.get(step.id) == fact.id]
    steps.sort(key=lambda step: step.at, reverse=True)
    return {
        "fact": fact_told(seen, fact, doubled_facts(ledger)),
        "operations": [operation_told(home, seen, step, ledger.acting) for step in steps],
        "captures": captures_told(seen, _named(fact)),
    }


def _named(fact: Fact) -> set[str]:
    """The captures and steps by hand that a fact tells of."""
    named = {proof.capture for proof in fact.proofs}
    named |= {said.capture for conflict in fact.conflicts for said in conflict.said}
    return named | {one for change in fact.history for one in (change.capture, change.operation) if one}


def year_of(record: Record) -> str | None:
    """The calendar year that a record belongs to, None where it tells no time."""
    for name in _TIMES:
        value = getattr(record, name, None)
        if value is not None:
            return str(value)[:4]
    return None
