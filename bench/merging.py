"""How fast the records of a working life become a ledger: the cost of the first view after a save."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from bench.figures import Figure, milliseconds_of
from bench.household import JOB
from demo.careers import capture_of_job
from demo.household import invented_family
from shebaobu.domain.capture import Capture
from shebaobu.domain.records import Record
from shebaobu.ledger import CaptureSource, all_changes, build_ledger, covers_of, totals, wall
from shebaobu.normalize import normalize

RECORDS = 15_000
SITES = ("si.city.example", "si.nation.example")


def figures() -> Iterator[Figure]:
    """Forty years of five insurances, looked at again and again on two sites until there are 15,000 records."""
    sources = looks()
    name = f"ledger: {RECORDS:,} records of two sites"
    yield Figure(f"{name}, built", milliseconds_of(lambda: build_ledger(sources)), "ms", 160)
    ledger = build_ledger(sources)
    yield Figure(f"{name}, month wall", milliseconds_of(lambda: wall(ledger)), "ms")
    yield Figure(f"{name}, changes", milliseconds_of(lambda: all_changes(ledger)), "ms")
    yield Figure(f"{name}, totals", milliseconds_of(lambda: totals(ledger, sources)), "ms")


def looks() -> list[CaptureSource]:
    """The captures; the second site masks the employer and does not name the place."""
    job = JOB | {"start": "1986-11"}
    page = capture_of_job("周云溪", job, invented_family()["insurance"], "2026-11-01")
    found = normalize(page)
    sources: list[CaptureSource] = []
    left = RECORDS
    while left > 0:
        number = len(sources)
        records = [_as_shown(record, number % len(SITES)) for record in found.records[:left]]
        left -= len(records)
        covers = covers_of(page, found) if len(records) == len(found.records) else ()
        sources.append(_look(page, records, number, covers=covers))
    return sources


def _as_shown(record: Record, site: int) -> Record:
    changes = {"pool": None, "employer": "武汉江汐****有限公司", "employer_masked": True} if site else {}
    return msgspec.structs.replace(record, **changes)


def _look(page: Capture, records: list[Record], number: int, **more) -> CaptureSource:
    at = f"{2010 + number}{page.captured_at[4:]}"
    return CaptureSource(id=f"c{number}", captured_at=at, records=records, source=SITES[number % len(SITES)], **more)
