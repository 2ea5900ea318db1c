"""Captures: saving one for a member, undoing it, looking at it again, answering what it left open.

ID numbers are masked before anything is hashed or stored. The same content again is the same capture.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict

import msgspec

from shebaobu.auth.access import require
from shebaobu.auth.tokens import new_id
from shebaobu.domain.capture import Block, Capture, Line, Lines
from shebaobu.domain.person import Person, mask_id
from shebaobu.domain.reading import Reading
from shebaobu.domain.records import Record, to_dict
from shebaobu.domain.secrets import hide_in_capture
from shebaobu.ledger import CaptureSource, covers_of, parts_of_page, source_name
from shebaobu.normalize import Normalized, normalize
from shebaobu.normalize.accounting import Accounted
from shebaobu.services import audit
from shebaobu.services.home import Home
from shebaobu.services.ledgers import Effect, effect_of
from shebaobu.services.questions import Checks, QuestionTold, checks_told, open_questions, questions_told
from shebaobu.services.readings import check_given, keep_given, kept_readings, readings_with
from shebaobu.services.seen import Page, SeenMember, see_capture, see_member
from shebaobu.storage.documents import Account, CaptureEntry, Device, Evidence, Member, RecordSet, Trashed
from shebaobu.storage.member import MemberStore


class CaptureListed(TypedDict):
    """A saved capture at a glance; ``questions`` counts those that are open; ``writable``: it may be undone."""

    id: str
    captured_at: str
    saved_at: datetime
    channel: str
    title: str
    host: str
    portal: str | None
    device: str | None
    records: int
    blocks: int
    not_understood: int
    questions: int
    read_again_at: str | None
    writable: bool


class MemberNamed(TypedDict):
    """Whose capture it is."""

    id: str
    name: str


class Saved(TypedDict):
    """A capture that was saved, now or before: the number of its records, and how many of them were new or known."""

    capture: str
    already_saved: bool
    records: int
    added: int
    known: int
    member: MemberNamed


class PersonOnPage(TypedDict, total=False):
    """Whom a page names, the ID number masked."""

    name: str
    name_masked: str
    id_masked: str


class CaptureShown(TypedDict):
    """A saved capture with what is understood of it now, and the id of the member that it is of.

    ``writable``: the asker may undo it and answer its questions.
    """

    capture: Capture
    accounting: list[Accounted]
    person: PersonOnPage
    questions: list[QuestionTold]
    checks: Checks
    member: str
    writable: bool


def content_hash(capture: Capture, records: list[Record]) -> str:
    """SHA-256 of what a capture shows and says.

    Left out is what differs each time the same page is looked at: the time, the query of the address (of which
    the records hold what matters), and where on the screen a line stood.
    """
    address = capture.origin.address
    plain = {
        "channel": capture.channel,
        "page": [address.hostname, address.path, address.fragment],
        "blocks": [_without_boxes(block) for block in capture.blocks],
        "records": [to_dict(record) for record in records],
    }
    return hashlib.sha256(msgspec.json.encode(plain, order="deterministic")).hexdigest()


def _without_boxes(block: Block) -> Block:
    if not isinstance(block, Lines):
        return block
    return msgspec.structs.replace(block, lines=[Line(text=line.text) for line in block.lines])


def saved_before(store: MemberStore, capture: Capture, found: Normalized, effect: Effect) -> CaptureEntry | None:
    """The saved capture that this one repeats.

    A page that shows again what it showed before something else was read is news, and no repetition.
    """
    if effect.changes:
        return None
    return store.capture_with_content(content_hash(capture, found.records))


def save_capture(
    home: Home, account: Account, device: Device, member_id: str, capture: Capture, answers: Sequence[Reading]
) -> Saved:
    """Save a capture for a member; what was saved before is answered as such and not stored again.

    The answers given with it are kept for later pages. Raises ``MemberNotFound``, ``AnswerRefused``, and
    ``WriteNeeded`` where the page tells of a part that the account may not write.
    """
    require(account, "captures.preview")
    seen = see_member(home, account, member_id)
    masked = hide_in_capture(capture)
    found = normalize(masked, readings_with(kept_readings(home), answers))
    check_given(answers, found.asked)
    with home.folder.writing():
        saved = _save(home, seen, device, masked, found)
        keep_given(home, account, answers, found.asked)
    return saved


def _save(home: Home, seen: SeenMember, device: Device, masked: Capture, found: Normalized) -> Saved:
    store = seen.to_write(parts_of_page(found.records))
    effect = effect_of(home, store, source_of_page(masked, found))
    known = saved_before(store, masked, found, effect)
    if known:
        _read_again(store, known, masked.captured_at)
        return _saved(known, seen.member, already_saved=True, added=0)
    entry = _entry(home, device, masked, found)
    put_capture(store, entry, msgspec.to_builtins(masked), found)
    audit.note(home, seen.account, "capture.saved", member=seen.id, records=entry.records)
    return _saved(entry, seen.member, already_saved=False, added=effect.added)


def source_of_page(masked: Capture, found: Normalized) -> CaptureSource:
    """A capture that is not saved, as the ledger would take it."""
    return CaptureSource(
        id="",
        captured_at=masked.captured_at,
        records=found.records,
        source=source_name(masked.channel, masked.origin.address.hostname or "", found.portal),
        covers=covers_of(masked, found),
    )


def _read_again(store: MemberStore, known: CaptureEntry, at: str) -> None:
    told = read_also(known, at)
    if told != known:
        store.captures.put(told)


def read_also(known: CaptureEntry, *times: str) -> CaptureEntry:
    """What is told of a page that was read with the same content at further times: when first and when last.

    In whatever order the captures arrive, it is the same.
    """
    own = filter(None, [known.captured_at, known.read_again_at])
    ordered = sorted({*own, *times}, key=datetime.fromisoformat)
    if len(ordered) == 1:
        return known
    return msgspec.structs.replace(known, captured_at=ordered[0], read_again_at=ordered[-1])


def _entry(home: Home, device: Device, masked: Capture, found: Normalized) -> CaptureEntry:
    return CaptureEntry(
        id=new_id(),
        captured_at=masked.captured_at,
        saved_at=home.now(),
        channel=masked.channel,
        title=masked.origin.title,
        host=masked.origin.address.hostname or "",
        portal=found.portal,
        device=device.name,
        blocks=len(masked.blocks),
        **understood(masked, found),
    )


def understood(masked: Capture, found: Normalized) -> dict[str, Any]:
    """What an entry tells of how its capture was read."""
    return {
        "content_hash": content_hash(masked, found.records),
        "records": len(found.records),
        "not_understood": sum(entry.use == "not_understood" for entry in found.accounting),
        "questions": open_questions(found),
        "covers": covers_of(masked, found),
        "months_stated": found.person.total_months,
    }


def put_capture(store: MemberStore, entry: CaptureEntry, capture: dict[str, Any], found: Normalized) -> None:
    """Keep a capture with what was found in it."""
    store.put(
        entry,
        Evidence(id=entry.id, capture=capture, readings=tuple(found.answered)),
        RecordSet(id=entry.id, records=[to_dict(record) for record in found.records]),
    )


def _saved(entry: CaptureEntry, member: Member, *, already_saved: bool, added: int) -> Saved:
    return {
        "capture": entry.id,
        "already_saved": already_saved,
        "records": entry.records,
        "added": added,
        "known": entry.records - added,
        "member": {"id": member.id, "name": member.name},
    }


def list_captures(home: Home, account: Account, member_id: str) -> list[CaptureListed]:
    """The captures of a member that are seen whole, the latest saved first; raises ``MemberNotFound``."""
    seen = see_member(home, account, member_id)
    pages = sorted(seen.pages(), key=lambda page: page.entry.saved_at)
    return [_listed(page.entry, writable=_may_write(seen, page)) for page in reversed(pages)]


def _may_write(seen: SeenMember, page: Page) -> bool:
    return seen.may_write(parts_of_page(page.source.records))


def _listed(entry: CaptureEntry, *, writable: bool) -> CaptureListed:
    return {
        "writable": writable,
        "id": entry.id,
        "captured_at": entry.captured_at,
        "saved_at": entry.saved_at,
        "channel": entry.channel,
        "title": entry.title,
        "host": entry.host,
        "portal": entry.portal,
        "device": entry.device,
        "records": entry.records,
        "blocks": entry.blocks,
        "not_understood": entry.not_understood,
        "questions": entry.questions,
        "read_again_at": entry.read_again_at,
    }


def show_capture(home: Home, account: Account, capture_id: str) -> CaptureShown:
    """A saved capture with what is understood of it; raises ``CaptureNotFound``, ``DataUnreadable``."""
    seen = see_capture(home, account, capture_id)
    page = seen.capture(capture_id)
    evidence = seen.evidence(page)
    capture = msgspec.convert(evidence.capture, Capture)
    found = normalize(capture, evidence.readings)
    return {
        "capture": capture,
        "accounting": found.accounting,
        "person": person_told(found.person),
        "questions": questions_told(found, capture.blocks),
        "checks": checks_told(found.checks),
        "member": seen.id,
        "writable": _may_write(seen, page),
    }


def person_told(person: Person) -> PersonOnPage:
    """Whom a page names, the ID number masked."""
    told: PersonOnPage = {}
    if person.name:
        told["name"] = person.name
    if person.name_masked:
        told["name_masked"] = person.name_masked
    if id_masked := mask_id(person.id_number) if person.id_number else person.id_masked:
        told["id_masked"] = id_masked
    return told


def answer_capture(home: Home, account: Account, capture_id: str, answers: Sequence[Reading]) -> None:
    """Read a saved capture again with these answers; its records become those, and the answers are kept.

    Raises ``CaptureNotFound``, ``AnswerRefused``, and ``WriteNeeded`` for a part that it told of, or would tell of now.
    """
    with home.folder.writing():
        seen = see_capture(home, account, capture_id)
        page = seen.capture(capture_id)
        before = parts_of_page(page.source.records)
        seen.to_write(before)
        evidence = seen.evidence(page)
        capture = msgspec.convert(evidence.capture, Capture)
        found = normalize(capture, readings_with(evidence.readings, answers))
        check_given(answers, found.asked)
        store = seen.to_write(before | parts_of_page(found.records))
        put_capture(store, msgspec.structs.replace(page.entry, **understood(capture, found)), evidence.capture, found)
        keep_given(home, account, answers, found.asked)
        audit.note(home, account, "capture.answered", member=seen.id)


def undo_capture(home: Home, account: Account, capture_id: str) -> None:
    """Put a capture into the trash: the ledger is as if it had never been.

    Raises ``CaptureNotFound``, ``WriteNeeded``.
    """
    with home.folder.writing():
        seen = see_capture(home, account, capture_id)
        page = seen.capture(capture_id)
        store = seen.to_write(parts_of_page(page.source.records))
        store.discard(Trashed(id=capture_id, undone_at=home.now(), undone_by=account.id, capture=page.entry))
        audit.note(home, account, "capture.undone", member=seen.id)
