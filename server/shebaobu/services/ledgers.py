"""A member's ledger, built from the saved records and kept in memory until they change."""

from __future__ import annotations

from shebaobu.domain.records import Record, from_dict
from shebaobu.ledger import CaptureSource, Ledger, build_ledger
from shebaobu.services.home import Home


def sources_of(home: Home, member_id: str) -> tuple[int, list[CaptureSource]]:
    """What a member's ledger is built from, and the revision of the file it was read at."""
    store = home.folder.member(member_id)
    with store.file.reading():
        entries = store.captures.all()
        records = {saved.id: saved.records for saved in store.records.all()}
        revision = store.revision
    sources = [
        CaptureSource(
            id=entry.id,
            captured_at=entry.captured_at,
            records=[from_dict(plain) for plain in records[entry.id]],
        )
        for entry in entries
    ]
    return revision, sources


def ledger_of(home: Home, member_id: str) -> Ledger:
    """The member's ledger as it is now."""
    kept = home.ledgers.get(member_id)
    if kept and kept[0] == home.folder.member(member_id).revision:
        return kept[1]
    revision, sources = sources_of(home, member_id)
    ledger = build_ledger(sources)
    home.ledgers[member_id] = (revision, ledger)
    return ledger


def facts_added_by(home: Home, member_id: str, captured_at: str, records: list[Record]) -> int:
    """How many facts the ledger would gain by one more capture."""
    _, sources = sources_of(home, member_id)
    more = CaptureSource(id="", captured_at=captured_at, records=records)
    return len(build_ledger([*sources, more]).facts) - len(ledger_of(home, member_id).facts)
