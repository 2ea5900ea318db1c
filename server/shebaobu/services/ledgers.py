"""A member's ledger, built from the saved records and what was done by hand, kept in memory until they change.

The records of a capture are kept for the content they were read from, which changes when the capture is understood
otherwise; a ledger is kept for the revision of the member's document that it was built at. So both hold whoever changed
the document, this server or another. All of it is the whole ledger, whoever asks: what somebody may see of it is told
by ``services.seen``, by which alone other services get here.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from tinydb import where

from shebaobu.domain.records import Record, from_dict
from shebaobu.ledger import CaptureSource, Cover, Fact, Ledger, Operation, build_ledger, source_name
from shebaobu.ledger.identity import contribution_key, equal_key
from shebaobu.services.home import Home, Key
from shebaobu.storage.documents import CaptureEntry
from shebaobu.storage.member import MemberStore

_NOTHING = ("", None)


class Sources(NamedTuple):
    """What a member's ledger is built from, and the revision of the file it was read at."""

    revision: int
    captures: list[CaptureSource]
    operations: list[Operation]


def sources_of(home: Home, store: MemberStore) -> Sources:
    """What a member's ledger is built from, as it is stored now."""
    known = home.records.setdefault(store.id, {})
    with store.file.reading():
        entries = {entry.id: entry for entry in store.captures.all()}
        revision = store.revision
        missing = {name for name, entry in entries.items() if known.get(name, _NOTHING)[0] != entry.content_hash}
        if missing:
            for saved in store.records.find(where("id").test(missing.__contains__)):
                records = [from_dict(plain) for plain in saved.records]
                known[saved.id] = (entries[saved.id].content_hash, records)
        captures = [source_of(entry, known[entry.id][1]) for entry in entries.values()]
        operations = store.operations.all()
    for gone in known.keys() - entries.keys():
        known.pop(gone, None)
        home.keys.pop(gone, None)
    return Sources(revision, captures, operations)


def source_of(entry: CaptureEntry, records: list[Record]) -> CaptureSource:
    """A saved capture as the ledger takes it."""
    return CaptureSource(
        id=entry.id,
        captured_at=entry.captured_at,
        records=records,
        source=source_name(entry.channel, entry.host, entry.portal),
        covers=entry.covers,
        read_again_at=entry.read_again_at,
        months_stated=entry.months_stated,
    )


def ledger_of(home: Home, store: MemberStore) -> Ledger:
    """The member's ledger as it is now."""
    kept = home.ledgers.get(store.id)
    if kept and kept[0] == store.revision:
        return kept[1]
    revision, captures, operations = sources_of(home, store)
    ledger = build_ledger(captures, operations)
    home.ledgers[store.id] = (revision, ledger)
    return ledger


class Effect(NamedTuple):
    """What one more capture would do to a ledger: facts it adds, and whether a fact's values change."""

    added: int
    changes: bool


def effect_of(home: Home, store: MemberStore, more: CaptureSource) -> Effect:
    """The effect of one more capture on a member's ledger."""
    _, captures, operations = sources_of(home, store)
    return effect_on(home, captures, operations, more)


def effect_on(home: Home, captures: list[CaptureSource], operations: list[Operation], more: CaptureSource) -> Effect:
    """The effect of one more capture on the ledger of others.

    Only records of the same key can be one fact, so the others need not be merged to know; and only what the
    capture covers can vanish.
    """
    keys = {equal_key(record) for record in more.records} | {key for cover in more.covers for key in _covered(cover)}
    captures = [_only(home, capture, keys) for capture in captures]
    before = build_ledger(captures, operations).facts
    after = build_ledger([*captures, more], operations).facts
    return Effect(len(after) - len(before), list(map(_shown, before)) != list(map(_shown, after)))


def _shown(fact: Fact) -> tuple[object, ...]:
    conflicts = [(conflict.field, conflict.values) for conflict in fact.conflicts]
    return fact.record, conflicts, fact.vanished is None


def _covered(cover: Cover) -> list[Key]:
    return [contribution_key(cover.insurance, month) for month in cover.months()]


def _only(home: Home, source: CaptureSource, keys: set[Key]) -> CaptureSource:
    """A capture with only the records of some keys: of most captures that is none, which its kept keys tell."""
    of_records, kept_keys = home.keys.get(source.id, (None, frozenset()))
    if of_records is not source.records:
        kept_keys = frozenset(map(equal_key, source.records))
        home.keys[source.id] = (source.records, kept_keys)
    kept: list[Record] = []
    if not keys.isdisjoint(kept_keys):
        kept = [record for record in source.records if equal_key(record) in keys]
    return msgspec.structs.replace(source, records=kept)


def forget_member(home: Home, member_id: str) -> None:
    """Drop what is in memory of a member who was deleted."""
    home.ledgers.pop(member_id, None)
    for key in [key for key in home.told if key[0] == member_id]:
        home.told.pop(key, None)
    for capture_id in home.records.pop(member_id, {}):
        home.keys.pop(capture_id, None)
