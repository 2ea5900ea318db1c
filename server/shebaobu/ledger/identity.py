"""When two records state the same fact.

Every kind has fields that must be equal and fields that must fit: a field fits where either side lacks it, where
both are equal, or where one is masked and can be the other. The tables are the whole rule.
"""

from __future__ import annotations

from shebaobu.domain.person import fits_mask
from shebaobu.domain.records import Record

_EQUAL: dict[str, tuple[str, ...]] = {
    "contribution": ("insurance", "month"),
    "contribution_period": ("insurance", "start", "end"),
    "contribution_year": ("insurance", "year"),
    "enrolment": ("insurance",),
    "statement": ("insurance", "as_of"),
    "account_balance": ("insurance", "as_of"),
    "account_entry": ("insurance", "on", "direction", "amount", "summary"),
    "account_year": ("insurance", "year", "start", "end"),
    "benefit_payment": ("insurance", "month", "booked_month", "paid_on"),
    "benefit_entitlement": ("insurance", "start_month"),
    "medical_settlement": ("insurance", "settled_on", "admitted_on", "discharged_on", "total"),
    "medical_year": ("insurance", "year"),
    "remote_filing": ("to_pool", "valid_from", "applied_on"),
    "family_sharing": ("with_person", "since"),
    "transfer": ("insurance", "reference", "applied_on"),
    "certification": ("year",),
    "card": ("issued_on",),
}

_FITTING: dict[str, tuple[str, ...]] = {
    "contribution": ("pool", "pool_code", "employer", "employer_code", "pay_type", "reversal"),
    "contribution_period": ("pool", "pool_code", "employer", "employer_code", "pay_type"),
    "contribution_year": ("pool", "pool_code"),
    "enrolment": ("pool", "pool_code", "employer", "agency", "since"),
    "statement": ("pool", "pool_code"),
    "account_balance": ("pool", "pool_code"),
    "account_entry": ("pool", "pool_code", "balance"),
    "account_year": ("pool", "pool_code"),
    "benefit_payment": ("pool", "pool_code", "bank_account"),
    "benefit_entitlement": ("pool", "pool_code"),
    "medical_settlement": ("pool", "pool_code", "institution", "reversal"),
    "medical_year": ("pool", "pool_code"),
    "remote_filing": ("pool", "pool_code"),
    "family_sharing": ("relation",),
    "transfer": ("from_pool", "to_pool"),
    "certification": ("pool", "pool_code", "on"),
    "card": ("bank",),
}


def kind_of(record: Record) -> str:
    """The record's kind as it stands in JSON."""
    return str(record.__struct_config__.tag)


def equal_key(record: Record) -> tuple[object, ...]:
    """What must be equal for two records to state the same fact; the kind comes first."""
    kind = kind_of(record)
    return (kind, *(getattr(record, name) for name in _EQUAL[kind]))


def fits(one: Record, other: Record) -> bool:
    """Whether two records of equal key can be the same fact."""
    return all(_value_fits(getattr(one, name), getattr(other, name)) for name in _FITTING[kind_of(one)])


def likeness(one: Record, other: Record) -> tuple[int, int]:
    """How close two records are: how few stated fields differ, then how many are the same, absent ones too."""
    names = [name for name in one.__struct_fields__ if name not in ("source", "questions")]
    pairs = [(getattr(one, name), getattr(other, name)) for name in names]
    differing = sum(1 for a, b in pairs if a is not None and b is not None and a != b)
    return -differing, sum(1 for a, b in pairs if a == b)


def _value_fits(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other:
        return True
    return ("*" in one and fits_mask(one, other)) or ("*" in other and fits_mask(other, one))
