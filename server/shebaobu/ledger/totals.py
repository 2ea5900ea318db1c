"""Months and money added up, beside what the office itself totals.

A calendar month of an insurance counts once, in however many places it was paid; both places stay visible. What the
office states is never put in place of the sums, nor the other way round: where they differ, the difference is told
with what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import msgspec

from shebaobu.domain.insurance import display_order
from shebaobu.domain.records import AccountBalance, AccountYear, Contribution, Statement
from shebaobu.ledger.facts import Fact, Ledger
from shebaobu.ledger.looks import CaptureSource
from shebaobu.ledger.names import places_fit

_COUNTING = {"paid", "transferred_in", "exempted"}
_NOT_SAID = {None, "unknown"}
_NO_MONTH_OF_ITS_OWN = {"refund", "adjustment"}
_REVERSED = {"reversal", "reversed"}
_AMOUNTS = ("base", "employer_amount", "personal_amount", "total")
_STATED = ("months_total", "months_deemed", "lump_sum_months", "personal_total")


class Doubled(msgspec.Struct, kw_only=True, frozen=True):
    """A month that counts once and was paid in several places; ``facts`` are the names of what says so."""

    month: str
    pools: list[str]
    facts: list[str]


class Stated(msgspec.Struct, kw_only=True, frozen=True):
    """What the office states, and our own sum of the same; months, or fen for ``personal_total`` and ``balance``.

    ``own`` is None where nothing can be compared, ``differs`` then False. ``basis`` says what the own sum is made of:
    ``contributions`` or ``account_year``. ``fact`` is the name of the fact that states it, else ``capture`` showed it
    beside the person.
    """

    what: str
    value: int
    own: int | None
    differs: bool
    pool: str | None = None
    as_of: str | None = None
    basis: str = "contributions"
    fact: str | None = None
    capture: str | None = None

    @property
    def difference(self) -> int | None:
        """How much more the office states."""
        return None if self.own is None else self.value - self.own


class InsuranceTotals(msgspec.Struct, kw_only=True):
    """The sums of one insurance, money in fen.

    ``months`` count each once; ``unstated`` of them have no stated state, ``deemed`` are deemed. ``open`` are on record
    and not (yet) paid, ``disputed`` have a state on which sources disagree, and neither counts.
    """

    insurance: str | None
    months: int = 0
    unstated: int = 0
    deemed: int = 0
    open: int = 0
    disputed: int = 0
    first: str | None = None
    last: str | None = None
    employer_total: int = 0
    personal_total: int = 0
    account_total: int = 0
    doubled: list[Doubled] = []
    stated: list[Stated] = []


def totals(ledger: Ledger, captures: Iterable[CaptureSource] = ()) -> list[InsuranceTotals]:
    """The sums of each insurance in display order; ``captures`` tell what pages state beside the person."""
    by_insurance: dict[str | None, list[Fact]] = {}
    for fact in ledger.facts:
        if fact.vanished is None:
            by_insurance.setdefault(fact.record.insurance, []).append(fact)
    found = [_of_insurance(insurance, facts) for insurance, facts in by_insurance.items()]
    for beside in _beside_person(captures):
        _add_beside_person(found, by_insurance, beside)
    return sorted((one for one in found if one.months or one.open or one.stated), key=_order)


def doubled_months(facts: Iterable[Fact]) -> list[Doubled]:
    """The months that one insurance was paid for in places that cannot be one."""
    by_month: dict[str, list[Fact]] = {}
    for fact in facts:
        record = fact.record
        if isinstance(record, Contribution) and record.month and record.pool and _counts(fact):
            by_month.setdefault(record.month, []).append(fact)
    return [doubled for month, same in sorted(by_month.items()) if (doubled := _doubled(month, same))]


def _order(one: InsuranceTotals) -> int:
    return display_order(one.insurance)


def _doubled(month: str, facts: Sequence[Fact]) -> Doubled | None:
    pools: list[str] = []
    for fact in facts:
        pool = str(fact.record.pool)
        if not any(places_fit(pool, other) for other in pools):
            pools.append(pool)
    return Doubled(month=month, pools=pools, facts=[fact.id for fact in facts]) if len(pools) > 1 else None


def _counts(fact: Fact) -> bool:
    """Whether a contribution makes its month count."""
    record = fact.record
    if not isinstance(record, Contribution) or fact.vanished or _disputed(fact):
        return False
    if record.pay_type in _NO_MONTH_OF_ITS_OWN or record.reversal in _REVERSED:
        return False
    if record.status in _NOT_SAID:
        amounts = [amount for name in _AMOUNTS if (amount := getattr(record, name)) is not None]
        return not amounts or any(amounts)
    return record.status in _COUNTING


def _disputed(fact: Fact) -> bool:
    return any(conflict.field in ("status", "presence") for conflict in fact.conflicts)


def _of_insurance(insurance: str | None, facts: Sequence[Fact]) -> InsuranceTotals:
    monthly = [fact for fact in facts if isinstance(fact.record, Contribution) and fact.record.month]
    counted = [fact for fact in monthly if _counts(fact)]
    months = _months(counted)
    said = _months(fact for fact in counted if _contribution(fact).status not in _NOT_SAID)
    deemed = _months(fact for fact in counted if _contribution(fact).pay_type == "deemed")
    disputed = _months(fact for fact in monthly if _disputed(fact)) - months
    kept = [_contribution(fact) for fact in monthly if _keeps_money(fact)]
    return InsuranceTotals(
        insurance=insurance,
        months=len(months),
        unstated=len(months - said),
        deemed=len(deemed),
        open=len(_months(monthly) - months - disputed),
        disputed=len(disputed),
        first=min(months, default=None),
        last=max(months, default=None),
        employer_total=sum(record.employer_amount or 0 for record in kept),
        personal_total=sum(record.personal_amount or 0 for record in kept),
        account_total=sum(_to_account(record) for record in kept),
        doubled=doubled_months(counted),
        stated=[stated for fact in facts for stated in _stated(fact, facts)],
    )


def _contribution(fact: Fact) -> Contribution:
    return cast(Contribution, fact.record)


def _months(facts: Iterable[Fact]) -> set[str]:
    return {month for fact in facts if (month := _contribution(fact).month)}


def _keeps_money(fact: Fact) -> bool:
    """Whether the amounts of a contribution were paid: adjustments and reversals too, which cancel others."""
    return not _disputed(fact) and _contribution(fact).status in {*_COUNTING, *_NOT_SAID, "partial"}


def _to_account(record: Contribution) -> int:
    if record.account_amount is not None:
        return record.account_amount
    return (record.personal_amount or 0) + (record.employer_to_account or 0)


def _stated(fact: Fact, facts: Sequence[Fact]) -> list[Stated]:
    record = fact.record
    if isinstance(record, AccountBalance) and record.balance is not None:
        return [_balance(fact, record, facts)]
    if not isinstance(record, Statement):
        return []
    until = (record.as_of or fact.seen[-1][0].at)[:7]
    paid = [one for one in facts if isinstance(one.record, Contribution) and _lies(one, until, record.pool)]
    return [
        _compared(fact, name, value, paid, as_of=record.as_of, pool=record.pool)
        for name in _STATED
        if (value := getattr(record, name)) is not None
    ]


def _lies(fact: Fact, until: str, pool: str | None) -> bool:
    """Whether a contribution is among those that a statement of a place, as of a month, is about."""
    record = _contribution(fact)
    there = pool is None or record.pool is None or places_fit(pool, record.pool)
    return there and record.month is not None and record.month <= until


def _compared(
    fact: Fact | None, what: str, value: int, paid: Sequence[Fact], *, as_of: str | None, pool: str | None = None
) -> Stated:
    least, most = _own(what, paid)
    comparable = bool(paid)
    return Stated(
        what=what,
        value=value,
        own=most if comparable else None,
        differs=comparable and not least <= value <= most,
        pool=pool,
        as_of=as_of,
        fact=fact.id if fact else None,
    )


def _own(what: str, paid: Sequence[Fact]) -> tuple[int, int]:
    """The least and the most that our own sum can be: months whose state no page says may count or not."""
    if what == "personal_total":
        total = sum(_contribution(fact).personal_amount or 0 for fact in paid if _keeps_money(fact))
        return total, total
    wanted = {"months_deemed": "deemed", "lump_sum_months": "lump_sum"}.get(what)
    counted = [fact for fact in paid if _counts(fact) and (not wanted or _contribution(fact).pay_type == wanted)]
    said = [fact for fact in counted if _contribution(fact).status not in _NOT_SAID]
    return len(_months(said)), len(_months(counted))


def _balance(fact: Fact, record: AccountBalance, facts: Sequence[Fact]) -> Stated:
    """A balance beside the closing of the account's year where that is known, else beside what was paid in."""
    as_of = record.as_of or fact.seen[-1][0].at[:10]
    closings = {
        one.record.year: one.record.closing
        for one in facts
        if isinstance(one.record, AccountYear) and one.record.closing is not None
    }
    own: int | None
    basis = "contributions"
    if as_of[4:] in ("", "-12", "-12-31") and (closing := closings.get(int(as_of[:4]))) is not None:
        own, basis = closing, "account_year"
    else:
        paid = [one for one in facts if isinstance(one.record, Contribution) and _lies(one, as_of[:7], record.pool)]
        own = sum(_to_account(_contribution(one)) for one in paid if _keeps_money(one)) if paid else None
    balance = record.balance or 0
    return Stated(
        what="balance",
        value=balance,
        own=own,
        differs=own is not None and own != balance,
        pool=record.pool,
        as_of=record.as_of,
        basis=basis,
        fact=fact.id,
    )


def _beside_person(captures: Iterable[CaptureSource]) -> list[CaptureSource]:
    """The latest capture of each source that states months beside the person and is about one insurance."""
    latest: dict[str, CaptureSource] = {}
    for capture in captures:
        if capture.months_stated is None:
            continue
        known = latest.get(capture.source)
        if known is None or capture.last_read > known.last_read:
            latest[capture.source] = capture
    return [latest[source] for source in sorted(latest)]


def _add_beside_person(
    found: list[InsuranceTotals], by_insurance: dict[str | None, list[Fact]], capture: CaptureSource
) -> None:
    named = {record.insurance for record in capture.records if isinstance(record, Contribution)}
    insurance = named.pop() if len(named) == 1 else None
    at = capture.last_read.date().isoformat()
    paid = [
        fact
        for fact in by_insurance.get(insurance, ())
        if insurance and isinstance(fact.record, Contribution) and _lies(fact, at[:7], None)
    ]
    stated = _compared(None, "months_total", capture.months_stated or 0, paid, as_of=at)
    stated = msgspec.structs.replace(stated, capture=capture.id)
    own = next((one for one in found if one.insurance == insurance), None)
    if own is None:
        own = InsuranceTotals(insurance=insurance)
        found.append(own)
    own.stated = [*own.stated, stated]
