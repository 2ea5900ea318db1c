"""What an import would do, decided and counted before anything is stored."""

from __future__ import annotations

import contextlib

import msgspec

from shebaobu.auth.access import require
from shebaobu.errors import DataUnreadable, ImportOfSeveral, ImportRefused
from shebaobu.ledger import Ledger, Operation, all_changes, build_ledger, totals, wall
from shebaobu.services.exporting.format import ExportedMember
from shebaobu.services.exporting.gathering import exported_ledger
from shebaobu.services.home import Home
from shebaobu.services.importing.beside import Beside, MemberPlan, entry_of
from shebaobu.services.importing.reading import ReadExport
from shebaobu.services.ledgers import source_of
from shebaobu.services.members import MemberFields, get_member, member_from, visible_members
from shebaobu.storage.documents import Account, Member


def plan_import(home: Home, account: Account, read: ReadExport, into: str | None) -> list[MemberPlan]:
    """What importing does: into the member ``into``, else member by member as the file names them, new ones added.

    Raises ``MemberNotFound``, ``ImportOfSeveral``, ``ImportRefused``, and what is raised for names and the like.
    """
    require(account, "members.change", into)
    members = read.export.members
    if into is not None and len(members) != 1:
        raise ImportOfSeveral(members=len(members))
    there = {member.id: member for member in visible_members(home, account)}
    plans = []
    for number, exported in enumerate(members):
        known = get_member(home, into) if into is not None else there.get(exported.id)
        plan = MemberPlan(known or _new_member(home, account, exported), new=known is None)
        require(account, "records.change", plan.member.id)
        ledger = Beside(home, plan, account.id, _names_of_others(home, plan.member.id)).add(exported)
        _try(ledger, f"$.members[{number}]")
        if read.version > 1:
            plan.differing = _differing(exported)
        plans.append(plan)
    return plans


def _new_member(home: Home, account: Account, exported: ExportedMember) -> Member:
    fields = MemberFields(
        name=exported.name,
        relation=exported.relation,
        birth_month=exported.birth_month,
        sex=exported.sex,
        retirement_class=exported.retirement_class,
    )
    member = member_from(home, account, exported.id, fields, exported.added_at or home.now())
    return msgspec.structs.replace(member, id_masked=exported.id_masked)


def _names_of_others(home: Home, member_id: str) -> set[str]:
    """What captures and steps of all other members are called: a name stands for one of them in the household."""
    names: set[str] = set()
    for other in home.folder.household.members.all():
        if other.id == member_id:
            continue
        store = home.folder.member(other.id)
        # Of a damaged document the names are not known; they are random, so none of them comes again.
        with contextlib.suppress(DataUnreadable):
            for collection in (store.captures, store.operations, store.trash):
                names |= {one.id for one in collection.all()}
    return names


def _try(ledger: Ledger, at: str) -> None:
    """Raise ``ImportRefused`` for what the views of a ledger cannot be made of."""
    try:
        wall(ledger)
        totals(ledger)
        all_changes(ledger)
    except ValueError:
        raise ImportRefused(at=at) from None


def _differing(exported: ExportedMember) -> int:
    """How many facts of the file's ledger are not what its captures and steps come to, or the other way round."""
    sources = [source_of(entry_of(capture), capture.records) for capture in exported.captures]
    steps = [Operation(id=step.id, at=step.at, by="", change=step.change) for step in exported.operations]
    made = exported_ledger(build_ledger(sources, steps))
    mine, theirs = (
        {msgspec.json.encode(fact) for fact in (*ledger.facts, *ledger.deleted)} for ledger in (made, exported.ledger)
    )
    return max(len(mine - theirs), len(theirs - mine))
