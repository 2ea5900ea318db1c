"""A member's ledger, built from the saved records and kept in memory until they change.

The records of a capture are kept as read until it is answered or undone; a ledger is kept for the revision of
the member's file that it was built at.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from tinydb import where

from shebaobu.domain.records import Record, from_dict
from shebaobu.ledger import CaptureSource, Ledger, build_ledger
from shebaobu.ledger.identity import equal_key
from shebaobu.services.home import Home


def _sources(home: Home, member_id: str) -> tuple[int, list[CaptureSource]]:
    """What a member's ledger is built from, and the revision of the file it was read at."""
    store = home.folder.member(member_id)
    known = home.records.setdefault(member_id, {})
    with store.file.reading():
        entries = store.captures.all()
        revision = store.revision
        missing = {entry.id for entry in entries} - known.keys()
        if missing:
            for saved in store.records.find(where("id").test(missing.__contains__)):
                known[saved.id] = [from_dict(plain) for plain in saved.records]
        sources = [
            CaptureSource(id=entry.id, captured_at=entry.captured_at, records=known[entry.id]) for entry in entries
        ]
    return revision, sources


def ledger_of(home: Home, member_id: str) -> Ledger:
    """The member's ledger as it is now."""
    kept = home.ledgers.get(member_id)
    if kept and kept[0] == home.folder.member(member_id).revision:
        return kept[1]
    revision, sources = _sources(home, member_id)
    ledger = build_ledger(sources)
    home.ledgers[member_id] = (revision, ledger)
    return ledger


class Effect(NamedTuple):
    """What one more capture would do to a ledger: facts it adds, and whether a fact's values change."""

    added: int
    changes: bool


def effect_of(home: Home, member_id: str, captured_at: str, records: list[Record]) -> Effect:
    """The effect of one more capture, read at ``captured_at``.

    Only records of the same key can be one fact, so the others need not be merged to know.
    """
    keys = {equal_key(record) for record in records}
    sources = [_only(source, keys) for source in _sources(home, member_id)[1]]
    more = CaptureSource(id="", captured_at=captured_at, records=records)
    before, after = build_ledger(sources).facts, build_ledger([*sources, more]).facts
    added = len(after) - len(before)
    return Effect(added, [fact.record for fact in before] != [fact.record for fact in after])


def _only(source: CaptureSource, keys: set[tuple[object, ...]]) -> CaptureSource:
    kept = [record for record in source.records if equal_key(record) in keys]
    return msgspec.structs.replace(source, records=kept)


def forget_capture(home: Home, member_id: str, capture_id: str) -> None:
    """Drop what is in memory of a capture that was undone, or whose records change."""
    home.records.get(member_id, {}).pop(capture_id, None)


def forget_member(home: Home, member_id: str) -> None:
    """Drop what is in memory of a member who was deleted."""
    home.ledgers.pop(member_id, None)
    home.records.pop(member_id, None)
