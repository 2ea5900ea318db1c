"""How fast captures become records."""

from __future__ import annotations

from collections.abc import Iterator

from bench.figures import Figure, milliseconds_of
from bench.household import capture_of_rows
from shebaobu.normalize import normalize


def figures() -> Iterator[Figure]:
    """Normalizing 1,000 and 5,000 rows."""
    for rows, goal in ((1000, 50), (5000, 300)):
        capture = capture_of_rows(rows)
        yield Figure(f"normalizing {rows:,} rows", milliseconds_of(lambda page=capture: normalize(page)), "ms", goal)
