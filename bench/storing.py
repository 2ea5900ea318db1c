"""What a save, an opening and a look at a member cost, by members and by records; beside TinyDB alone and SQLite.

A member has forty years of six insurances: 2,880 records in 48 captures of 60 rows. ``save`` is all that the server
does with a capture: reading it, merging it, storing it. ``stored`` is the storing alone, which is what TinyDB with its
own JSONStorage and SQLite do beside it: the same captures, entries and records, one commit a save.
"""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB

from bench.figures import Figure, milliseconds_of
from shebaobu.config import Config
from shebaobu.domain.capture import Block, Capture, Grid
from shebaobu.domain.records import to_dict
from shebaobu.normalize import normalize
from shebaobu.services.captures import save_capture
from shebaobu.services.home import Home
from shebaobu.services.records import list_facts
from shebaobu.storage.documents import Account, CaptureEntry, Device, Evidence, Member, RecordSet
from shebaobu.storage.folder import DataFolder

ROWS = 60
CAPTURES_OF_FORTY_YEARS = 40 * 12 * 6 // ROWS
CAPTURES_OF_15_000 = 15_000 // ROWS
INSURANCES = ("养老保险", "医疗保险", "失业保险", "工伤保险", "生育保险", "职业年金")
NOW = datetime(2026, 11, 23, tzinfo=UTC)
OWNER = Account(id="a", name="a", role="owner", passphrase_hash="", totp_secret="", created_at=NOW)
DEVICE = Device(id="d", name="d", account="a", token_hash="", paired_at=NOW)

Saved = tuple[CaptureEntry, Evidence, RecordSet]


def capture_number(number: int) -> Capture:
    """A page with five years of one insurance; each number gives other months, insurances or amounts."""
    insurance = INSURANCES[number % len(INSURANCES)]
    year, again = 1986 + 5 * (number // len(INSURANCES) % 8), number // 48
    rows = [
        [f"{year + month // 12}{month % 12 + 1:02d}", insurance, "武汉江汐生物医药有限公司", f"{3000 + 10 * again}.00",
         f"{240 + again}.00", f"{480 + again}.00"]
        for month in range(ROWS)
    ]  # fmt: skip
    columns = [["费款所属期"], ["险种"], ["单位名称"], ["缴费基数"], ["个人缴费"], ["单位缴费"]]
    grid: Block = Grid(path=["缴费明细"], columns=columns, rows=rows)
    origin = {"url": f"https://portal.example/{number}", "title": "缴费明细", "frame_urls": []}
    plain = {"format": "shebaobu.capture/1", "captured_at": f"2026-11-{again % 28 + 1:02d}T08:00:00+08:00"}
    return msgspec.convert(
        plain | {"channel": "extension", "origin": origin, "blocks": [msgspec.to_builtins(grid)]}, Capture
    )


def saved_number(number: int) -> Saved:
    """A capture as it is stored."""
    capture = capture_number(number)
    found = normalize(capture)
    name = f"{number:016x}"
    entry = CaptureEntry(
        id=name, captured_at=capture.captured_at, saved_at=NOW, channel="extension", title="缴费明细",
        host="portal.example", portal=None, device="d", content_hash=name, records=len(found.records), blocks=1,
        not_understood=0,
    )  # fmt: skip
    records = [to_dict(record) for record in found.records]
    return entry, Evidence(id=name, capture=msgspec.to_builtins(capture)), RecordSet(id=name, records=records)


def figures() -> Iterator[Figure]:
    """All figures of the store."""
    forty_years = [saved_number(number) for number in range(CAPTURES_OF_FORTY_YEARS)]
    for members in (1, 10, 100):
        with tempfile.TemporaryDirectory(prefix="shebaobu-bench-") as name:
            yield from _of_household(Path(name), forty_years, members, f"{members} members × 2,880")
    with tempfile.TemporaryDirectory(prefix="shebaobu-bench-") as name:
        many = [saved_number(number) for number in range(CAPTURES_OF_15_000)]
        yield from _of_household(Path(name), many, 1, "1 member × 15,000")


def _of_household(path: Path, saved: list[Saved], members: int, size: str) -> Iterator[Figure]:
    folder = DataFolder(path / "data")
    for number in range(members):
        _fill(folder, f"m{number}", saved)
    folder.close()
    yield Figure(f"open ({size})", milliseconds_of(lambda: DataFolder(path / "data").close()), "ms")
    folder = DataFolder(path / "data")
    try:
        yield Figure(f"list a member, first time ({size})", milliseconds_of(lambda: _list_anew(folder)), "ms")
        home = Home(folder, Config(data=folder.path))
        numbers = itertools.count(1000)
        save = milliseconds_of(lambda: _save(home, next(numbers)))
        yield Figure(f"save of 60 rows ({size})", save, "ms", 60)
        yield Figure(
            f"list a member ({size})", milliseconds_of(lambda: list_facts(home, OWNER, "m0", None, None, None)), "ms"
        )
        yield _stored("Shebaobu", size, lambda one: folder.member("m0").put(*one), range(2000, 2012))
    finally:
        folder.close()
    yield _stored("SQLite", size, _sqlite(path, saved, members), range(3000, 3012))
    yield _stored("TinyDB alone", size, _tinydb(path, saved, members), range(4000, 4004))


def _stored(name: str, size: str, put: Callable[[Saved], None], numbers: range) -> Figure:
    """Storing captures that were read before, by one of the stores; the first warms it up."""
    more = iter([saved_number(number) for number in numbers])
    return Figure(f"stored: {name} ({size})", milliseconds_of(lambda: put(next(more)), len(numbers) - 1), "ms")


def _fill(folder: DataFolder, member_id: str, saved: list[Saved]) -> None:
    with folder.writing():
        folder.household.members.put(Member(id=member_id, name=member_id, relation="self", added_at=NOW, added_by="a"))
        for one in saved:
            folder.member(member_id).put(*one)


def _list_anew(folder: DataFolder) -> object:
    folder.member("m0").file.storage.forget()
    return list_facts(Home(folder, Config(data=folder.path)), OWNER, "m0", None, None, None)


def _save(home: Home, number: int) -> None:
    answer = save_capture(home, OWNER, DEVICE, "m0", capture_number(number), ())
    assert answer["records"] == ROWS


def _rows(one: Saved) -> tuple[tuple[str, dict[str, Any]], ...]:
    return tuple(
        (name, msgspec.to_builtins(part)) for name, part in zip(("captures", "evidence", "records"), one, strict=True)
    )


def _tinydb(path: Path, saved: list[Saved], members: int) -> Callable[[Saved], None]:
    """TinyDB with its stock storage, all in one file as it is used by default."""
    tables = {
        name: {str(at): _rows(one)[place][1] for at, one in enumerate(saved * members)}
        for place, name in enumerate(("captures", "evidence", "records"))
    }
    (path / "tiny.json").write_bytes(msgspec.json.encode(tables))
    db = TinyDB(path / "tiny.json")

    def put(one: Saved) -> None:
        for name, row in _rows(one):
            db.table(name).insert(row)

    return put


def _sqlite(path: Path, saved: list[Saved], members: int) -> Callable[[Saved], None]:
    """SQLite as it is by default: a commit is on disk."""
    db = sqlite3.connect(path / "sqlite.db")
    for name in ("captures", "evidence", "records"):
        db.execute(f"create table {name} (member text, id text, content blob, primary key (member, id))")

    def insert(member: str, one: Saved) -> None:
        for name, row in _rows(one):
            db.execute(f"insert into {name} values (?, ?, ?)", (member, row["id"], msgspec.json.encode(row)))

    with db:
        for number in range(members):
            for one in saved:
                insert(f"m{number}", one)

    def put(one: Saved) -> None:
        with db:
            insert("m0", one)

    return put
