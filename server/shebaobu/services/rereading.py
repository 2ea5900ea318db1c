"""Reading the kept captures again when the reading has improved: the difference is shown before it is applied."""

from __future__ import annotations

from typing import NamedTuple, TypedDict

import msgspec

from shebaobu.domain.capture import Capture
from shebaobu.domain.records import Record
from shebaobu.ledger import Difference, difference, differing_fields, parts_of_page
from shebaobu.normalize import Normalized, normalize
from shebaobu.services import audit
from shebaobu.services.captures import put_capture, understood
from shebaobu.services.facts import CaptureBrief, captures_told, record_told
from shebaobu.services.home import Home
from shebaobu.services.ledgers import source_of
from shebaobu.services.seen import Page, SeenMember, see_member
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


class RecordChanged(TypedDict):
    """A record before and after, and the names of the fields that differ."""

    before: Record
    after: Record
    fields: list[str]


class DifferenceTold(TypedDict):
    """Records that are new, gone, or about the same with other values."""

    added: list[Record]
    removed: list[Record]
    changed: list[RecordChanged]


class CaptureReread(TypedDict):
    """A capture that is understood otherwise now."""

    capture: str
    records: DifferenceTold


class RereadTold(TypedDict):
    """What reading again changes in captures and in the facts of the ledger; ``briefs`` tell of the captures by id."""

    captures: list[CaptureReread]
    ledger: DifferenceTold
    briefs: dict[str, CaptureBrief]


def show_reread(home: Home, account: Account, member_id: str) -> RereadTold:
    """What reading all kept captures again would change, and nothing is changed.

    Raises ``MemberNotFound``, ``DataUnreadable``.
    """
    seen = see_member(home, account, member_id)
    return _told(seen, reread_member(home, seen))


def apply_reread(home: Home, account: Account, member_id: str) -> RereadTold:
    """Read the kept captures again that the account may write, and keep what is found.

    Answers what changed, as ``show_reread`` does. Raises ``WriteNeeded`` for who may write none.
    """
    seen = see_member(home, account, member_id)
    seen.require_any_write()
    return _told(seen, reread_member(home, seen, apply=True))


def reread_member(home: Home, seen: SeenMember, *, apply: bool = False) -> Rereading:
    """Read a member's captures again, with the answers that each was saved with; keep the result where ``apply``.

    Those are passed over that tell of a part which the account may not read, or with ``apply`` not write.
    """
    parts = seen.rights.write if apply else seen.rights.read
    with home.folder.writing():
        pages = [page for page in seen.pages() if parts_of_page(page.source.records) <= parts]
        found = [_reread(page, seen.evidence(page)) for page in pages]
        changed = [one for one in found if one is not None and parts_of_page(one.found.records) <= parts]
        anew = {one.entry.id: source_of(one.entry, one.found.records) for one in changed}
        before, after = seen.ledgers_with(anew)
        if apply:
            for one in changed:
                store = seen.to_write(parts_of_page(one.found.records))
                put_capture(store, one.entry, one.evidence.capture, one.found)
            audit.note(home, seen.account, "reread.applied", member=seen.id, captures=len(changed))
    return Rereading(
        captures=[one for one in changed if not one.records.empty],
        ledger=difference([fact.record for fact in before.facts], [fact.record for fact in after.facts]),
    )


def _reread(page: Page, evidence: Evidence) -> Reread | None:
    """A capture that is understood otherwise now, in its records or in what is told of it; None for any other."""
    capture = msgspec.convert(evidence.capture, Capture)
    found = normalize(capture, evidence.readings)
    now = msgspec.structs.replace(page.entry, portal=found.portal, **understood(capture, found))
    if now == page.entry and found.records == page.source.records:
        return None
    return Reread(now, evidence, found, difference(page.source.records, found.records))


def _told(seen: SeenMember, rereading: Rereading) -> RereadTold:
    changed = rereading.captures
    return {
        "captures": [{"capture": one.entry.id, "records": difference_told(one.records)} for one in changed],
        "ledger": difference_told(rereading.ledger),
        "briefs": captures_told(seen, [one.entry.id for one in changed]),
    }


def difference_told(found: Difference) -> DifferenceTold:
    """A difference of records as the API gives it."""

    def pair(before: Record, after: Record) -> RecordChanged:
        fields = differing_fields(before, after)
        return {"before": record_told(before), "after": record_told(after), "fields": fields}

    return {
        "added": [record_told(record) for record in found.added],
        "removed": [record_told(record) for record in found.removed],
        "changed": [pair(before, after) for before, after in found.changed],
    }
