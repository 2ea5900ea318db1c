"""Reading the kept captures again when the reading has improved: the difference is shown before it is applied."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from shebaobu.auth.access import require
from shebaobu.domain.capture import Capture
from shebaobu.domain.records import Record
from shebaobu.ledger import CaptureSource, Difference, build_ledger, difference, differing_fields
from shebaobu.normalize import Normalized, normalize
from shebaobu.services.captures import put_capture, understood
from shebaobu.services.facts import captures_json, record_json
from shebaobu.services.home import Home
from shebaobu.services.ledgers import source_of, sources_of
from shebaobu.services.members import get_member
from shebaobu.storage.documents import Account, CaptureEntry, Evidence


class Reread(NamedTuple):
    """A capture that is understood otherwise now than when it was saved; ``entry`` is what would be told of it."""

    entry: CaptureEntry
    evidence: Evidence
    found: Normalized
    records: Difference


class Rereading(NamedTuple):
    """What reading a member's captures again would change: the captures, and the facts of the ledger."""

    captures: list[Reread]
    ledger: Difference


def show_reread(home: Home, account: Account, member_id: str) -> dict[str, Any]:
    """What reading all kept captures again would change, and nothing is changed::

        {"captures": [{"capture": id, "records": difference}, …],    those that are understood otherwise now
         "ledger": difference,                                       of the facts of the ledger
         "briefs": {id: {"captured_at": …, "title": …, …}}}

    A difference is ``{"added": [record, …], "removed": [record, …], "changed": [{"before": record, "after": record,
    "fields": ["base", …]}, …]}``. Raises ``MemberNotFound``, ``DataUnreadable``.
    """
    require(account, "records.read", member_id)
    return _json(home, member_id, reread_member(home, member_id))


def apply_reread(home: Home, account: Account, member_id: str) -> dict[str, Any]:
    """Read all kept captures again and keep what is found; answers what changed, as ``show_reread`` does."""
    require(account, "records.change", member_id)
    return _json(home, member_id, reread_member(home, member_id, apply=True))


def reread_member(home: Home, member_id: str, *, apply: bool = False) -> Rereading:
    """Read a member's captures again, with the answers that each was saved with; keep the result where ``apply``."""
    store = home.folder.member(get_member(home, member_id).id)
    with home.folder.writing():
        _, before, operations = sources_of(home, member_id)
        entries = {entry.id: entry for entry in store.captures.all()}
        found = [_reread(entries[source.id], store.evidence.get(source.id), source) for source in before]
        changed = [one for one in found if one is not None]
        anew = {one.entry.id: source_of(one.entry, one.found.records) for one in changed}
        after = [anew.get(source.id, source) for source in before]
        if apply:
            for one in changed:
                put_capture(store, one.entry, one.evidence.capture, one.found)
    return Rereading(
        captures=[one for one in changed if not one.records.empty],
        ledger=difference(
            [fact.record for fact in build_ledger(before, operations).facts],
            [fact.record for fact in build_ledger(after, operations).facts],
        ),
    )


def _reread(entry: CaptureEntry, evidence: Evidence | None, source: CaptureSource) -> Reread | None:
    """A capture that is understood otherwise now, in its records or in what is told of it; None for any other."""
    if evidence is None:
        return None
    capture = msgspec.convert(evidence.capture, Capture)
    found = normalize(capture, evidence.readings)
    now = msgspec.structs.replace(entry, portal=found.portal, **understood(capture, found))
    if now == entry and found.records == source.records:
        return None
    return Reread(now, evidence, found, difference(source.records, found.records))


def _json(home: Home, member_id: str, rereading: Rereading) -> dict[str, Any]:
    changed = rereading.captures
    return {
        "captures": [{"capture": one.entry.id, "records": difference_json(one.records)} for one in changed],
        "ledger": difference_json(rereading.ledger),
        "briefs": captures_json(home, member_id, [one.entry.id for one in changed]),
    }


def difference_json(found: Difference) -> dict[str, Any]:
    """A difference of records as the API gives it."""

    def pair(before: Record, after: Record) -> dict[str, Any]:
        fields = differing_fields(before, after)
        return {"before": record_json(before), "after": record_json(after), "fields": fields}

    return {
        "added": [record_json(record) for record in found.added],
        "removed": [record_json(record) for record in found.removed],
        "changed": [pair(before, after) for before, after in found.changed],
    }
