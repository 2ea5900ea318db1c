"""From what is stored to an export: one member or all, as they are at one time."""

from __future__ import annotations

import msgspec

from shebaobu.assets import app_version
from shebaobu.domain.capture import Capture
from shebaobu.domain.parts import PARTS
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
from shebaobu.services.seen import SeenMember, see_member, see_members
from shebaobu.storage.documents import Account


def gather(home: Home, account: Account, member_id: str | None) -> Export:
    """What an account may see of a member, of all for None. Raises ``MemberNotFound``, ``DataUnreadable``."""
    with home.folder.reading():
        members = see_members(home, account) if member_id is None else [see_member(home, account, member_id)]
        household = home.folder.household.household()
        return Export(
            format=FORMAT,
            exported_at=home.now(),
            program=f"shebaobu {app_version()}",
            household=household.name if household else "",
            members=[_member(seen) for seen in members],
        )


def _member(seen: SeenMember) -> ExportedMember:
    member = seen.member
    return ExportedMember(
        id=member.id,
        name=member.name,
        relation=member.relation,
        birth_month=member.birth_month,
        sex=member.sex,
        retirement_class=member.retirement_class,
        id_masked=member.id_masked,
        added_at=member.added_at,
        parts=msgspec.UNSET if seen.whole else [part for part in PARTS if part in seen.rights.read],
        captures=_captures(seen),
        operations=[ExportedOperation(id=step.id, at=step.at, change=step.change) for step in seen.operations()],
        ledger=exported_ledger(seen.ledger()),
    )


def _captures(seen: SeenMember) -> list[ExportedCapture]:
    evidence = seen.all_evidence()
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
            records=source.records,
        )
        for entry, source in seen.pages()
    ]


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
