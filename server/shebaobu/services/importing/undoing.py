"""Taking an import back as a whole: the ledger is as if it had not been."""

from __future__ import annotations

from typing import Any

import msgspec

from shebaobu.auth.access import require
from shebaobu.errors import ImportNotFound
from shebaobu.services.home import Home
from shebaobu.services.ledgers import forget_member
from shebaobu.storage.documents import Account, Import, ImportPart, Trashed
from shebaobu.storage.member import MemberStore


def list_imports(home: Home, account: Account) -> dict[str, Any]:
    """The imports that can be undone, latest first::

    {"imports": [{"id", "at", "by": "account's name", "exported_at",
                  "members": [{"name": "…", "added": bool, "captures": 2, "operations": 0}]}]}
    """
    require(account, "members.list")
    done = sorted(home.folder.household.imports.all(), key=lambda one: one.at, reverse=True)
    names = {member.id: member.name for member in home.folder.household.members.all()}
    return {"imports": [_json(home, one, names) for one in done if any(part.member in names for part in one.parts)]}


def _json(home: Home, done: Import, names: dict[str, str]) -> dict[str, Any]:
    by = home.folder.household.accounts.get(done.by)
    return {
        "id": done.id,
        "at": done.at,
        "by": by.name if by else None,
        "exported_at": done.exported_at,
        "members": [
            {
                "name": names[part.member],
                "added": part.added,
                "captures": len(part.captures),
                "operations": len(part.operations),
            }
            for part in done.parts
            if part.member in names
        ],
    }


def undo_import(home: Home, account: Account, import_id: str) -> None:
    """Put what an import added into the trash, in one commit; a member that came with it and has nothing else goes too.

    What was undone or erased since is passed over. Raises ``ImportNotFound``.
    """
    require(account, "members.change")
    household = home.folder.household
    with home.folder.writing():
        done = household.imports.get(import_id)
        if done is None:
            raise ImportNotFound()
        members = {member.id for member in household.members.all()}
        for part in done.parts:
            if part.member in members:
                require(account, "records.change", part.member)
                _undo(home, account, part)
        household.imports.remove(import_id)


def _undo(home: Home, account: Account, part: ImportPart) -> None:
    store = home.folder.member(part.member)
    if part.added and not _has_more(store, part):
        home.folder.remove_member(part.member)
        forget_member(home, part.member)
        return
    now, by = home.now(), account.id
    for name in part.captures:
        entry = store.captures.get(name)
        if entry:
            store.discard(Trashed(id=name, undone_at=now, undone_by=by, capture=entry))
    for name in part.operations:
        step = store.operations.get(name)
        if step:
            store.discard(Trashed(id=name, undone_at=now, undone_by=by, operation=step))
    for times in part.times:
        known = store.captures.get(times.capture)
        # A look that came after the import is no part of it.
        if known and (known.captured_at, known.read_again_at) == times.after:
            first, last = times.before
            store.captures.put(msgspec.structs.replace(known, captured_at=first, read_again_at=last))


def _has_more(store: MemberStore, part: ImportPart) -> bool:
    """Whether a member has anything that did not come with an import, in the trash too."""
    own = {*part.captures, *part.operations}
    collections = (store.captures, store.operations, store.trash)
    return any(one.id not in own for collection in collections for one in collection.all())
