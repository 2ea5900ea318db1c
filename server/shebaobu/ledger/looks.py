"""What a ledger is built from: looks at pages, each of one source at one time.

A source is a site, or a channel where there is no site: a later look at the same source is newer than an earlier one,
whatever it shows. A capture that was read again with the same content is one capture and two looks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from shebaobu.domain.records import Record
from shebaobu.ledger.coverage import Cover

MANUAL = "manual"


class CaptureSource(msgspec.Struct, kw_only=True, frozen=True):
    """A saved capture: its records, where they are from, and what its page covers.

    ``captured_at`` is when the page was read first, ``read_again_at`` when last with the same content (ISO 8601 with
    offset). ``months_stated`` is the number of months that the page names beside the person.
    """

    id: str
    captured_at: str
    records: list[Record]
    source: str = ""
    covers: tuple[Cover, ...] = ()
    read_again_at: str | None = None
    months_stated: int | None = None

    @property
    def last_read(self) -> datetime:
        """When the page was read last."""
        return max(datetime.fromisoformat(at) for at in (self.captured_at, self.read_again_at or self.captured_at))


class Look(msgspec.Struct, frozen=True, order=True):
    """One look at one page, in the order of time; ``at`` is its time as it was told.

    ``again`` marks the later look of a capture that was read again with the same content.
    """

    time: datetime
    capture: str
    source: str
    at: str
    covers: tuple[Cover, ...] = ()
    again: bool = False


def source_name(channel: str, host: str, portal: str | None) -> str:
    """The source of a capture: its site where it has one, else its channel and, where known, the office's name."""
    return host or (f"{channel}:{portal}" if portal else channel)


def looks_of(captures: Iterable[CaptureSource]) -> list[tuple[Look, CaptureSource]]:
    """All looks with what was seen, earliest first; of two at the same time the capture's name decides."""
    looks = [(_look(capture, at), capture) for capture in captures for at in _times(capture)]
    looks.sort(key=lambda pair: (pair[0].time, pair[0].capture))
    return looks


def _times(capture: CaptureSource) -> tuple[str, ...]:
    again = capture.read_again_at
    return (capture.captured_at, again) if again else (capture.captured_at,)


def _look(capture: CaptureSource, at: str) -> Look:
    time = datetime.fromisoformat(at)
    again = at != capture.captured_at
    return Look(time=time, capture=capture.id, source=capture.source, at=at, covers=capture.covers, again=again)
