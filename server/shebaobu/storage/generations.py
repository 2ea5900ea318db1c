"""The last good versions of each document, and which of them stay: the latest, then by day, week and month.

What counts is the order in which versions were written, never how old they are: a clock that was set back or forward
makes no version go that would else have stayed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from shebaobu.storage.vault import Kept

LATEST = 5
DAYS = 7
WEEKS = 4
MONTHS = 12

_DIGITS = 12
_TIME = "%Y%m%dT%H%M%SZ"


def written(kept: Kept) -> datetime:
    """When a version was written."""
    return datetime.fromtimestamp(kept.written_at, UTC)


_SPANS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (DAYS, lambda time: time.date()),
    (WEEKS, lambda time: time.isocalendar()[:2]),
    (MONTHS, lambda time: (time.year, time.month)),
)


def to_keep(versions: Iterable[Kept]) -> set[int]:
    """The generations that stay: the latest few, and the last of each of the latest days, weeks and months."""
    latest_first = sorted(versions, reverse=True)
    staying = {kept.generation for kept in latest_first[:LATEST]}
    for most, span_of in _SPANS:
        last_of: dict[object, int] = {}
        for kept in latest_first:
            last_of.setdefault(span_of(written(kept)), kept.generation)
        staying |= set(list(last_of.values())[:most])
    return staying


def file_name(kept: Kept) -> str:
    """The name of a kept version's file: its generation and its time."""
    return f"{kept.generation:0{_DIGITS}}-{written(kept):{_TIME}}"


def kept_of(file_name: str) -> Kept | None:
    """The version that a file name stands for; None for another file."""
    number, _, time = file_name.partition("-")
    try:
        moment = datetime.strptime(time, _TIME).replace(tzinfo=UTC)
        return Kept(int(number), int(moment.timestamp()))
    except ValueError:
        return None
