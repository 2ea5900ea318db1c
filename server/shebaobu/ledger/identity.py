"""When two records state the same fact: the whole rule, as tables.

Every kind has fields that must be equal and fields that must fit. A field fits where either side lacks it, where both
are equal, or where one is a masked, shortened or cut-off form of the other (see ``names``).
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, get_args

from shebaobu.domain.records import Record
from shebaobu.ledger.names import employer_codes_fit, employers_fit, masked_fits, place_codes_fit, places_fit

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

# How the texts of a field are compared; every other text is equal or masked.
_COMPARED: dict[str, Callable[[str, str], bool]] = {
    "employer": employers_fit,
    "employer_code": employer_codes_fit,
    "pool": places_fit,
    "from_pool": places_fit,
    "to_pool": places_fit,
    "pool_code": place_codes_fit,
}

_KINDS: dict[type, str] = {kind: str(kind.__struct_config__.tag) for kind in get_args(Record)}


def _getter(names: tuple[str, ...]) -> Callable[[Record], tuple[Any, ...]]:
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda record: (get(record),)


_key_of = {kind: _getter(names) for kind, names in _EQUAL.items()}
_names_of = {kind: _getter(names) for kind, names in _FITTING.items()}


def kind_of(record: Record) -> str:
    """The record's kind as it stands in JSON."""
    return _KINDS[type(record)]


def equal_key(record: Record) -> tuple[object, ...]:
    """What must be equal for two records to state the same fact; the kind comes first."""
    kind = _KINDS[type(record)]
    return (kind, *_key_of[kind](record))


def contribution_key(insurance: str | None, month: str) -> tuple[object, ...]:
    """The key of contributions of an insurance for a month."""
    return ("contribution", insurance, month)


def fits(one: Record, other: Record) -> bool:
    """Whether two records of equal key can be the same fact."""
    return not unfitting(one, other)


def unfitting(one: Record, other: Record) -> list[str]:
    """The fields that keep two records of equal key from being the same fact."""
    kind = _KINDS[type(one)]
    ours, theirs = _names_of[kind](one), _names_of[kind](other)
    if ours == theirs:
        return []
    compared = zip(_FITTING[kind], ours, theirs, strict=True)
    return [name for name, own, their in compared if not _can_be_one(name, own, their)]


def could_be(one: Record, other: Record) -> bool:
    """Whether two records can be the same fact where a key may since have been filled in (an answered question)."""
    names = (*_EQUAL[kind_of(one)], *_FITTING[kind_of(one)])
    return type(one) is type(other) and all(
        _can_be_one(name, getattr(one, name), getattr(other, name)) for name in names
    )


def _can_be_one(name: str, one: object, other: object) -> bool:
    """Whether values keep facts together: an entry that is reversed later stays itself, the reversal is another."""
    if name == "reversal":
        return one is None or other is None or (one == "reversal") == (other == "reversal")
    return values_fit(name, one, other)


def values_fit(name: str, one: object, other: object) -> bool:
    """Whether two values of a field can be the same: one is missing, both are equal, or one is a form of the other."""
    if one is None or other is None or one == other:
        return True
    if isinstance(one, str) and isinstance(other, str):
        return _COMPARED.get(name, masked_fits)(one, other)
    return False


def likeness(one: Record, other: Record) -> tuple[int, int]:
    """How close two records are: how few stated fields differ, then how many are the same, absent ones too."""
    names = [name for name in one.__struct_fields__ if name not in ("source", "questions")]
    pairs = [(getattr(one, name), getattr(other, name)) for name in names]
    differing = sum(1 for a, b in pairs if a is not None and b is not None and a != b)
    return -differing, sum(1 for a, b in pairs if a == b)
