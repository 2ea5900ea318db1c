"""``shebaobu normalize FILE``: what would be read in a capture, storing nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from shebaobu.cli.console import Console, table
from shebaobu.domain.capture import decode_capture
from shebaobu.domain.person import Person, mask_id
from shebaobu.domain.records import Record, to_dict
from shebaobu.errors import CaptureRefused, FileNotReadable
from shebaobu.normalize import Accounted, normalize

_MONEY = ("base", "employer_amount", "personal_amount", "total")
_SHOWN_FIRST = ("kind", "insurance", "month", *_MONEY, "status")
_ROW_LIMIT = 2000


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError:
        raise FileNotReadable(file=file) from None


def show_records(console: Console, file: str, *, as_json: bool) -> int:
    """Print the records and the account of every cell; raises ``FileNotReadable``, ``CaptureRefused``."""
    data = _read(file)
    try:
        capture = decode_capture(data.removeprefix(b"\xef\xbb\xbf"))
    except (UnicodeDecodeError, RecursionError):
        raise CaptureRefused(reason="$") from None
    found = normalize(capture)
    if as_json:
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
    shown = [f"{console.say(f'field.{name}')}: {value}" for name, value in plain.items()]
    return [console.say("cli.normalize.person", person=", ".join(shown))] if shown else []


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _cell(console: Console, name: str, record: dict[str, object]) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if name in _MONEY and isinstance(value, int):
        return _yuan(value)
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
    entries = list(accounting)
    counts = {use: sum(entry.use == use for entry in entries) for use in ("used", "ignored", "not_understood")}
    lines = [console.say("cli.normalize.account", **counts)]
    for entry in entries:
        if entry.use != "not_understood":
            continue
        place = console.say(f"cli.part.{entry.part}", block=entry.block + 1, index=entry.index + 1)
        why = console.say(f"why.{entry.why}") if entry.why else ""
        lines.append("  " + " · ".join(text for text in (place, entry.label, why) if text))
    return lines
