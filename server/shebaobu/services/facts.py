"""Facts, changes and operations as the API gives them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypedDict

import msgspec

from shebaobu.domain.records import Record
from shebaobu.ledger import (
    MANUAL,
    Addition,
    Change,
    Conflict,
    Correction,
    Deletion,
    Fact,
    Ledger,
    Operation,
    doubled_months,
    parts_of_fact,
    parts_of_step,
)
from shebaobu.ledger.facts import ChangeKind
from shebaobu.ledger.provenance import fields_from
from shebaobu.services.home import Home
from shebaobu.services.seen import SeenMember
from shebaobu.storage.documents import CaptureEntry


class ProofTold(TypedDict):
    """Where a fact was seen: the name of a capture, the block in it, and the row of that; both count from 0."""

    capture: str
    block: int
    row: int


class FactTold(TypedDict):
    """A fact: its present values, of which one in conflict is absent, and how they came to be.

    ``id`` names it in addresses, until captures or steps by hand change it. ``proofs`` are the oldest first, and
    ``fields`` has for each value the place in them of what shows it; ``decided`` the operation that gave a value by
    hand. ``vanished`` is the time since which its page no longer shows it; ``doubled``: its month was also paid in
    another place. ``writable``: the asker may correct and delete it.
    """

    id: str
    record: Record
    proofs: list[ProofTold]
    fields: dict[str, int]
    decided: dict[str, str]
    conflicts: list[Conflict]
    history: list[Change]
    vanished: str | None
    doubled: bool
    writable: bool


class ChangeTold(TypedDict):
    """A change with the fact that it is of; ``field`` may be ``presence``, whose values are "shown" and "vanished"."""

    kind: ChangeKind
    field: str
    at: str
    before: Any
    after: Any
    capture: str | None
    operation: str | None
    fact: str
    record: Record


class CaptureBrief(TypedDict):
    """When, how and where a page was read, and whether it may be seen ``whole``.

    One that tells of further parts, which are not shared, has no title here and is not opened. What was typed in has
    the channel ``manual``, and its id is that of an operation.
    """

    captured_at: str
    saved_at: datetime
    channel: str
    title: str
    host: str
    portal: str | None
    whole: bool


class _Done(msgspec.Struct, kw_only=True, frozen=True, tag_field="type"):
    """``by`` is the account's name, ``fact`` the fact that the step acts on now; ``writable``: it may be undone."""

    id: str
    at: datetime
    by: str | None
    fact: str | None
    writable: bool


class CorrectionTold(_Done, tag="correction", frozen=True):
    """Fields of a fact that were given other values, null for one that is not so, and the values they stand over.

    ``record`` is the fact as it stood.
    """

    record: Record
    values: dict[str, Any]
    over: dict[str, list[Any]]


class SettlementTold(_Done, tag="settlement", frozen=True):
    """Of the values in conflict the one that holds."""

    record: Record
    field: str
    value: Any
    over: list[Any]


class DeletionTold(_Done, tag="deletion", frozen=True):
    """A fact that was left out."""

    record: Record


class AdditionTold(_Done, tag="addition", frozen=True):
    """Records that were written down by hand."""

    records: list[Record]


OperationTold = CorrectionTold | SettlementTold | DeletionTold | AdditionTold


class OperationDone(TypedDict):
    """What was just done by hand."""

    operation: OperationTold


def record_told(record: Record) -> Record:
    """A record; where it was read is told by proofs."""
    return msgspec.structs.replace(record, source=None)


def fact_told(seen: SeenMember, fact: Fact, doubled: set[str]) -> FactTold:
    """A fact; ``doubled`` are the names of those whose month was paid in two places."""
    return {
        "id": fact.id,
        "record": record_told(fact.record),
        "proofs": [{"capture": proof.capture, "block": proof.block, "row": proof.row} for proof in fact.proofs],
        "fields": fields_from(fact),
        "decided": fact.decided,
        "conflicts": fact.conflicts,
        "history": fact.history,
        "vanished": fact.vanished,
        "doubled": fact.id in doubled,
        "writable": seen.may_write(parts_of_fact(fact)),
    }


def doubled_facts(ledger: Ledger) -> set[str]:
    """The names of the facts whose month was paid in several places."""
    by_insurance: dict[str | None, list[Fact]] = {}
    for fact in ledger.facts:
        by_insurance.setdefault(fact.record.insurance, []).append(fact)
    return {name for facts in by_insurance.values() for month in doubled_months(facts) for name in month.facts}


def change_told(fact: Fact, change: Change) -> ChangeTold:
    """A change with the fact that it is of."""
    return {
        "kind": change.kind,
        "field": change.field,
        "at": change.at,
        "before": change.before,
        "after": change.after,
        "capture": change.capture,
        "operation": change.operation,
        "fact": fact.id,
        "record": record_told(fact.record),
    }


def captures_told(seen: SeenMember, wanted: Iterable[str]) -> dict[str, CaptureBrief]:
    """What is told of the captures, and of what was typed in, by id."""
    named = seen.named(wanted)
    in_part = seen.in_part(name for name, one in named.items() if isinstance(one, CaptureEntry))
    return {
        name: _brief(one, whole=name not in in_part) if isinstance(one, CaptureEntry) else _brief_step(one)
        for name, one in named.items()
    }


def _brief(entry: CaptureEntry, *, whole: bool) -> CaptureBrief:
    return {
        "captured_at": entry.captured_at,
        "saved_at": entry.saved_at,
        "channel": entry.channel,
        "title": entry.title if whole else "",
        "host": entry.host,
        "portal": entry.portal,
        "whole": whole,
    }


def _brief_step(step: Operation) -> CaptureBrief:
    return {
        "captured_at": step.at.isoformat(),
        "saved_at": step.at,
        "channel": MANUAL,
        "title": "",
        "host": "",
        "portal": None,
        "whole": True,
    }


def operation_told(home: Home, seen: SeenMember, step: Operation, acting: dict[str, str]) -> OperationTold:
    """Something done by hand; ``acting`` says on which fact each step acts now."""
    account = home.folder.household.accounts.get(step.by)
    done = _Done(
        id=step.id,
        at=step.at,
        by=account.name if account else None,
        fact=acting.get(step.id),
        writable=seen.may_write(parts_of_step(step)),
    )
    told, change = msgspec.structs.asdict(done), step.change
    if isinstance(change, Addition):
        return AdditionTold(**told, records=[record_told(record) for record in change.records])
    told["record"] = record_told(change.target)
    if isinstance(change, Deletion):
        return DeletionTold(**told)
    if isinstance(change, Correction):
        return CorrectionTold(**told, values=change.values, over=change.over)
    return SettlementTold(**told, field=change.field, value=change.value, over=change.over)
