"""What is done with a member's ledger beyond looking at it: changes, conflicts, totals, steps by hand, the trash."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Blueprint, Response

from shebaobu.auth.login import require_sign_in
from shebaobu.errors import (
    ConflictNotFound,
    DateRefused,
    FactNotFound,
    MemberNotFound,
    OperationNotFound,
    RangeRefused,
    TrashedNotFound,
    ValueRefused,
    WriteNeeded,
)
from shebaobu.services import by_hand, ledger_views, rereading, trash
from shebaobu.services.facts import OperationDone
from shebaobu.services.records import Facts
from shebaobu.web.description import described
from shebaobu.web.wire import answer, home, nothing, read_body, read_query

ledger = Blueprint("ledger", __name__, url_prefix="/api/v1/members/<member_id>")


class Since(msgspec.Struct):
    """Query of changes: the day from which on, ``YYYY-MM-DD``."""

    since: str | None = None


class Values(msgspec.Struct):
    """Body of a correction: fields with their values, null for one that is not so."""

    values: dict[str, Any]


class Choice(msgspec.Struct):
    """Body of a settlement: which value of a fact's field holds."""

    fact: str
    field: str
    value: Any


@ledger.get("/changes")
@described(query=Since, answer=ledger_views.Changes, refuses=(MemberNotFound, DateRefused))
def changes(member_id: str) -> Response:
    """What changed since a day, or at the latest look."""
    account, wanted = require_sign_in().account, read_query(Since)
    return answer(ledger_views.show_changes(home(), account, member_id, wanted.since))


@ledger.get("/conflicts")
@described(answer=Facts, refuses=(MemberNotFound,))
def conflicts(member_id: str) -> Response:
    """What sources disagree on."""
    return answer(ledger_views.list_conflicts(home(), require_sign_in().account, member_id))


@ledger.post("/conflicts/settle")
@described(
    body=Choice, answer=OperationDone, status=201, refuses=(MemberNotFound, FactNotFound, WriteNeeded, ConflictNotFound)
)
def settle(member_id: str) -> Response:
    """Settle a conflict."""
    account, choice = require_sign_in().account, read_body(Choice)
    settled = by_hand.settle_conflict(home(), account, member_id, choice.fact, choice.field, choice.value)
    return answer(settled, 201)


@ledger.get("/totals")
@described(answer=ledger_views.Totals, refuses=(MemberNotFound,))
def totals(member_id: str) -> Response:
    """Sums, beside what the office states."""
    return answer(ledger_views.show_totals(home(), require_sign_in().account, member_id))


@ledger.post("/facts/<name>/correct")
@described(
    body=Values, answer=OperationDone, status=201, refuses=(MemberNotFound, FactNotFound, WriteNeeded, ValueRefused)
)
def correct(member_id: str, name: str) -> Response:
    """Correct fields of a fact."""
    account, body = require_sign_in().account, read_body(Values)
    return answer(by_hand.correct_fact(home(), account, member_id, name, body.values), 201)


@ledger.delete("/facts/<name>")
@described(answer=OperationDone, status=201, refuses=(MemberNotFound, FactNotFound, WriteNeeded))
def delete(member_id: str, name: str) -> Response:
    """Delete a fact; the operation that does is in the answer, to be undone."""
    return answer(by_hand.delete_fact(home(), require_sign_in().account, member_id, name), 201)


@ledger.post("/records")
@described(
    body=by_hand.NewRecords,
    answer=OperationDone,
    status=201,
    refuses=(MemberNotFound, WriteNeeded, ValueRefused, RangeRefused),
)
def add(member_id: str) -> Response:
    """Add a record by hand, or one for each month of a range."""
    account, new = require_sign_in().account, read_body(by_hand.NewRecords)
    return answer(by_hand.add_records(home(), account, member_id, new), 201)


@ledger.get("/operations")
@described(answer=by_hand.Operations, refuses=(MemberNotFound,))
def operations(member_id: str) -> Response:
    """All that was done by hand."""
    return answer(by_hand.list_operations(home(), require_sign_in().account, member_id))


@ledger.delete("/operations/<operation_id>")
@described(refuses=(MemberNotFound, OperationNotFound, WriteNeeded))
def undo(member_id: str, operation_id: str) -> Response:
    """Undo something that was done by hand."""
    by_hand.undo_operation(home(), require_sign_in().account, member_id, operation_id)
    return nothing()


@ledger.get("/trash")
@described(answer=trash.Trash, refuses=(MemberNotFound,))
def show_trash(member_id: str) -> Response:
    """What was undone."""
    return answer(trash.list_trash(home(), require_sign_in().account, member_id))


@ledger.post("/trash/<trashed_id>/restore")
@described(refuses=(MemberNotFound, TrashedNotFound, WriteNeeded))
def restore(member_id: str, trashed_id: str) -> Response:
    """Take something out of the trash."""
    trash.restore(home(), require_sign_in().account, member_id, trashed_id)
    return nothing()


@ledger.delete("/trash/<trashed_id>")
@described(refuses=(MemberNotFound, TrashedNotFound, WriteNeeded))
def erase(member_id: str, trashed_id: str) -> Response:
    """Remove something from the trash for good."""
    trash.erase(home(), require_sign_in().account, member_id, trashed_id)
    return nothing()


@ledger.delete("/trash")
@described(refuses=(MemberNotFound, WriteNeeded))
def empty(member_id: str) -> Response:
    """Empty the trash for good."""
    trash.empty_trash(home(), require_sign_in().account, member_id)
    return nothing()


@ledger.get("/reread")
@described(answer=rereading.RereadTold, refuses=(MemberNotFound,))
def show_reread(member_id: str) -> Response:
    """What reading all captures again would change."""
    return answer(rereading.show_reread(home(), require_sign_in().account, member_id))


@ledger.post("/reread")
@described(answer=rereading.RereadTold, refuses=(MemberNotFound, WriteNeeded))
def apply_reread(member_id: str) -> Response:
    """Read all captures again and keep what is found."""
    return answer(rereading.apply_reread(home(), require_sign_in().account, member_id))
