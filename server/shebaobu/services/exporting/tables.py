"""Tables of an export for people and spreadsheets: a table a kind of record, in the reader's language.

A column in words comes first; beside it, where the words stand for a code, a column with the code. The name that a
field has in the JSON is in the header in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple, get_args

from shebaobu.domain.records import Item, Period, Record, Step
from shebaobu.i18n import has_text, say
from shebaobu.services.exporting.field_sorts import Sort, sorts_of
from shebaobu.services.exporting.format import Export, ExportedCapture, ExportedFact, ExportedMember

CHINA = timezone(timedelta(hours=8))


class Money(NamedTuple):
    """An amount in fen."""

    fen: int

    def in_yuan(self) -> str:
        """The amount as a decimal: ``1820.80``."""
        sign = "-" if self.fen < 0 else ""
        return f"{sign}{abs(self.fen) // 100}.{abs(self.fen) % 100:02d}"


class Month(NamedTuple):
    """A month: its first day."""

    first: date


class Rate(NamedTuple):
    """A rate as printed: ``0.08``."""

    printed: str

    def is_number(self) -> bool:
        """Whether it is one, of few enough digits for any program."""
        return re.fullmatch(r"\d{1,6}(\.\d{1,9})?", self.printed, re.ASCII) is not None


Cell = str | int | bool | date | datetime | Money | Month | Rate | None
"""A ``str`` is text and nothing else, whatever it looks like; a ``datetime`` is China's time, without its zone."""


class Table(NamedTuple):
    """A table: ``code`` is its name in any language."""

    code: str
    title: str
    columns: list[str]
    rows: list[list[Cell]]

    def without_empty_columns(self) -> Table:
        """The same without the columns in which no row has anything."""
        kept = [at for at in range(len(self.columns)) if any(row[at] is not None for row in self.rows)]
        columns = [self.columns[at] for at in kept]
        return self._replace(columns=columns, rows=[[row[at] for at in kept] for row in self.rows])


def tables_of(export: Export, lang: str) -> list[Table]:
    """All tables: what the file is, a table for each kind that there is, and the captures."""
    kinds = [table for kind in get_args(Record) if (table := table_of_kind(export, kind, lang)).rows]
    return [_about(export, lang), *kinds, _captures(export, lang)]


def table_of_kind(export: Export, kind: type[Record], lang: str) -> Table:
    """The facts of one kind, of all members."""
    tag = str(kind.__struct_config__.tag)
    sorts = sorts_of(kind)
    columns = [say(lang, "export.member")]
    for name, sort in sorts.items():
        title = _title(tag, name, lang)
        if sort is Sort.CODE:
            columns.append(title)
            title = say(lang, "export.code_of", title=title)
        columns.append(f"{title} [{name}]")
    columns += [say(lang, f"export.{name}") for name in ("open", "source", "read_at", "proofs", "captures")]
    rows = [
        [member.name, *_values(fact.record, tag, lang), *_origin(fact, captures, lang)]
        for member in export.members
        for captures in ({capture.id: capture for capture in member.captures},)
        for fact in member.ledger.facts
        if isinstance(fact.record, kind)
    ]
    return Table(tag, say(lang, f"kind.{tag}"), columns, rows)


def _title(tag: str, name: str, lang: str) -> str:
    own = f"field.{tag}.{name}"
    return say(lang, own if has_text(own) else f"field.{name}")


def _values(record: Record, tag: str, lang: str) -> Iterator[Cell]:
    for name, sort in sorts_of(type(record)).items():
        value = getattr(record, name)
        if sort is Sort.CODE:
            yield word_of(tag, name, value, lang)
        yield cell_of(value, sort, lang)


def word_of(tag: str, name: str, code: str | None, lang: str) -> str | None:
    """The word of a code, that of its kind before the usual one; the code where there is none."""
    if code is None:
        return None
    keys = (f"{name}.{tag}.{code}", f"{name}.{code}")
    return next((say(lang, key) for key in keys if has_text(key)), code)


def cell_of(value: object, sort: Sort, lang: str) -> Cell:
    """A field's value as a cell."""
    if isinstance(value, bool):
        return say(lang, "app.yes" if value else "app.no")
    if isinstance(value, int):
        return Money(value) if sort is Sort.MONEY else value
    if isinstance(value, str):
        return _time(value) if sort is Sort.TIME else Rate(value) if sort is Sort.RATE else value
    return _put_together(value, lang)


def _put_together(value: object, lang: str) -> str | None:
    if isinstance(value, Period):
        return say(lang, "app.period", start=value.start, end=value.end, months=value.months)
    if isinstance(value, tuple) and value:
        return say(lang, "app.list_comma").join(_item(item) for item in value)
    return None


def _item(item: Item | Step) -> str:
    if isinstance(item, Step):
        return f"{item.name} {item.on or ''}".strip()
    return item.name if item.amount is None else f"{item.name} {Money(item.amount).in_yuan()}"


def _time(text: str) -> Cell:
    """A month or a day as such; whatever else a page gave for one stays text."""
    try:
        if len(text) == len("2023-01"):
            return Month(date.fromisoformat(f"{text}-01"))
        return date.fromisoformat(text) if len(text) == len("2023-01-01") else text
    except ValueError:
        return text


def in_china(time: datetime | str) -> datetime:
    """A time as clocks in China show it."""
    moment = datetime.fromisoformat(time) if isinstance(time, str) else time
    return moment.astimezone(CHINA).replace(tzinfo=None)


def _origin(fact: ExportedFact, captures: dict[str, ExportedCapture], lang: str) -> list[Cell]:
    """What is open about a fact, the page that showed it last, when that was read, how many did, and their names."""
    proving = [captures[proof.capture] for proof in fact.proofs if proof.capture in captures]
    last = proving[-1] if proving else None
    names = list(dict.fromkeys(proof.capture for proof in fact.proofs))
    return [
        say(lang, "export.open_yes") if fact.record.questions else None,
        source_of(last) if last else None,
        in_china(last.capture.captured_at) if last else None,
        len(names),
        " ".join(names),
    ]


def source_of(capture: ExportedCapture) -> str:
    """A page in a few words: its title and whose site it is on."""
    origin = capture.capture.origin
    return " · ".join(part for part in (origin.title, origin.address.hostname or "") if part)


def _captures(export: Export, lang: str) -> Table:
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


def _titled(names: Iterable[str], lang: str) -> list[str]:
    return [say(lang, f"export.{name}") for name in names]


def _about(export: Export, lang: str) -> Table:
    """Whose, when, from which sources, and how to read it."""
    rows: list[list[Cell]] = [
        [say(lang, "export.household"), export.household],
        [say(lang, "export.exported_at"), in_china(export.exported_at)],
        [say(lang, "export.program"), export.program],
    ]
    for member in export.members:
        rows.append([say(lang, "export.member"), _member(member, lang)])
        rows += [[say(lang, "export.from"), text] for text in _sources(member, lang)]
    rows += [
        [say(lang, "export.note"), say(lang, f"export.note.{name}")] for name in ("units", "codes", "whole", "ruling")
    ]
    return Table("about", say(lang, "export.table.about"), _titled(("what", "is"), lang), rows)


def _member(member: ExportedMember, lang: str) -> str:
    facts = [member.name, say(lang, f"relation.{member.relation}"), member.birth_month, member.id_masked]
    counted = say(lang, "export.counted", captures=len(member.captures), facts=len(member.ledger.facts))
    return " · ".join([*(fact for fact in facts if fact), counted])


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
