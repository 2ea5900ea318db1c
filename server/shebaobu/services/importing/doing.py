"""Importing a file: what it would add, adding it in one commit, and taking that back as a whole."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from shebaobu.auth.tokens import new_id
from shebaobu.services import audit
from shebaobu.services.exporting.format import Export
from shebaobu.services.home import Home
from shebaobu.services.importing.beside import MemberPlan
from shebaobu.services.importing.planning import plan_import
from shebaobu.services.importing.reading import read_export
from shebaobu.services.seen import see_member, see_members
from shebaobu.storage.documents import Account, Import, ImportPart, Relation, TimesRead


class Counted(TypedDict):
    """How many an import adds, and how many the household has already."""

    added: int
    known: int


class MemberImported(TypedDict):
    """What an import adds to a member.

    ``new``: the member comes with it; ``named``: another member has the same name. ``facts`` are further ones in the
    ledger, ``differing`` those of the file's ledger that its captures do not come to.
    """

    id: str
    name: str
    relation: Relation
    new: bool
    named: bool
    captures: Counted
    operations: Counted
    facts: int
    differing: int


class ImportTold(TypedDict):
    """What an import adds, member by member; ``empty`` where the household has all of it."""

    exported_at: datetime
    program: str
    household: str
    empty: bool
    members: list[MemberImported]


ImportDone = TypedDict(
    "ImportDone",
    {
        "exported_at": datetime,
        "program": str,
        "household": str,
        "empty": bool,
        "members": list[MemberImported],
        "import": str | None,
    },
)
ImportDone.__doc__ = "What was added, and the name to undo it by, null where there was nothing to add."


def preview_import(home: Home, account: Account, data: bytes, into: str | None = None) -> ImportTold:
    """What importing a file would add; nothing is stored. Raises what ``read_export`` and ``plan_import`` raise."""
    read = read_export(data)
    with home.folder.reading():
        plans = plan_import(home, account, read, into)
        return _told(home, account, read.export, plans)


def import_file(home: Home, account: Account, data: bytes, into: str | None = None) -> ImportDone:
    """Add what a file has and the household has not, all of it or nothing; raises as ``preview_import`` does."""
    read = read_export(data)
    with home.folder.writing():
        plans = plan_import(home, account, read, into)
        told = _told(home, account, read.export, plans)
        parts = tuple(_apply(home, account, plan) for plan in plans if not plan.empty)
        done = Import(id=new_id(), at=home.now(), by=account.id, exported_at=read.export.exported_at, parts=parts)
        if parts:
            home.folder.household.imports.put(done)
    return {**told, "import": done.id if parts else None}


def _apply(home: Home, account: Account, plan: MemberPlan) -> ImportPart:
    member = plan.member
    if plan.new:
        home.folder.household.members.put(member)
    store = see_member(home, account, member.id).to_write(plan.parts)
    store.file.create()
    for new in plan.captures:
        store.trash.remove(new.entry.id)
        store.put(new.entry, new.evidence, new.records)
    for _, after in plan.times.values():
        store.captures.put(after)
    for step in plan.operations:
        store.operations.put(step)
    if plan.new:
        audit.note(home, account, "member.added", member=member.id)
    counts = {"captures": len(plan.captures), "operations": len(plan.operations)}
    audit.note(home, account, "import.done", member=member.id, **counts)
    return ImportPart(
        member=member.id,
        added=plan.new,
        captures=tuple(new.entry.id for new in plan.captures),
        operations=tuple(step.id for step in plan.operations),
        times=tuple(
            TimesRead(
                capture=before.id,
                before=(before.captured_at, before.read_again_at),
                after=(after.captured_at, after.read_again_at),
            )
            for before, after in plan.times.values()
        ),
    )


def _told(home: Home, account: Account, export: Export, plans: list[MemberPlan]) -> ImportTold:
    names = [seen.member.name for seen in see_members(home, account)]
    return {
        "exported_at": export.exported_at,
        "program": export.program,
        "household": export.household,
        "empty": all(plan.empty for plan in plans),
        "members": [
            {
                "id": plan.member.id,
                "name": plan.member.name,
                "relation": plan.member.relation,
                "new": plan.new,
                "named": plan.new and plan.member.name in names,
                "captures": {"added": len(plan.captures), "known": plan.known_captures},
                "operations": {"added": len(plan.operations), "known": plan.known_operations},
                "facts": plan.facts,
                "differing": plan.differing,
            }
            for plan in plans
        ],
    }
