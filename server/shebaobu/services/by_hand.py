"""What a family writes into the ledger by hand: corrections, further records, deletions, settlements.

Each is an operation that is recorded with who and when, changes no evidence, and can be undone.
"""

from __future__ import annotations

from typing import Any, TypedDict

import msgspec

from shebaobu.auth.tokens import new_id
from shebaobu.domain.month import format_month, months_between
from shebaobu.domain.records import Contribution, Record, to_dict
from shebaobu.errors import ConflictNotFound, RangeRefused
from shebaobu.ledger import Addition, Correction, Deletion, Fact, Operation, Settlement, parts_of_fact, parts_of_step
from shebaobu.ledger.values import standing_words
from shebaobu.services import audit
from shebaobu.services.facts import OperationDone, OperationTold, operation_told
from shebaobu.services.home import Home
from shebaobu.services.seen import SeenMember, see_member
from shebaobu.services.typed import read_month, read_record
from shebaobu.storage.documents import Account, Trashed

MOST_MONTHS = 12 * 60


class NewRecords(msgspec.Struct, kw_only=True, frozen=True):
    """A record typed in (as in a fact, with ``kind``); a contribution may be given for all months of a range."""

    record: dict[str, Any]
    start: str | None = None
    end: str | None = None


class Operations(TypedDict):
    """What was done by hand, the latest first."""

    operations: list[OperationTold]


def correct_fact(home: Home, account: Account, member_id: str, name: str, values: dict[str, Any]) -> OperationDone:
    """Give fields of a fact other values, null for one that is not so.

    Raises ``FactNotFound``, ``ValueRefused``, ``WriteNeeded``.
    """
    with home.folder.writing():
        seen, fact = _fact_to_change(home, account, member_id, name)
        plain = {key: value for key, value in to_dict(fact.record).items() if key != "source"}
        changed = read_record({key: value for key, value in (plain | values).items() if value is not None}, values)
        given = {field: getattr(changed, field) for field in values}
        over = {field: [word.value for word in standing_words(fact, field)] for field in values}
        return _record(home, seen, Correction(fact=name, target=fact.stated, values=given, over=over))


def add_records(home: Home, account: Account, member_id: str, new: NewRecords) -> OperationDone:
    """Add a record, or one for each month of a range.

    Raises ``ValueRefused``, ``RangeRefused``, ``WriteNeeded``.
    """
    with home.folder.writing():
        seen = see_member(home, account, member_id)
        seen.require_any_write()
        return _record(home, seen, Addition(records=_each_month(new)))


def delete_fact(home: Home, account: Account, member_id: str, name: str) -> OperationDone:
    """Leave a fact out of the ledger; raises ``FactNotFound``, ``WriteNeeded``."""
    with home.folder.writing():
        seen, fact = _fact_to_change(home, account, member_id, name)
        return _record(home, seen, Deletion(fact=name, target=fact.stated))


def settle_conflict(home: Home, account: Account, member_id: str, name: str, field: str, value: Any) -> OperationDone:
    """Say which of the values in conflict holds.

    Raises ``FactNotFound``, ``WriteNeeded``, and ``ConflictNotFound`` where this value is in no conflict (any more).
    """
    with home.folder.writing():
        seen, fact = _fact_to_change(home, account, member_id, name)
        conflict = next((one for one in fact.conflicts if one.field == field), None)
        if conflict is None or value not in conflict.values:
            raise ConflictNotFound()
        settlement = Settlement(fact=name, target=fact.stated, field=field, value=value, over=conflict.values)
        return _record(home, seen, settlement)


def list_operations(home: Home, account: Account, member_id: str) -> Operations:
    """All that was done by hand, latest first."""
    seen = see_member(home, account, member_id)
    acting = seen.ledger().acting
    steps = sorted(seen.operations(), key=lambda step: step.at)
    return {"operations": [operation_told(home, seen, step, acting) for step in reversed(steps)]}


def undo_operation(home: Home, account: Account, member_id: str, operation_id: str) -> None:
    """Put an operation into the trash: the ledger is as if it had not been.

    Raises ``OperationNotFound``, ``WriteNeeded``.
    """
    with home.folder.writing():
        seen = see_member(home, account, member_id)
        step = seen.operation(operation_id)
        store = seen.to_write(parts_of_step(step))
        store.discard(Trashed(id=step.id, undone_at=home.now(), undone_by=account.id, operation=step))
        audit.note(home, account, "by_hand.undone", member=seen.id)


def _fact_to_change(home: Home, account: Account, member_id: str, name: str) -> tuple[SeenMember, Fact]:
    """A fact that the account may change; raises ``MemberNotFound``, ``FactNotFound``, ``WriteNeeded``."""
    seen = see_member(home, account, member_id)
    fact = seen.fact(name)
    seen.to_write(parts_of_fact(fact))
    return seen, fact


def _record(home: Home, seen: SeenMember, change: Correction | Settlement | Deletion | Addition) -> OperationDone:
    step = Operation(id=new_id(), at=home.now(), by=seen.account.id, change=change)
    seen.to_write(parts_of_step(step)).operations.put(step)
    audit.note(home, seen.account, f"by_hand.{change.__struct_config__.tag}", member=seen.id)
    return {"operation": operation_told(home, seen, step, {})}


def _each_month(new: NewRecords) -> list[Record]:
    record = read_record(new.record, new.record)
    if new.start is None and new.end is None:
        return [record]
    if not isinstance(record, Contribution) or new.start is None or new.end is None:
        raise RangeRefused(most=MOST_MONTHS)
    first, last = read_month("start", new.start), read_month("end", new.end)
    if not 0 <= last - first < MOST_MONTHS:
        raise RangeRefused(most=MOST_MONTHS)
    return [msgspec.structs.replace(record, month=format_month(month)) for month in months_between(first, last)]
