"""What the office itself totals, each beside our own sum of the same; where they differ, both stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from shebaobu.domain.records import AccountBalance, AccountYear, Contribution, Statement
from shebaobu.ledger.counting import contribution, counts, keeps_money, months_of, says_its_state, to_account
from shebaobu.ledger.facts import Fact
from shebaobu.ledger.looks import CaptureSource
from shebaobu.ledger.names import places_fit

_STATED = ("months_total", "months_deemed", "lump_sum_months", "personal_total")


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


def stated_beside_person(
    captures: Iterable[CaptureSource], by_insurance: Mapping[str | None, Sequence[Fact]]
) -> Iterator[tuple[str | None, Stated]]:
    """What pages state beside the person, with the insurance that it is about: the only one on its page, or None."""
    for capture in _beside_person(captures):
        named = {record.insurance for record in capture.records if isinstance(record, Contribution)}
        insurance = named.pop() if len(named) == 1 else None
        at = capture.last_read.date().isoformat()
        facts = by_insurance.get(insurance, ()) if insurance else ()
        paid = [fact for fact in facts if isinstance(fact.record, Contribution) and _lies(fact, at[:7], None)]
        stated = _compared(None, "months_total", capture.months_stated or 0, paid, as_of=at)
        yield insurance, msgspec.structs.replace(stated, capture=capture.id)


def _beside_person(captures: Iterable[CaptureSource]) -> list[CaptureSource]:
    """Of each source the latest capture that states months beside the person."""
    latest: dict[str, CaptureSource] = {}
    for capture in captures:
        if capture.months_stated is None:
            continue
        known = latest.get(capture.source)
        if known is None or capture.last_read > known.last_read:
            latest[capture.source] = capture
    return [latest[source] for source in sorted(latest)]


def stated_in(fact: Fact, facts: Sequence[Fact]) -> list[Stated]:
    """What a fact states of its insurance, held against the insurance's other facts."""
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
    record = contribution(fact)
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
        total = sum(contribution(fact).personal_amount or 0 for fact in paid if keeps_money(fact))
        return total, total
    wanted = {"months_deemed": "deemed", "lump_sum_months": "lump_sum"}.get(what)
    counted = [fact for fact in paid if counts(fact) and (not wanted or contribution(fact).pay_type == wanted)]
    said = [fact for fact in counted if says_its_state(fact)]
    return len(months_of(said)), len(months_of(counted))


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
        own = sum(to_account(contribution(one)) for one in paid if keeps_money(one)) if paid else None
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
