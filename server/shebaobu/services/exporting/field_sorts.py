"""What the value of each field of a record is, told by its type and name: money, a number, a time, a code, a text."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from shebaobu.domain.records import Item, Period, Record, Step


class Sort(Enum):
    """A sort of value."""

    MONEY = "money"
    COUNT = "count"
    TIME = "time"
    RATE = "rate"
    CODE = "code"
    FLAG = "flag"
    TEXT = "text"
    PERIOD = "period"
    ITEMS = "items"


NOT_FACTS = frozenset({"source", "questions"})
"""Fields that tell of the page, not of the fact."""

CODES = frozenset(
    {"insurance", "status", "pay_type", "result", "direction", "visit_type", "relation", "reversal"}
)  # fmt: skip
TIMES = frozenset(
    {
        "month", "booked_month", "arrived_on", "start", "end", "since", "until", "first_insured", "as_of", "on",
        "paid_on", "approved_month", "start_month", "unemployed_since", "settled_on", "admitted_on", "discharged_on",
        "valid_from", "valid_to", "applied_on", "finished_on", "local_start", "local_end", "due_on", "issued_on",
    }
)  # fmt: skip


@functools.cache
def sorts_of(kind: type[Record]) -> Mapping[str, Sort]:
    """The fields of a kind of record that state facts, the insurance first, else in its order, each with its sort."""
    hints = get_type_hints(kind)
    names = sorted(kind.__struct_fields__, key=lambda name: name != "insurance")
    sorts = {name: _sort(name, hints[name]) for name in names if name not in NOT_FACTS}
    return MappingProxyType(sorts)


def _sort(name: str, hint: Any) -> Sort:
    types = set(get_args(hint)) or {hint}
    by_type = {bool: Sort.FLAG, Period: Sort.PERIOD, Item: Sort.ITEMS, Step: Sort.ITEMS}
    told = next((sort for kind, sort in by_type.items() if kind in types), None)
    if told:
        return told
    if int in types:
        return Sort.COUNT if name == "year" or "month" in name else Sort.MONEY
    if name in CODES or name in TIMES:
        return Sort.CODE if name in CODES else Sort.TIME
    return Sort.RATE if name.endswith("_rate") else Sort.TEXT
