"""``shebaobu normalize FILE``: what would be read in a capture or a text, storing nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

import msgspec

from shebaobu.cli.console import Console, table
from shebaobu.cli.reading import capture_of, read_bytes
from shebaobu.domain.money import format_fen
from shebaobu.domain.person import Person, mask_id
from shebaobu.domain.records import Record, to_dict
from shebaobu.normalize import Accounted, normalize

_MONEY = ("base", "employer_amount", "personal_amount", "total")
_SHOWN_FIRST = ("kind", "insurance", "month", *_MONEY, "status")
_ROW_LIMIT = 2000


def show_records(console: Console, options: Mapping[str, object]) -> int:
    """Print the records and the account of every cell; raises ``FileNotReadable``, ``CaptureRefused``."""
    file = str(options["file"])
    found = normalize(capture_of(file, read_bytes(file)))
    if options["json"]:
        plain = {
            "records": [to_dict(record) for record in found.records],
            "person": found.person,
            "accounting": found.accounting,
        }
        console.print(msgspec.json.format(msgspec.json.encode(plain), indent=1).decode())
        return 0
    for line in _person_lines(console, found.person):
        console.print(line)
    for line in _record_lines(console, found.records):
        console.print(line)
    for line in _account_lines(console, found.accounting):
        console.print(line)
    return 0


def _person_lines(console: Console, person: Person) -> list[str]:
    plain = msgspec.to_builtins(person)
    if "id_number" in plain:
        plain["id_number"] = mask_id(plain["id_number"])
    if "sex" in plain:
        plain["sex"] = console.say(f"sex.{plain['sex']}")
    shown = [f"{console.say(f'field.{name}')}: {value}" for name, value in plain.items()]
    return [console.say("cli.normalize.person", person=", ".join(shown))] if shown else []


def _cell(console: Console, name: str, record: dict[str, object]) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if name in _MONEY and isinstance(value, int):
        return format_fen(value)
    return console.say(f"{name}.{value}") if name in ("kind", "insurance", "status") else str(value)


def _record_lines(console: Console, records: list[Record]) -> list[str]:
    plain = [to_dict(record) for record in records]
    lines = [console.say("cli.normalize.records", count=len(plain))]
    shown = [name for name in _SHOWN_FIRST if any(record.get(name) is not None for record in plain)]
    if not shown:
        return lines
    heading = [console.say("cli.normalize.kind" if name == "kind" else f"field.{name}") for name in shown]
    rows = [[_cell(console, name, record) for name in shown] for record in plain[:_ROW_LIMIT]]
    return lines + table([heading, *rows])


def _account_lines(console: Console, accounting: Iterable[Accounted]) -> list[str]:
    """What was done with every part of the page; neighbours with the same fate share a line."""
    entries = list(accounting)
    counts = {use: sum(entry.use == use for entry in entries) for use in ("used", "ignored", "not_understood")}
    lines = [console.say("cli.normalize.account", **counts)]
    rows = [_account_row(console, list(alike)) for _, alike in groupby(_numbered(entries), key=_fate)]
    return lines + table(rows) if rows else lines


def _numbered(entries: list[Accounted]) -> list[tuple[int, Accounted]]:
    """Entries with their distance to their own index: equal in a run of neighbours."""
    return [(entry.index - position, entry) for position, entry in enumerate(entries)]


def _fate(numbered: tuple[int, Accounted]) -> tuple[object, ...]:
    distance, entry = numbered
    return distance, entry.block, entry.part, entry.row, entry.use, entry.label, entry.meaning, entry.why


def _account_row(console: Console, alike: list[tuple[int, Accounted]]) -> list[str]:
    first, last = alike[0][1], alike[-1][1]
    index = str(first.index + 1) if first is last else f"{first.index + 1}-{last.index + 1}"
    row = first.row + 1 if first.row is not None else ""
    place = console.say(f"cli.part.{first.part}", block=first.block + 1, index=index, row=row)
    reason = console.say(f"why.{first.why}") if first.why else _meaning(console, first)
    return ["  " + place, first.label or "", console.say(f"cli.use.{first.use}"), reason]


def _meaning(console: Console, entry: Accounted) -> str:
    """What a used part went into, in words where there are some: a row's kind, a column's or label's fields."""
    prefix = "kind" if entry.part == "row" else "field"
    return ", ".join(console.say(f"{prefix}.{name}") for name in (entry.meaning or "").split(",") if name)
