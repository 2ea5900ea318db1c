"""Taking an import back as a whole: the ledger is as if it had not been."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple, TypedDict

import msgspec

from shebaobu.errors import DataUnreadable, ImportNotFound
from shebaobu.ledger import parts_of_page, parts_of_step
from shebaobu.services import audit
from shebaobu.services.home import Home
from shebaobu.services.members import delete_member
from shebaobu.services.seen import SeenMember, see_members
from shebaobu.storage.documents import Account, Import, ImportPart, Trashed


class Brought(NamedTuple):
    """What an import brought a member, as far as an account sees it."""

    seen: SeenMember
    part: ImportPart


class MemberBrought(TypedDict):
    """How many captures and steps by hand an import brought a member; ``added``: the member came with it."""

    name: str
    added: bool
    captures: int
    operations: int


class ImportListed(TypedDict):
    """An import that can be undone: when, by whom (an account's name), and of an export made when.

    ``writable``: the asker may write all that is seen of it, and so may undo it.
    """

    id: str
    at: datetime
    by: str | None
    exported_at: datetime
    members: list[MemberBrought]
    writable: bool


class Imports(TypedDict):
    """The imports that can be undone, the latest first."""

    imports: list[ImportListed]


def list_imports(home: Home, account: Account) -> Imports:
    """The imports that can be undone, latest first, as far as the account sees what they brought."""
    done = sorted(home.folder.household.imports.all(), key=lambda one: one.at, reverse=True)
    known = {seen.id: seen for seen in see_members(home, account)}
    told = [(one, _brought(one, known)) for one in done]
    return {"imports": [_listed(home, one, brought) for one, brought in told if brought]}


def _listed(home: Home, done: Import, brought: list[Brought]) -> ImportListed:
    by = home.folder.household.accounts.get(done.by)
    return {
        "id": done.id,
        "at": done.at,
        "by": by.name if by else None,
        "exported_at": done.exported_at,
        "members": [
            {
                "name": one.seen.member.name,
                "added": one.part.added,
                "captures": len(one.part.captures),
                "operations": len(one.part.operations),
            }
            for one in brought
        ],
        "writable": all(one.seen.may_write(one.seen.rights.read) for one in brought),
    }


def undo_import(home: Home, account: Account, import_id: str) -> None:
    """Put what an import added into the trash, in one commit; a member that came with it and has nothing else goes too.

    What was undone or erased since is passed over, and so is what the account does not see: that is left to who does.
    Raises ``ImportNotFound``, ``WriteNeeded``.
    """
    imports = home.folder.household.imports
    with home.folder.writing():
        done = imports.get(import_id)
        known = {seen.id: seen for seen in see_members(home, account)}
        brought = _brought(done, known) if done else []
        if done is None or not brought:
            raise ImportNotFound()
        for one in brought:
            _undo(home, one)
        left = _left(home, done, brought)
        if left.parts:
            imports.put(left)
        else:
            imports.remove(import_id)


def _brought(done: Import, known: dict[str, SeenMember]) -> list[Brought]:
    """What is seen of what an import brought, member by member."""
    found = [(known[part.member], part) for part in done.parts if part.member in known]
    seen_parts = [(seen, part if seen.whole else _seen_part(seen, part)) for seen, part in found]
    return [Brought(seen, part) for seen, part in seen_parts if part is not None]


def _seen_part(seen: SeenMember, part: ImportPart) -> ImportPart | None:
    try:
        names = {entry.id for entry in seen.captures()} | {step.id for step in seen.operations()}
    except DataUnreadable:
        return None
    part = msgspec.structs.replace(
        part,
        captures=tuple(name for name in part.captures if name in names),
        operations=tuple(name for name in part.operations if name in names),
        times=tuple(times for times in part.times if times.capture in names),
    )
    return part if part.captures or part.operations or part.times else None


def _undo(home: Home, brought: Brought) -> None:
    seen, part = brought
    seen.require_any_write()
    if part.added and seen.rights.decides and not _has_more(seen, part):
        delete_member(home, seen)
        return
    now, by = home.now(), seen.account.id
    pages = {page.entry.id: page for page in seen.pages()}
    steps = {step.id: step for step in seen.operations()}
    for page in filter(None, map(pages.get, part.captures)):
        store = seen.to_write(parts_of_page(page.source.records))
        store.discard(Trashed(id=page.entry.id, undone_at=now, undone_by=by, capture=page.entry))
    for step in filter(None, map(steps.get, part.operations)):
        store = seen.to_write(parts_of_step(step))
        store.discard(Trashed(id=step.id, undone_at=now, undone_by=by, operation=step))
    for times in part.times:
        known = pages.get(times.capture)
        # A look that came after the import is no part of it.
        if known and (known.entry.captured_at, known.entry.read_again_at) == times.after:
            first, last = times.before
            store = seen.to_write(parts_of_page(known.source.records))
            store.captures.put(msgspec.structs.replace(known.entry, captured_at=first, read_again_at=last))
    counts = {"captures": len(part.captures), "operations": len(part.operations)}
    audit.note(home, seen.account, "import.undone", member=seen.id, **counts)


def _has_more(seen: SeenMember, part: ImportPart) -> bool:
    """Whether a member has anything that did not come with an import, in the trash too."""
    own = {*part.captures, *part.operations}
    there = {entry.id for entry in seen.captures()} | {step.id for step in seen.operations()}
    there |= {trashed.id for trashed, _ in seen.trash()}
    return not there <= own


def _left(home: Home, done: Import, brought: list[Brought]) -> Import:
    """What is left of an import when what somebody saw of it is undone."""
    undone = {one.part.member: one.part for one in brought}
    there = [part for part in done.parts if home.folder.household.members.get(part.member)]
    left = [_without(part, undone[part.member]) if part.member in undone else part for part in there]
    return msgspec.structs.replace(
        done, parts=tuple(part for part in left if part.captures or part.operations or part.times or part.added)
    )


def _without(part: ImportPart, undone: ImportPart) -> ImportPart:
    return msgspec.structs.replace(
        part,
        added=False,
        captures=tuple(name for name in part.captures if name not in undone.captures),
        operations=tuple(name for name in part.operations if name not in undone.operations),
        times=tuple(times for times in part.times if times not in undone.times),
    )
