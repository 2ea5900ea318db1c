"""From what is stored to an export: one member or all, as they are at one time."""

from __future__ import annotations

import msgspec

from shebaobu.assets import app_version
from shebaobu.auth.access import require
from shebaobu.domain.capture import Capture
from shebaobu.domain.records import from_dict
from shebaobu.ledger import Fact, Ledger
from shebaobu.services.exporting.format import (
    FORMAT,
    Export,
    ExportedCapture,
    ExportedFact,
    ExportedLedger,
    ExportedMember,
    ExportedOperation,
)
from shebaobu.services.home import Home
from shebaobu.services.ledgers import ledger_of
from shebaobu.services.members import get_member, visible_members
from shebaobu.storage.documents import Account, Member


def gather(home: Home, account: Account, member_id: str | None) -> Export:
    """Everything of a member, of all for None. Raises ``MemberNotFound``, ``DataUnreadable``."""
    with home.folder.reading():
        members = visible_members(home, account) if member_id is None else [get_member(home, member_id)]
        for member in members:
            require(account, "records.read", member.id)
        household = home.folder.household.household()
        return Export(
            format=FORMAT,
            exported_at=home.now(),
            program=f"shebaobu {app_version()}",
            household=household.name if household else "",
            members=[_member(home, member) for member in members],
        )


def _member(home: Home, member: Member) -> ExportedMember:
    return ExportedMember(
        id=member.id,
        name=member.name,
        relation=member.relation,
        birth_month=member.birth_month,
        sex=member.sex,
        retirement_class=member.retirement_class,
        id_masked=member.id_masked,
        added_at=member.added_at,
        captures=_captures(home, member.id),
        operations=_operations(home, member.id),
        ledger=exported_ledger(ledger_of(home, member.id)),
    )


def _captures(home: Home, member_id: str) -> list[ExportedCapture]:
    store = home.folder.member(member_id)
    evidence = {found.id: found for found in store.evidence.all()}
    records = {found.id: found.records for found in store.records.all()}
    return [
        ExportedCapture(
            id=entry.id,
            saved_at=entry.saved_at,
            captured_at=entry.captured_at,
            read_again_at=entry.read_again_at,
            device=entry.device,
            portal=entry.portal,
            not_understood=entry.not_understood,
            questions=entry.questions,
            covers=list(entry.covers),
            months_stated=entry.months_stated,
            capture=msgspec.convert(evidence[entry.id].capture, Capture),
            answers=list(evidence[entry.id].readings),
            records=[from_dict(plain) for plain in records[entry.id]],
        )
        for entry in store.captures.all()
    ]


def _operations(home: Home, member_id: str) -> list[ExportedOperation]:
    steps = home.folder.member(member_id).operations.all()
    return [ExportedOperation(id=step.id, at=step.at, change=step.change) for step in steps]


def exported_ledger(ledger: Ledger) -> ExportedLedger:
    """A ledger as a file has it: where a fact was read is told by its proofs alone."""
    return ExportedLedger(facts=list(map(_fact, ledger.facts)), deleted=list(map(_fact, ledger.deleted)))


def _fact(fact: Fact) -> ExportedFact:
    return ExportedFact(
        record=msgspec.structs.replace(fact.record, source=None),
        proofs=fact.proofs,
        history=fact.history,
        conflicts=fact.conflicts,
        decided=fact.decided,
        vanished=fact.vanished,
    )
