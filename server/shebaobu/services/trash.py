"""The trash: what was undone, for thirty days. What is older goes at the start and daily; emptying it is for good."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from shebaobu.errors import DataUnreadable
from shebaobu.services.facts import operation_json
from shebaobu.services.home import Home
from shebaobu.services.seen import see_member
from shebaobu.storage.documents import Account, Trashed

KEPT = timedelta(days=30)


def list_trash(home: Home, account: Account, member_id: str) -> dict[str, Any]:
    """What was undone, latest first::

        {"days": 30,
         "entries": [{"id": "…", "undone_at": "…", "undone_by": "account's name", "until": when it goes for good,
                      "capture": {"captured_at", "saved_at", "channel", "title", "host", "records"} or null,
                      "operation": operation or null (see ``services.facts``)}]}

    Raises ``MemberNotFound``.
    """
    kept = [trashed for trashed, _ in see_member(home, account, member_id).trash()]
    entries = sorted(kept, key=lambda one: one.undone_at, reverse=True)
    return {"days": KEPT.days, "entries": [_entry_json(home, one) for one in entries if not _expired(home, one)]}


def restore(home: Home, account: Account, member_id: str, trashed_id: str) -> None:
    """Take something out of the trash, as it was; raises ``TrashedNotFound``, ``WriteNeeded``."""
    with home.folder.writing():
        seen = see_member(home, account, member_id)
        trashed, parts = seen.trashed(trashed_id)
        seen.to_write(parts).restore(trashed)


def erase(home: Home, account: Account, member_id: str, trashed_id: str) -> None:
    """Remove something from the trash for good; raises ``TrashedNotFound``, ``WriteNeeded``."""
    with home.folder.writing():
        seen = see_member(home, account, member_id)
        trashed, parts = seen.trashed(trashed_id)
        seen.to_write(parts).erase(trashed)


def empty_trash(home: Home, account: Account, member_id: str) -> None:
    """Remove for good all in the trash that the account may write; raises ``MemberNotFound``, ``WriteNeeded``."""
    with home.folder.writing():
        seen = see_member(home, account, member_id)
        seen.require_any_write()
        for trashed, parts in seen.trash():
            if parts <= seen.rights.write:
                seen.to_write(parts).erase(trashed)


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


def _entry_json(home: Home, trashed: Trashed) -> dict[str, Any]:
    by = home.folder.household.accounts.get(trashed.undone_by)
    capture, operation = trashed.capture, trashed.operation
    names = ("captured_at", "saved_at", "channel", "title", "host", "records")
    return {
        "id": trashed.id,
        "undone_at": trashed.undone_at,
        "undone_by": by.name if by else None,
        "until": trashed.undone_at + KEPT,
        "capture": {name: getattr(capture, name) for name in names} if capture else None,
        "operation": operation_json(home, operation, {}) if operation else None,
    }
