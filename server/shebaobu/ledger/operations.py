"""What is done by hand: corrections, settlements, additions, deletions. Each is recorded, and changes no evidence.

The ledger is built from captures and operations alike, so that one that is taken out leaves nothing behind. An
operation says which fact it is about by the record as it stood, since facts are made anew each time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from shebaobu.domain.records import Record
from shebaobu.ledger.looks import MANUAL, CaptureSource


class _About(msgspec.Struct, kw_only=True, frozen=True, tag_field="type"):
    """``fact`` is a name of the fact, ``target`` what the pages said of it when the operation was made."""

    fact: str
    target: Record


class Correction(_About, tag="correction", frozen=True):
    """Fields of a fact as somebody knows them, None for one that is not so; ``over`` are the values they stand over.

    It holds against those values only: what a page says anew is in conflict with it.
    """

    values: dict[str, Any]
    over: dict[str, list[Any]]


class Settlement(_About, tag="settlement", frozen=True):
    """Of the values in conflict the one that holds, as long as it is said; ``over`` are all of them."""

    field: str
    value: Any
    over: list[Any]


class Deletion(_About, tag="deletion", frozen=True):
    """A fact that is to be left out, until a page says something new of it."""


class Addition(msgspec.Struct, kw_only=True, frozen=True, tag_field="type", tag="addition"):
    """Records written down by hand."""

    records: list[Record]


class Operation(msgspec.Struct, kw_only=True, frozen=True):
    """Something done by hand: when, and by which account."""

    id: str
    at: datetime
    by: str
    change: Correction | Settlement | Deletion | Addition


def added_by_hand(operations: Iterable[Operation]) -> list[CaptureSource]:
    """The records written down by hand, as a source of their own."""
    return [
        CaptureSource(
            id=operation.id, captured_at=operation.at.isoformat(), source=MANUAL, records=operation.change.records
        )
        for operation in operations
        if isinstance(operation.change, Addition)
    ]
