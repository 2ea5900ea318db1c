"""The table of a kind of record: a row a fact, a column a field, and what there is to say of its origin."""

from __future__ import annotations

from collections.abc import Iterator

from shebaobu.domain.records import Record
from shebaobu.i18n import say
from shebaobu.ledger.facts import PRESENCE, SHOWN
from shebaobu.services.exporting.cells import Cell, Table, as_text, cell_of, in_china, title_of, word_of
from shebaobu.services.exporting.field_sorts import Sort, sorts_of
from shebaobu.services.exporting.format import Export, ExportedCapture, ExportedFact

_ORIGIN = ("open", "conflict", "vanished", "source", "read_at", "proofs", "captures")


def table_of_kind(export: Export, kind: type[Record], lang: str) -> Table:
    """The facts of one kind, of all members."""
    tag = str(kind.__struct_config__.tag)
    sorts = sorts_of(kind)
    columns = [say(lang, "export.member")]
    for name, sort in sorts.items():
        title = title_of(tag, name, lang)
        if sort is Sort.CODE:
            columns.append(title)
            title = say(lang, "export.code_of", title=title)
        columns.append(f"{title} [{name}]")
    columns += [say(lang, f"export.{name}") for name in _ORIGIN]
    rows = [
        [member.name, *_values(fact.record, tag, lang), *_origin(fact, captures, lang)]
        for member in export.members
        for captures in ({capture.id: capture for capture in member.captures},)
        for fact in member.ledger.facts
        if isinstance(fact.record, kind)
    ]
    return Table(tag, say(lang, f"kind.{tag}"), columns, rows)


def _values(record: Record, tag: str, lang: str) -> Iterator[Cell]:
    for name, sort in sorts_of(type(record)).items():
        value = getattr(record, name)
        if sort is Sort.CODE:
            yield word_of(tag, name, value, lang)
        yield cell_of(value, sort, lang)


def said_text(kind: type[Record], field: str, value: object, lang: str) -> str:
    """A value of a field that stands alone: in a conflict, or before and after a change."""
    if value is None:
        return ""
    if field == PRESENCE:
        return say(lang, f"change.{'returned' if value == SHOWN else 'vanished'}")
    sort = sorts_of(kind).get(field, Sort.TEXT)
    tag = str(kind.__struct_config__.tag)
    return word_of(tag, field, str(value), lang) or "" if sort is Sort.CODE else as_text(cell_of(value, sort, lang))


def _origin(fact: ExportedFact, captures: dict[str, ExportedCapture], lang: str) -> list[Cell]:
    """What is open about a fact, the page that showed it last, when that was read, how many did, and their names."""
    proving = [captures[proof.capture] for proof in fact.proofs if proof.capture in captures]
    last = proving[-1] if proving else None
    names = list(dict.fromkeys(proof.capture for proof in fact.proofs))
    return [
        say(lang, "export.open_yes") if fact.record.questions else None,
        _conflicts(fact, lang) or None,
        in_china(fact.vanished) if fact.vanished else None,
        source_of(last) if last else None,
        in_china(last.capture.captured_at) if last else None,
        len(names),
        " ".join(names),
    ]


def _conflicts(fact: ExportedFact, lang: str) -> str:
    """Each field on which sources disagree, with what they say."""
    kind = type(fact.record)
    return "; ".join(
        f"{field_title(kind, conflict.field, lang)}: "
        + " / ".join(dict.fromkeys(said_text(kind, conflict.field, said.value, lang) for said in conflict.said))
        for conflict in fact.conflicts
    )


def field_title(kind: type[Record], field: str, lang: str) -> str:
    """What a field of a conflict or a change is called; ``presence`` is one too."""
    if field == PRESENCE:
        return say(lang, "export.presence")
    return title_of(str(kind.__struct_config__.tag), field, lang)


def source_of(capture: ExportedCapture) -> str:
    """A page in a few words: its title and whose site it is on."""
    origin = capture.capture.origin
    return " · ".join(part for part in (origin.title, origin.address.hostname or "") if part)
