"""Whether a reading of a changed page is right, or at least never wrong."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from shebaobu.domain.month import parse_month
from shebaobu.domain.records import to_dict
from shebaobu.normalize import Normalized

LEFT_ASIDE = {"source", "questions"}
# What says the same in other words is no wrong value: a page's own words, and where a month was taken from.
IN_WORDS = {"insurance_text", "status_text", "pay_type_text", "note_text", "derived", "period"}

Plain = dict[str, Any]


def plain(found: Normalized) -> list[Plain]:
    """The records as they are compared."""
    records = json.loads(json.dumps([to_dict(record) for record in found.records]))
    return [{k: v for k, v in record.items() if k not in LEFT_ASIDE} for record in records]


def wrong(found: Normalized, expected: Sequence[Plain], *, may_be_absent: bool = False) -> list[str]:
    """What is wrong: a record or value that the page does not state, or one that is missing without a word of it."""
    wanted = [{k: v for k, v in record.items() if k not in LEFT_ASIDE} for record in expected]
    read = plain(found)
    left = list(wanted)
    places = {record.get("pool") for record in wanted}
    faults: list[str] = []
    for record in sorted(read, key=lambda record: -len(record)):
        fits = [other for other in left if _is_part(record, other, places)]
        if fits:
            left.remove(max(fits, key=lambda other: _shared(record, other)))
        elif not any(_is_month_of(record, other) for other in wanted):
            faults.append(f"not on the page: {record}; nearest: {_nearest(record, wanted)}")
    missing = bool(left) or _said_in_all(read) < _said_in_all(wanted)
    if missing and not may_be_absent and not faults and not _is_said(found):
        faults.append(f"missing without a word: {left[:1]}")
    return faults


def _is_month_of(record: Plain, other: Plain) -> bool:
    """Whether a record says only that a month was paid for, and it is one of a period whose every month was."""
    if record.get("kind") != "contribution" or other.get("kind") != "contribution_period" or not record.get("derived"):
        return False
    start, end = parse_month(other["start"]), parse_month(other["end"])
    whole = other.get("months") == end - start + 1 and start <= parse_month(record["month"]) <= end
    rest = record.keys() - IN_WORDS - {"kind", "month"}
    return whole and all(other.get(name) == record[name] for name in rest)


def _said_in_all(records: Sequence[Plain]) -> int:
    return sum(len(record.keys() - IN_WORDS) for record in records)


def _is_said(found: Normalized) -> bool:
    """Whether anything was shown as not understood, or asked."""
    return bool(found.asked) or any(entry.use == "not_understood" for entry in found.accounting)


def _is_part(record: Plain, other: Plain, places: Collection[object]) -> bool:
    """Whether a record says nothing but what another says; the place of the page's office holds for all of them."""
    return all(
        name in IN_WORDS or (name in other and other[name] == value) or (name == "pool" and value in places)
        for name, value in record.items()
    )


def _shared(record: Plain, other: Plain) -> int:
    return sum(other.get(name) == value for name, value in record.items())


def _nearest(record: Plain, wanted: Sequence[Plain]) -> Plain:
    nearest = max(wanted, key=lambda other: _shared(record, other), default={})
    names = {*record, *nearest} - IN_WORDS
    return {name: nearest.get(name) for name in names if record.get(name) != nearest.get(name)}
