"""A member's records to look at: the month wall, the facts with their proofs, everything as one file."""

from __future__ import annotations

from typing import Any

import msgspec

from shebaobu.auth.access import require
from shebaobu.domain.records import Record, to_dict
from shebaobu.ledger import Fact, wall
from shebaobu.services.home import Home
from shebaobu.services.ledgers import ledger_of
from shebaobu.services.members import get_member, member_json
from shebaobu.storage.documents import Account, CaptureEntry

EXPORT_FORMAT = "shebaobu.export/1"
_TIMES = ("month", "year", "start", "as_of", "on", "paid_on", "settled_on", "since", "booked_month")


def show_wall(home: Home, account: Account, member_id: str) -> dict[str, Any]:
    """The month wall of a member; raises ``MemberNotFound``."""
    require(account, "records.read", member_id)
    member = get_member(home, member_id)
    return {
        "member": member_json(member),
        "rows": wall(ledger_of(home, member_id)),
        "captures": len(home.folder.member(member_id).captures),
    }


def list_facts(
    home: Home, account: Account, member_id: str, insurance: str | None, year: str | None, kind: str | None
) -> dict[str, Any]:
    """The facts that the filters let through, with the captures that prove them; raises ``MemberNotFound``."""
    require(account, "records.read", member_id)
    get_member(home, member_id)
    facts = [
        fact_json(fact, record)
        for fact in ledger_of(home, member_id).facts
        if (insurance is None or fact.record.insurance == insurance)
        and (record := to_dict(fact.record))
        and (kind is None or record["kind"] == kind)
        and (year is None or year_of(fact.record) == year)
    ]
    proving = {proof.capture for fact in facts for proof in fact["proofs"]}
    entries = home.folder.member(member_id).captures.all()
    return {"facts": facts, "captures": {entry.id: _brief(entry) for entry in entries if entry.id in proving}}


def fact_json(fact: Fact, record: dict[str, Any]) -> dict[str, Any]:
    """A fact as the API gives it; where it was read is told by its proofs."""
    record.pop("source", None)
    return {"record": record, "proofs": fact.proofs}


def year_of(record: Record) -> str | None:
    """The calendar year that a record belongs to, None where it tells no time."""
    for name in _TIMES:
        value = getattr(record, name, None)
        if value is not None:
            return str(value)[:4]
    return None


def _brief(entry: CaptureEntry) -> dict[str, Any]:
    names = ("captured_at", "saved_at", "channel", "title", "host", "portal")
    return {name: getattr(entry, name) for name in names}


def export_member(home: Home, account: Account, member_id: str) -> dict[str, Any]:
    """Everything of a member: the captures as they were read, their records, and the ledger made of them."""
    require(account, "records.read", member_id)
    member = get_member(home, member_id)
    store = home.folder.member(member_id)
    with store.file.reading():
        entries = store.captures.all()
        evidence = {found.id: found for found in store.evidence.all()}
        records = {found.id: found.records for found in store.records.all()}
    return {
        "format": EXPORT_FORMAT,
        "exported_at": home.now(),
        "member": member_json(member),
        "captures": [
            msgspec.to_builtins(entry)
            | {
                "capture": evidence[entry.id].capture,
                "answers": evidence[entry.id].readings,
                "records": records[entry.id],
            }
            for entry in entries
        ],
        "facts": [fact_json(fact, to_dict(fact.record)) for fact in ledger_of(home, member_id).facts],
    }
