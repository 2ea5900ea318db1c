"""The trash: what was undone, for thirty days. What is older goes at the start and daily; emptying it is for good."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypedDict

from shebaobu.errors import DataUnreadable
from shebaobu.services import audit
from shebaobu.services.facts import OperationTold, operation_told
from shebaobu.services.home import Home
from shebaobu.services.seen import SeenMember, see_member
from shebaobu.storage.documents import Account, CaptureEntry, Trashed

KEPT = timedelta(days=30)


class TrashedCapture(TypedDict):
    """A capture in the trash, and the number of its records."""

    captured_at: str
    saved_at: datetime
    channel: str
    title: str
    host: str
    records: int


class TrashedTold(TypedDict):
    """A capture or an operation that was undone, by whom (an account's name), and when it goes for good.

    ``writable``: the asker may restore and erase it.
    """

    id: str
    undone_at: datetime
    undone_by: str | None
    until: datetime
    capture: TrashedCapture | None
    operation: OperationTold | None
    writable: bool


class Trash(TypedDict):
    """What was undone, the latest first, and for how many days it is kept."""

    days: int
    entries: list[TrashedTold]


def list_trash(home: Home, account: Account, member_id: str) -> Trash:
    """What was undone, latest first; raises ``MemberNotFound``."""
    seen = see_member(home, account, member_id)
    kept = [(trashed, parts) for trashed, parts in seen.trash() if not _expired(home, trashed)]
    kept.sort(key=lambda one: one[0].undone_at, reverse=True)
    return {
        "days": KEPT.days,
        "entries": [_told(home, seen, trashed, writable=seen.may_write(parts)) for trashed, parts in kept],
    }


def restore(home: Home, account: Account, member_id: str, trashed_id: str) -> None:
    """Take something out of the trash, as it was; raises ``TrashedNotFound``, ``WriteNeeded``."""
    with home.folder.writing():
        seen = see_member(home, account, member_id)
        trashed, parts = seen.trashed(trashed_id)
        seen.to_write(parts).restore(trashed)
        audit.note(home, account, "trash.restored", member=seen.id)


def erase(home: Home, account: Account, member_id: str, trashed_id: str) -> None:
    """Remove something from the trash for good; raises ``TrashedNotFound``, ``WriteNeeded``."""
    with home.folder.writing():
        seen = see_member(home, account, member_id)
        trashed, parts = seen.trashed(trashed_id)
        seen.to_write(parts).erase(trashed)
        audit.note(home, account, "trash.erased", member=seen.id)


def empty_trash(home: Home, account: Account, member_id: str) -> None:
    """Remove for good all in the trash that the account may write; raises ``MemberNotFound``, ``WriteNeeded``."""
    with home.folder.writing():
        seen = see_member(home, account, member_id)
        seen.require_any_write()
        for trashed, parts in seen.trash():
            if parts <= seen.rights.write:
                seen.to_write(parts).erase(trashed)
        audit.note(home, account, "trash.emptied", member=seen.id)


def empty_expired(home: Home) -> int:
    """Remove for good what has been in any trash for thirty days; how many there were.

    A document that cannot be read is passed over: it is told of where it is asked for.
    """
    gone = 0
    for member in home.folder.household.members.all():
        store = home.folder.member(member.id)
        try:
            expired = [trashed for trashed in store.trash.all() if _expired(home, trashed)]
        except DataUnreadable:
            continue
        if expired:
            with store.file.writing():
                for trashed in expired:
                    store.erase(trashed)
        gone += len(expired)
    return gone


def _expired(home: Home, trashed: Trashed) -> bool:
    return home.now() >= trashed.undone_at + KEPT


def _told(home: Home, seen: SeenMember, trashed: Trashed, *, writable: bool) -> TrashedTold:
    by = home.folder.household.accounts.get(trashed.undone_by)
    return {
        "id": trashed.id,
        "undone_at": trashed.undone_at,
        "undone_by": by.name if by else None,
        "until": trashed.undone_at + KEPT,
        "capture": _capture_told(trashed.capture) if trashed.capture else None,
        "operation": operation_told(home, seen, trashed.operation, {}) if trashed.operation else None,
        "writable": writable,
    }


def _capture_told(entry: CaptureEntry) -> TrashedCapture:
    return {
        "captured_at": entry.captured_at,
        "saved_at": entry.saved_at,
        "channel": entry.channel,
        "title": entry.title,
        "host": entry.host,
        "records": entry.records,
    }
