"""Months and money added up, beside what the office itself totals.

A calendar month of an insurance counts once, in however many places it was paid; both places stay visible. What the
office states is never put in place of the sums, nor the other way round: where they differ, the difference is told
with what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from shebaobu.domain.insurance import display_order
from shebaobu.domain.records import Contribution
from shebaobu.ledger.counting import (
    contribution,
    counts,
    is_disputed,
    keeps_money,
    months_of,
    says_its_state,
    to_account,
)
from shebaobu.ledger.facts import Fact, Ledger
from shebaobu.ledger.looks import CaptureSource
from shebaobu.ledger.names import places_fit
from shebaobu.ledger.stated import Stated, stated_beside_person, stated_in


class Doubled(msgspec.Struct, kw_only=True, frozen=True):
    """A month that counts once and was paid in several places; ``facts`` are the names of what says so."""

    month: str
    pools: list[str]
    facts: list[str]


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
    for insurance, stated in stated_beside_person(captures, by_insurance):
        own = next((one for one in found if one.insurance == insurance), None)
        if own is None:
            own = InsuranceTotals(insurance=insurance)
            found.append(own)
        own.stated = [*own.stated, stated]
    return sorted((one for one in found if one.months or one.open or one.stated), key=_order)


def doubled_months(facts: Iterable[Fact]) -> list[Doubled]:
    """The months that one insurance was paid for in places that cannot be one."""
    by_month: dict[str, list[Fact]] = {}
    for fact in facts:
        record = fact.record
        if isinstance(record, Contribution) and record.month and record.pool and counts(fact):
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


def _of_insurance(insurance: str | None, facts: Sequence[Fact]) -> InsuranceTotals:
    monthly = [fact for fact in facts if isinstance(fact.record, Contribution) and fact.record.month]
    counted = [fact for fact in monthly if counts(fact)]
    months = months_of(counted)
    said = months_of(fact for fact in counted if says_its_state(fact))
    deemed = months_of(fact for fact in counted if contribution(fact).pay_type == "deemed")
    disputed = months_of(fact for fact in monthly if is_disputed(fact)) - months
    kept = [contribution(fact) for fact in monthly if keeps_money(fact)]
    return InsuranceTotals(
        insurance=insurance,
        months=len(months),
        unstated=len(months - said),
        deemed=len(deemed),
        open=len(months_of(monthly) - months - disputed),
        disputed=len(disputed),
        first=min(months, default=None),
        last=max(months, default=None),
        employer_total=sum(record.employer_amount or 0 for record in kept),
        personal_total=sum(record.personal_amount or 0 for record in kept),
        account_total=sum(to_account(record) for record in kept),
        doubled=doubled_months(counted),
        stated=[stated for fact in facts for stated in stated_in(fact, facts)],
    )
