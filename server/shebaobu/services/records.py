"""A member's records to look at: the month wall, and the facts with their proofs."""

from __future__ import annotations

from typing import Any

from shebaobu.domain.records import Record
from shebaobu.ledger import Fact, wall
from shebaobu.ledger.identity import kind_of
from shebaobu.services.attention import attention_of
from shebaobu.services.facts import captures_json, doubled_facts, fact_json, operation_json
from shebaobu.services.home import Home
from shebaobu.services.members import member_json
from shebaobu.services.seen import see_member
from shebaobu.storage.documents import Account

_TIMES = ("month", "year", "start", "as_of", "on", "paid_on", "settled_on", "since", "booked_month")


def show_wall(home: Home, account: Account, member_id: str) -> dict[str, Any]:
    """The month wall of a member: ``{"member": {…}, "rows": [row, …], "captures": 3, "attention": {…}}``.

    A row is ``ledger.wall.WallRow``: letters of the months, and the places of those with a sign (``asked``,
    ``conflicts``, ``changed``, ``doubled``, ``vanished``). What needs somebody is ``services.home.Attention``.
    Raises ``MemberNotFound``.
    """
    seen = see_member(home, account, member_id)
    return {
        "member": member_json(seen),
        "rows": wall(seen.ledger()),
        "captures": len(seen.captures()),
        "attention": attention_of(home, seen),
    }


def list_facts(
    home: Home, account: Account, member_id: str, insurance: str | None, year: str | None, kind: str | None
) -> dict[str, Any]:
    """The facts that the filters let through (see ``services.facts``): ``{"facts": [fact, …], "captures": {…}}``.

    Raises ``MemberNotFound``.
    """
    seen = see_member(home, account, member_id)
    ledger = seen.ledger()
    doubled = doubled_facts(ledger)
    facts = [
        fact_json(fact, doubled)
        for fact in ledger.facts
        if (insurance is None or fact.record.insurance == insurance)
        and (kind is None or kind_of(fact.record) == kind)
        and (year is None or year_of(fact.record) == year)
    ]
    proving = {proof["capture"] for fact in facts for proof in fact["proofs"]}
    return {"facts": facts, "captures": captures_json(seen, proving)}


def show_fact(home: Home, account: Account, member_id: str, name: str) -> dict[str, Any]:
    """One fact with all there is to tell of it (see ``services.facts``)::

        {"fact": fact, "operations": [those by hand that act on it now, latest first], "captures": {…}}

    Raises ``MemberNotFound``, ``FactNotFound``.
    """
    seen = see_member(home, account, member_id)
    fact, ledger = seen.fact(name), seen.ledger()
    steps = [step for step in seen.operations() if ledger.acting.get(step.id) == fact.id]
    steps.sort(key=lambda step: step.at, reverse=True)
    return {
        "fact": fact_json(fact, doubled_facts(ledger)),
        "operations": [operation_json(home, step, ledger.acting) for step in steps],
        "captures": captures_json(seen, _named(fact)),
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
