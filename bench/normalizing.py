"""How fast captures become records, and records a ledger."""

from __future__ import annotations

from collections.abc import Iterator

from bench.figures import Figure, milliseconds_of
from bench.household import capture_of_rows
from shebaobu.ledger import CaptureSource, build_ledger
from shebaobu.normalize import normalize


def figures() -> Iterator[Figure]:
    """Normalizing 1,000 and 5,000 rows; merging the 1,000."""
    for rows, goal in ((1000, 50), (5000, 300)):
        capture = capture_of_rows(rows)
        yield Figure(f"normalizing {rows:,} rows", milliseconds_of(lambda page=capture: normalize(page)), "ms", goal)
    capture = capture_of_rows(1000)
    source = CaptureSource(id="a", captured_at=capture.captured_at, records=normalize(capture).records)
    yield Figure("building a ledger of 1,000 records", milliseconds_of(lambda: build_ledger([source])), "ms")
