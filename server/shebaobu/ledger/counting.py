"""What a contribution counts for: its month once, its money where it was paid."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from shebaobu.domain.records import Contribution
from shebaobu.ledger.facts import PRESENCE, Fact

_COUNTING = {"paid", "transferred_in", "exempted"}
_NOT_SAID = {None, "unknown"}
_NO_MONTH_OF_ITS_OWN = {"refund", "adjustment"}
_REVERSED = {"reversal", "reversed"}
_AMOUNTS = ("base", "employer_amount", "personal_amount", "total")


def counts(fact: Fact) -> bool:
    """Whether a contribution makes its month count."""
    record = fact.record
    if not isinstance(record, Contribution) or fact.vanished or is_disputed(fact):
        return False
    if record.pay_type in _NO_MONTH_OF_ITS_OWN or record.reversal in _REVERSED:
        return False
    if record.status in _NOT_SAID:
        amounts = [amount for name in _AMOUNTS if (amount := getattr(record, name)) is not None]
        return not amounts or any(amounts)
    return record.status in _COUNTING


def is_disputed(fact: Fact) -> bool:
    """Whether sources disagree on its state, or on whether it is there at all."""
    return any(conflict.field in ("status", PRESENCE) for conflict in fact.conflicts)


def says_its_state(fact: Fact) -> bool:
    """Whether a page says if a contribution is paid."""
    return contribution(fact).status not in _NOT_SAID


def contribution(fact: Fact) -> Contribution:
    """The record of a fact that is known to be a contribution."""
    return cast(Contribution, fact.record)


def months_of(facts: Iterable[Fact]) -> set[str]:
    """The calendar months of contributions, each once."""
    return {month for fact in facts if (month := contribution(fact).month)}


def keeps_money(fact: Fact) -> bool:
    """Whether the amounts of a contribution were paid: adjustments and reversals too, which cancel others."""
    return not is_disputed(fact) and contribution(fact).status in {*_COUNTING, *_NOT_SAID, "partial"}


def to_account(record: Contribution) -> int:
    """What of a contribution goes to the individual account, in fen: as stated, else the shares that do."""
    if record.account_amount is not None:
        return record.account_amount
    return (record.personal_amount or 0) + (record.employer_to_account or 0)
