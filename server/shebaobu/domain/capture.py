"""A capture: what was on the page, structure kept, nothing interpreted (format ``shebaobu.capture/1``)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal
from urllib.parse import SplitResult, urlsplit

import msgspec

from shebaobu.errors import CaptureRefused

FORMAT = "shebaobu.capture/1"

Channel = Literal["extension", "screenshot", "pdf", "image", "spreadsheet", "manual"]


class Origin(msgspec.Struct, kw_only=True, frozen=True):
    """Where the page was: its address, its title, and the addresses of the frames that were read."""

    url: str = ""
    title: str = ""
    frame_urls: list[str] = []

    @property
    def address(self) -> SplitResult:
        """The address in its parts; all of them empty for one that is none."""
        try:
            return urlsplit(self.url)
        except ValueError:
            return urlsplit("")


class Grid(msgspec.Struct, kw_only=True, frozen=True, tag_field="type", tag="grid", omit_defaults=True):
    """A table: a column is its header path (top level first), a row has a cell for each column.

    ``truncated`` says that the page has more rows than are here; ``total_rows`` is its own count, if shown.
    ``codes`` has, where the page marks its columns with names of data (``field="aae003"``), one for each column
    and "" for a column without. ``page`` counts the pages of a visit that was followed, from 0: what stands on one
    says nothing of another.
    """

    path: list[str] = []
    columns: list[list[str]]
    rows: list[list[str]]
    codes: list[str] = []
    page: int = 0
    truncated: bool = False
    total_rows: int | None = None


class Fields(msgspec.Struct, kw_only=True, frozen=True, tag_field="type", tag="fields", omit_defaults=True):
    """Label-value pairs as the page shows them; ``codes`` as in a grid, one for each pair."""

    path: list[str] = []
    pairs: list[tuple[str, str]]
    codes: list[str] = []
    page: int = 0


class Line(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """A line of loose text; ``box`` is x, y, width, height in pixels of the page."""

    text: str
    box: tuple[float, float, float, float] | None = None


class Lines(msgspec.Struct, kw_only=True, frozen=True, tag_field="type", tag="lines", omit_defaults=True):
    """Loose text: page headers, notes, pagers, or the lines of a screenshot or certificate."""

    path: list[str] = []
    lines: list[Line]
    page: int = 0


Block = Grid | Fields | Lines


class Capture(msgspec.Struct, kw_only=True, frozen=True):
    """One look at one page. Immutable evidence: nothing in it is changed after it is saved."""

    format: Literal["shebaobu.capture/1"]
    captured_at: str
    channel: Channel
    origin: Origin
    blocks: list[Block]

    def __post_init__(self) -> None:
        try:
            offset = self.captured_time.utcoffset()
        except ValueError:
            raise ValueError("captured_at is no time") from None
        if offset is None:
            raise ValueError("captured_at needs its offset from UTC")

    @property
    def captured_time(self) -> datetime:
        """When the page was read, as a time that can be compared."""
        return datetime.fromisoformat(self.captured_at)


_decoder = msgspec.json.Decoder(Capture)


def decode_capture(data: bytes | str) -> Capture:
    """The capture in a JSON text; raises ``CaptureRefused``, whose detail names the place, never the value."""
    try:
        return _decoder.decode(data)
    except msgspec.ValidationError as error:
        raise CaptureRefused(reason=str(error)) from None
    except msgspec.DecodeError:
        raise CaptureRefused(reason="not JSON") from None


def map_text(capture: Capture, change: Callable[[str], str]) -> Capture:
    """The same capture with every text in it (addresses, headings, cells) passed through ``change``."""

    def changed(value: object) -> object:
        if isinstance(value, str):
            return change(value)
        if isinstance(value, list | tuple):
            return [changed(item) for item in value]
        if isinstance(value, dict):
            return {key: item if key in ("type", "format") else changed(item) for key, item in value.items()}
        return value

    plain = msgspec.to_builtins(capture)
    for part in ("origin", "blocks"):
        plain[part] = changed(plain[part])
    return msgspec.convert(plain, Capture)
