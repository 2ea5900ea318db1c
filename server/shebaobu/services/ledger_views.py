"""What there is to see of a ledger beside its facts: what changed, what is in conflict, and the totals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from shebaobu.errors import DateRefused
from shebaobu.ledger import Change, Fact, InsuranceTotals, Stated, all_changes, last_sitting, totals
from shebaobu.ledger.totals import Doubled
from shebaobu.services.facts import (
    CaptureBrief,
    ChangeTold,
    captures_told,
    change_told,
    doubled_facts,
    fact_told,
)
from shebaobu.services.home import Home
from shebaobu.services.records import Facts
from shebaobu.services.seen import see_member
from shebaobu.storage.documents import Account


class Changes(TypedDict):
    """Changes, the latest first, and the captures that showed them by id.

    ``since`` is the day or the time from which they are shown, null where nobody has looked; ``looked_before`` the time
    of the last look before the latest ones.
    """

    since: str | None
    looked_before: str | None
    changes: list[ChangeTold]
    captures: dict[str, CaptureBrief]


class StatedTold(TypedDict):
    """What the office states, and our own sum of the same; months, or fen for ``personal_total`` and ``balance``.

    ``what`` is months_total, months_deemed, lump_sum_months, personal_total or balance; ``basis`` is account_year
    where a balance is held against the closing of its year, else contributions, whose sum has no interest and no
    spending in it. ``own`` is null where there is nothing to compare with.
    """

    what: str
    value: int
    own: int | None
    difference: int | None
    differs: bool
    pool: str | None
    as_of: str | None
    basis: str
    fact: str | None
    capture: str | None


class Finding(StatedTold):
    """Something stated that differs from our own sum, with its insurance."""

    insurance: str | None


class InsuranceTold(TypedDict):
    """The sums of one insurance, money in fen.

    ``months`` counts each calendar month once; ``unstated`` of them have no stated state, so that the office may
    count them or not, ``deemed`` are deemed; ``open`` are not paid, ``disputed`` are in conflict, and neither counts.
    """

    insurance: str | None
    months: int
    unstated: int
    deemed: int
    open: int
    disputed: int
    first: str | None
    last: str | None
    employer_total: int
    personal_total: int
    account_total: int
    doubled: list[Doubled]
    stated: list[StatedTold]


class Totals(TypedDict):
    """Our own sums beside what the office states, which of that differs, and the captures that prove it by id."""

    insurances: list[InsuranceTold]
    findings: list[Finding]
    captures: dict[str, CaptureBrief]


def show_changes(home: Home, account: Account, member_id: str, since: str | None) -> Changes:
    """What changed since a day (``YYYY-MM-DD``), or at the latest look where none is given.

    Raises ``MemberNotFound``, ``DateRefused``.
    """
    seen = see_member(home, account, member_id)
    ledger = seen.ledger()
    sitting = last_sitting(ledger)
    changes = all_changes(ledger)
    if since is not None:
        day = _day(since)
        shown = [(fact, change) for fact, change in changes if change.time.date() >= day]
    else:
        shown = [(f, change) for f, change in changes if sitting is None or change.time >= sitting.first.time]
    return {
        "since": since or (sitting.first.at if sitting else None),
        "looked_before": sitting.before.at if sitting and sitting.before else None,
        "changes": [change_told(fact, change) for fact, change in shown],
        "captures": captures_told(seen, _named(shown)),
    }


def list_conflicts(home: Home, account: Account, member_id: str) -> Facts:
    """The facts with values on which sources disagree; raises ``MemberNotFound``."""
    seen = see_member(home, account, member_id)
    ledger = seen.ledger()
    found = [fact for fact in ledger.facts if fact.conflicts]
    doubled = doubled_facts(ledger) if found else set()
    named = {said.capture for fact in found for conflict in fact.conflicts for said in conflict.said}
    named |= {proof.capture for fact in found for proof in fact.proofs}
    return {
        "facts": [fact_told(seen, fact, doubled) for fact in found],
        "captures": captures_told(seen, named),
    }


def show_totals(home: Home, account: Account, member_id: str) -> Totals:
    """Our own sums beside what the office states; raises ``MemberNotFound``."""
    seen = see_member(home, account, member_id)
    ledger = seen.ledger()
    found = totals(ledger, [page.source for page in seen.pages()])
    shown = [_insurance_told(one) for one in found]
    findings: list[Finding] = [
        {**said, "insurance": one["insurance"]} for one in shown for said in one["stated"] if said["differs"]
    ]
    facts = {said.fact for one in found for said in one.stated if said.fact}
    proving = {proof.capture for fact in ledger.facts if fact.id in facts for proof in fact.proofs}
    proving |= {said.capture for one in found for said in one.stated if said.capture}
    return {"insurances": shown, "findings": findings, "captures": captures_told(seen, proving)}


def _insurance_told(one: InsuranceTotals) -> InsuranceTold:
    return {
        "insurance": one.insurance,
        "months": one.months,
        "unstated": one.unstated,
        "deemed": one.deemed,
        "open": one.open,
        "disputed": one.disputed,
        "first": one.first,
        "last": one.last,
        "employer_total": one.employer_total,
        "personal_total": one.personal_total,
        "account_total": one.account_total,
        "doubled": one.doubled,
        "stated": [_stated_told(said) for said in one.stated],
    }


def _stated_told(said: Stated) -> StatedTold:
    return {
        "what": said.what,
        "value": said.value,
        "own": said.own,
        "difference": said.difference,
        "differs": said.differs,
        "pool": said.pool,
        "as_of": said.as_of,
        "basis": said.basis,
        "fact": said.fact,
        "capture": said.capture,
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DateRefused() from None


def _named(shown: Iterable[tuple[Fact, Change]]) -> set[str]:
    return {name for _, change in shown for name in (change.capture, change.operation) if name}
