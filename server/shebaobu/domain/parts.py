"""The parts of a ledger that are shared one by one: a parent may share a pension and not an illness.

What was paid in, from which income and by which employer, is ``contributions``, for medical insurance too; what is
paid out is ``benefits``; what tells of illness is ``medical``, the movements of a medical account and the benefits of
medical, care and injury insurance among it.
"""

from __future__ import annotations

from typing import Literal, get_args

from shebaobu.domain.records import Record

Part = Literal["contributions", "medical", "benefits"]
PARTS: tuple[Part, ...] = get_args(Part)

_OF_KIND: dict[str, Part] = {
    "contribution": "contributions",
    "contribution_period": "contributions",
    "contribution_year": "contributions",
    "enrolment": "contributions",
    "statement": "contributions",
    "account_balance": "contributions",
    "account_entry": "contributions",
    "account_year": "contributions",
    "transfer": "contributions",
    "card": "contributions",
    "medical_settlement": "medical",
    "medical_year": "medical",
    "remote_filing": "medical",
    "family_sharing": "medical",
    "benefit_payment": "benefits",
    "benefit_entitlement": "benefits",
    "certification": "benefits",
}
_TELLS_WHAT_IT_IS_FOR = frozenset(
    {"account_balance", "account_entry", "account_year", "benefit_payment", "benefit_entitlement"}
)
_OF_ILLNESS = ("medical_", "care", "injury")


def part_of(record: Record) -> Part:
    """The part of the ledger that a record belongs to."""
    kind = str(type(record).__struct_config__.tag)
    if kind in _TELLS_WHAT_IT_IS_FOR and (record.insurance or "").startswith(_OF_ILLNESS):
        return "medical"
    return _OF_KIND[kind]
