"""The tables beside those of records: what the file is, the captures, what changed, what was done by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from shebaobu.domain.parts import Part
from shebaobu.domain.records import Record
from shebaobu.i18n import say
from shebaobu.ledger import Addition, Correction, Settlement
from shebaobu.services.exporting.cells import Cell, Table, in_china
from shebaobu.services.exporting.format import Export, ExportedMember, ExportedOperation
from shebaobu.services.exporting.kind_tables import field_title, said_text

_TIMES = ("month", "year", "start", "as_of", "on", "paid_on", "settled_on", "since", "booked_month", "applied_on")


def about(export: Export, lang: str) -> Table:
    """Whose, when, from which sources, and how to read it."""
    rows: list[list[Cell]] = [
        [say(lang, "export.household"), export.household],
        [say(lang, "export.exported_at"), in_china(export.exported_at)],
        [say(lang, "export.program"), export.program],
    ]
    for member in export.members:
        rows.append([say(lang, "export.member"), _member(member, lang)])
        if member.parts is not msgspec.UNSET:
            rows.append([say(lang, "export.shared"), _shared(member.parts, lang)])
        rows += [[say(lang, "export.from"), text] for text in _sources(member, lang)]
    rows += [
        [say(lang, "export.note"), say(lang, f"export.note.{name}")] for name in ("units", "codes", "whole", "ruling")
    ]
    return Table("about", say(lang, "export.table.about"), _titled(("what", "is"), lang), rows)


def _member(member: ExportedMember, lang: str) -> str:
    facts = [member.name, say(lang, f"relation.{member.relation}"), member.birth_month, member.id_masked]
    counted = say(lang, "export.counted", captures=len(member.captures), facts=len(member.ledger.facts))
    return " · ".join([*(fact for fact in facts if fact), counted])


def _shared(parts: Iterable[Part], lang: str) -> str:
    return say(lang, "export.parts_between").join(say(lang, f"part.{part}") for part in parts)


def _sources(member: ExportedMember, lang: str) -> list[str]:
    """Each site with how many of its pages were read, and when first and last."""
    sites: dict[str, list[datetime]] = {}
    for capture in member.captures:
        plain = capture.capture
        site = plain.origin.address.hostname or say(lang, f"channel.{plain.channel}")
        sites.setdefault(site, []).append(in_china(plain.captured_at))
    return [
        say(lang, "export.site", site=site, n=len(times), first=min(times).date(), last=max(times).date())
        for site, times in sorted(sites.items())
    ]


def captures(export: Export, lang: str) -> Table:
    """The pages that were read, and how each was understood."""
    names = ["member", "source", "address", "read_at", "saved_at", "channel", "channel_code", "device"]
    names += ["records", "not_understood", "questions", "capture"]
    rows: list[list[Cell]] = [
        [
            member.name,
            capture.capture.origin.title or None,
            capture.capture.origin.url or None,
            in_china(capture.capture.captured_at),
            in_china(capture.saved_at),
            say(lang, f"channel.{capture.capture.channel}"),
            capture.capture.channel,
            capture.device,
            len(capture.records),
            capture.not_understood,
            capture.questions,
            capture.id,
        ]
        for member in export.members
        for capture in member.captures
    ]
    return Table("captures", say(lang, "export.table.captures"), _titled(names, lang), rows)


def changes(export: Export, lang: str) -> Table:
    """What changed in the ledger and when, fact by fact."""
    names = ("member", "changed_at", "what", "kind", "insurance", "of", "field", "before", "after", "capture")
    rows: list[list[Cell]] = [
        [
            member.name,
            in_china(change.at),
            say(lang, f"change.{change.kind}"),
            *_fact(fact.record, lang),
            field_title(type(fact.record), change.field, lang),
            said_text(type(fact.record), change.field, change.before, lang) or None,
            said_text(type(fact.record), change.field, change.after, lang) or None,
            change.capture or change.operation,
        ]
        for member in export.members
        for fact in member.ledger.facts
        for change in fact.history
    ]
    return Table("changes", say(lang, "export.table.changes"), _titled(names, lang), rows)


def operations(export: Export, lang: str) -> Table:
    """What was done by hand: a row a field, a row a record that was typed in."""
    names = ("member", "done_at", "what", "kind", "insurance", "of", "field", "after", "capture")
    rows: list[list[Cell]] = [
        [member.name, in_china(step.at), say(lang, f"operation.{_type(step)}"), *row, step.id]
        for member in export.members
        for step in member.operations
        for row in _done(step, lang)
    ]
    return Table("operations", say(lang, "export.table.operations"), _titled(names, lang), rows)


def _type(step: ExportedOperation) -> str:
    return str(step.change.__struct_config__.tag)


def _done(step: ExportedOperation, lang: str) -> list[list[Cell]]:
    change = step.change
    if isinstance(change, Addition):
        return [[*_fact(record, lang), None, None] for record in change.records]
    kind = type(change.target)
    values = {change.field: change.value} if isinstance(change, Settlement) else {}
    if isinstance(change, Correction):
        values = change.values
    about = _fact(change.target, lang)
    if not values:
        return [[*about, None, None]]
    return [
        [*about, field_title(kind, field, lang), said_text(kind, field, value, lang) or say(lang, "export.none")]
        for field, value in values.items()
    ]


def _fact(record: Record, lang: str) -> list[Cell]:
    """Which fact it is, in short: kind, insurance, time."""
    time = next((value for name in _TIMES if (value := getattr(record, name, None))), None)
    insurance = say(lang, f"insurance.{record.insurance}") if record.insurance else None
    return [say(lang, f"kind.{record.__struct_config__.tag}"), insurance, time]


def _titled(names: Iterable[str], lang: str) -> list[str]:
    return [say(lang, f"export.{name}") for name in names]
