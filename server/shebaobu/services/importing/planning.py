"""What an import would do, decided and counted before anything is stored."""

from __future__ import annotations

import msgspec

from shebaobu.auth.access import require
from shebaobu.auth.rights import ALL_PARTS
from shebaobu.auth.tokens import new_id
from shebaobu.domain.parts import Part
from shebaobu.errors import ImportOfSeveral, ImportRefused
from shebaobu.ledger import (
    Ledger,
    Operation,
    all_changes,
    build_ledger,
    parts_of_fact,
    parts_of_page,
    parts_of_step,
    totals,
    wall,
)
from shebaobu.services.exporting.format import ExportedMember, ExportedOperation
from shebaobu.services.exporting.gathering import exported_ledger
from shebaobu.services.home import Home
from shebaobu.services.importing.beside import Beside, MemberPlan, entry_of
from shebaobu.services.importing.reading import ReadExport
from shebaobu.services.ledgers import source_of
from shebaobu.services.members import MemberFields, member_from
from shebaobu.services.seen import SeenMember, names_of_others, see_member, see_members
from shebaobu.storage.documents import Account, Member


def plan_import(home: Home, account: Account, read: ReadExport, into: str | None) -> list[MemberPlan]:
    """What importing does: into the member ``into``, else member by member as the file names them, new ones added.

    Raises ``MemberNotFound``, ``WriteNeeded``, ``ImportOfSeveral``, ``ImportRefused``, and what is raised for names
    and the like.
    """
    require(account, "records.import")
    members = read.export.members
    if into is not None and len(members) != 1:
        raise ImportOfSeveral(members=len(members))
    there = {seen.id: seen for seen in see_members(home, account)}
    plans = []
    for number, exported in enumerate(members):
        known = see_member(home, account, into) if into is not None else there.get(exported.id)
        parts = _parts_of(exported)
        store = known.to_write(parts) if known else None
        member = known.member if known else _new_member(home, account, exported)
        plan = MemberPlan(member, new=known is None, parts=parts)
        beside = Beside(home, plan, store, account.id, names_of_others(home, plan.member.id))
        before, after = beside.add(exported)
        _try(after, f"$.members[{number}]")
        if known and _rest(before, known) != _rest(after, known):
            raise ImportRefused(at=f"$.members[{number}].operations")
        if read.version > 1 and exported.parts is msgspec.UNSET:
            plan.differing = _differing(exported)
        plans.append(plan)
    return plans


def _parts_of(exported: ExportedMember) -> frozenset[Part]:
    """The parts that a file tells of a member, of what is there already too: only who may write them learns that."""
    pages = (parts_of_page(capture.records) for capture in exported.captures)
    steps = (parts_of_step(_step(step)) for step in exported.operations)
    return frozenset().union(*pages, *steps)


def _rest(ledger: Ledger, seen: SeenMember) -> list[tuple[object, ...]]:
    """What the account may not write: a step in a file could name a fact of it."""
    if seen.rights.write == ALL_PARTS:
        return []
    rest = [fact for fact in ledger.facts if not parts_of_fact(fact) <= seen.rights.write]
    return [(fact.record, fact.conflicts, fact.vanished) for fact in rest]


def _new_member(home: Home, account: Account, exported: ExportedMember) -> Member:
    fields = MemberFields(
        name=exported.name,
        relation=exported.relation,
        birth_month=exported.birth_month,
        sex=exported.sex,
        retirement_class=exported.retirement_class,
    )
    # The name may be that of a member whom the account may not know of.
    free = home.folder.household.members.get(exported.id) is None
    member = member_from(home, account, exported.id if free else new_id(), fields, exported.added_at or home.now())
    return msgspec.structs.replace(member, id_masked=exported.id_masked)


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
    made = exported_ledger(build_ledger(sources, list(map(_step, exported.operations))))
    mine, theirs = (
        {msgspec.json.encode(fact) for fact in (*ledger.facts, *ledger.deleted)} for ledger in (made, exported.ledger)
    )
    return max(len(mine - theirs), len(theirs - mine))


def _step(step: ExportedOperation) -> Operation:
    return Operation(id=step.id, at=step.at, by="", change=step.change)
