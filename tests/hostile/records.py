"""One record of every kind with a hostile string in each of its text fields."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import Any

import msgspec

from shebaobu.domain.records import Item, Period, Record, Step

KINDS: tuple[type[msgspec.Struct], ...] = typing.get_args(Record)
# The ledger computes with these; they are what they must be, or refused.
_COMPUTED_WITH = ("month",)


def text_fields(kind: type[msgspec.Struct]) -> list[str]:
    """The fields of a kind that hold text."""
    hints = typing.get_type_hints(kind)
    return [name for name in kind.__struct_fields__ if _holds_text(hints[name]) and name not in _COMPUTED_WITH]


def hostile_record(kind: type[msgspec.Struct], text: str, month: str) -> dict[str, Any]:
    """A record as JSON; each value tells its field at its end, so that each can be looked for."""
    fields: dict[str, Any] = {name: marked(kind, name, text) for name in text_fields(kind)}
    hints = typing.get_type_hints(kind)
    if "month" in kind.__struct_fields__:
        fields["month"] = month
    if "items" in hints:
        fields["items"] = [msgspec.to_builtins(Item(name=marked(kind, "items", text)))]
    if "steps" in hints:
        step = Step(name=marked(kind, "steps", text), on=marked(kind, "steps.on", text))
        fields["steps"] = [msgspec.to_builtins(step)]
    if "period" in hints:
        period = Period(start=marked(kind, "period.start", text), end=marked(kind, "period.end", text), months=1)
        fields["period"] = msgspec.to_builtins(period)
    return {"kind": kind.__struct_config__.tag, **fields}


def marked(kind: type[msgspec.Struct], name: str, text: str) -> str:
    """The string, and after it where it stands."""
    return f"{text}<{kind.__struct_config__.tag}.{name}>"


def values_of(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, text) of everything hostile in a record."""
    for name, value in record.items():
        if isinstance(value, str) and name not in ("kind", *_COMPUTED_WITH):
            yield name, value
        elif isinstance(value, dict | list):
            for part in value if isinstance(value, list) else [value]:
                yield from ((name, text) for text in part.values() if isinstance(text, str))


def _holds_text(hint: Any) -> bool:
    return hint is str or (isinstance(hint, types.UnionType) and str in typing.get_args(hint))
