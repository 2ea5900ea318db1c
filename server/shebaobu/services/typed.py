"""Values that somebody typed in, checked before they are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from shebaobu.domain.insurance import INSURANCES
from shebaobu.domain.month import parse_month
from shebaobu.domain.person import mask_ids_in_text
from shebaobu.domain.records import Record, from_dict
from shebaobu.errors import ValueRefused
from shebaobu.i18n import has_text
from shebaobu.ledger.identity import kind_of

_LONGEST = 200
_MOST_FEN = 10**13
_MONTHS = {"month", "booked_month"}
_TIMES = {
    "arrived_on", "start", "end", "first_insured", "since", "until", "as_of", "on", "paid_on", "approved_month",
    "start_month", "unemployed_since", "settled_on", "admitted_on", "discharged_on", "valid_from", "valid_to",
    "applied_on", "finished_on", "local_start", "local_end", "due_on", "issued_on",
}  # fmt: skip
_CODES = ("status", "pay_type", "result", "direction", "visit_type", "reversal")
_NOT_TYPED = {"source", "questions", "derived", "period", "items", "steps", "employer_masked"}
_TIME = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def read_record(plain: dict[str, Any], typed: Iterable[str]) -> Record:
    """The record of a JSON form whose fields ``typed`` were typed in; raises ``ValueRefused`` naming the field."""
    masked = {key: mask_ids_in_text(value) if isinstance(value, str) else value for key, value in plain.items()}
    try:
        record = from_dict(masked)
    except msgspec.ValidationError as error:
        place = re.search(r"`\$\.(\w+)", str(error))
        raise ValueRefused(field=place.group(1) if place else "kind") from None
    for field in typed:
        if field != "kind":
            _check(record, field)
    return record


def read_month(field: str, text: str) -> int:
    """The index of a month; raises ``ValueRefused``."""
    try:
        return parse_month(text)
    except ValueError:
        raise ValueRefused(field=field) from None


def _check(record: Record, field: str) -> None:
    if field in _NOT_TYPED or field not in record.__struct_fields__:
        raise ValueRefused(field=field)
    value = getattr(record, field)
    if value is None:
        return
    if field in _MONTHS:
        read_month(field, value)
    if not (
        _is_short(value)
        and (field != "insurance" or value in INSURANCES)
        and (field not in _TIMES or _is_time(value))
        and (field not in _CODES or _is_code(kind_of(record), field, value))
    ):
        raise ValueRefused(field=field)


def _is_short(value: object) -> bool:
    if isinstance(value, str):
        return 0 < len(value) <= _LONGEST and value.isprintable()
    return not isinstance(value, int) or abs(value) <= _MOST_FEN


def _is_code(kind: str, field: str, code: str) -> bool:
    return has_text(f"{field}.{kind}.{code}") or has_text(f"{field}.{code}")


def _is_time(text: str) -> bool:
    """Whether a text is a year, a month or a date."""
    if not _TIME.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
