"""The trash: what was undone, for thirty days. What is older goes at the start and daily; emptying it is for good."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from shebaobu.auth.access import require
from shebaobu.errors import DataUnreadable, TrashedNotFound
from shebaobu.services.facts import operation_json
from shebaobu.services.home import Home
from shebaobu.services.members import get_member
from shebaobu.storage.documents import Account, Trashed
from shebaobu.storage.member import MemberStore

KEPT = timedelta(days=30)


def list_trash(home: Home, account: Account, member_id: str) -> dict[str, Any]:
    """What was undone, latest first::

        {"days": 30,
         "entries": [{"id": "…", "undone_at": "…", "undone_by": "account's name", "until": when it goes for good,
                      "capture": {"captured_at", "saved_at", "channel", "title", "host", "records"} or null,
                      "operation": operation or null (see ``services.facts``)}]}

    Raises ``MemberNotFound``.
    """
    require(account, "records.read", member_id)
    entries = sorted(_store(home, member_id).trash.all(), key=lambda one: one.undone_at, reverse=True)
    return {"days": KEPT.days, "entries": [_entry_json(home, one) for one in entries if not _expired(home, one)]}


def restore(home: Home, account: Account, member_id: str, trashed_id: str) -> None:
    """Take something out of the trash, as it was; raises ``TrashedNotFound``."""
    require(account, "records.change", member_id)
    store = _store(home, member_id)
    with store.file.writing():
        store.restore(_trashed(store, trashed_id))


def erase(home: Home, account: Account, member_id: str, trashed_id: str) -> None:
    """Remove something from the trash for good; raises ``TrashedNotFound``."""
    require(account, "records.change", member_id)
    store = _store(home, member_id)
    with store.file.writing():
        store.erase(_trashed(store, trashed_id))


def empty_trash(home: Home, account: Account, member_id: str) -> None:
    """Remove all that is in the trash for good; raises ``MemberNotFound``."""
    require(account, "records.change", member_id)
    store = _store(home, member_id)
    with store.file.writing():
        for trashed in store.trash.all():
            store.erase(trashed)


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


def _store(home: Home, member_id: str) -> MemberStore:
    return home.folder.member(get_member(home, member_id).id)


def _trashed(store: MemberStore, trashed_id: str) -> Trashed:
    trashed = store.trash.get(trashed_id)
    if trashed is None:
        raise TrashedNotFound()
    return trashed


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
