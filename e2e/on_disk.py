"""What a closed browser has left in its profile: every file, and what lies compressed in the databases of Chromium and
Firefox, searched for texts.

Looked into besides each file's plain bytes: LevelDB tables (blocks, Snappy) and logs (records put together again),
SQLite (every value of every table, Snappy where Firefox packs it so), Snappy streams, Firefox's ``mozLz4`` and gzip. A
text is looked for as UTF-8, UTF-16, escaped as in JSON and escaped as in an address. Not looked into: pictures, and
memory that the system itself writes to disk.
"""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

_TABLE_END = bytes.fromhex("57fb808b247547db")
_TABLE_FOOTER = 48
_LOG_BLOCK = 32768
_SQLITE = b"SQLite format 3\0"
_LZ4 = b"mozLz40\0"
_SNAPPY_STREAM = b"\xff\x06\x00\x00sNaPpY"
_GZIP = b"\x1f\x8b\x08"
_MOST = 1 << 28
_SHORTEST_WIDE = 3


class NotPacked(Exception):
    """Bytes are not packed in the way that was tried."""


def found_in(profile: Path, texts: Iterable[str]) -> dict[str, list[str]]:
    """Each text that is in the profile, with the files that it is in."""
    looked_for = {text: list(_written(text)) for text in texts}
    found: dict[str, list[str]] = {}
    for path in sorted(profile.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        for view in _views(path):
            for text, ways in looked_for.items():
                name = str(path.relative_to(profile))
                if any(way in view for way in ways) and name not in found.setdefault(text, []):
                    found[text].append(name)
    return {text: names for text, names in found.items() if names}


def _written(text: str) -> Iterator[bytes]:
    yield text.encode()
    yield quote(text).encode()
    escaped = "".join(f"\\u{ord(sign):04x}" if ord(sign) > 127 else sign for sign in text)
    yield escaped.encode()
    if len(text) >= _SHORTEST_WIDE:
        yield text.encode("utf-16-le")
        yield text.encode("utf-16-be")


def _views(path: Path) -> Iterator[bytes]:
    """All bytes that a file stands for."""
    raw = path.read_bytes()
    yield raw
    if raw.startswith(_SQLITE):
        yield from _values(path)
    elif raw.startswith(_LZ4):
        yield _lz4(raw[len(_LZ4) + 4 :], int.from_bytes(raw[len(_LZ4) : len(_LZ4) + 4], "little"))
    elif raw.endswith(_TABLE_END):
        yield from _table(raw)
    elif path.suffix == ".log":
        yield _log(raw)
    yield from _unpacked(raw)


def _unpacked(raw: bytes) -> Iterator[bytes]:
    if raw.startswith(_SNAPPY_STREAM):
        yield b"".join(_snappy_stream(raw))
    start = raw.find(_GZIP)
    while start >= 0:
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(raw[start:], _MOST)
        start = raw.find(_GZIP, start + 1)


def _values(path: Path) -> Iterator[bytes]:
    """Every value of every table of an SQLite database, unpacked where it is packed."""
    database = sqlite3.connect(path)
    database.text_factory = bytes
    try:
        names = [name.decode() for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            for row in database.execute(f'SELECT * FROM "{name}"'):
                for value in row:
                    if isinstance(value, bytes):
                        yield value
                        yield from _maybe_snappy(value)
                        yield from _unpacked(value)
    except sqlite3.DatabaseError:
        return
    finally:
        database.close()


def _maybe_snappy(value: bytes) -> Iterator[bytes]:
    try:
        yield snappy(value)
    except NotPacked:
        return


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(data) or shift > 35:
            raise NotPacked
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def snappy(data: bytes) -> bytes:
    """Unpack a Snappy block; raises ``NotPacked``."""
    length, at = _varint(data, 0)
    if length > _MOST:
        raise NotPacked
    out = bytearray()
    while at < len(data):
        tag = data[at]
        at += 1
        if tag & 3 == 0:
            size = tag >> 2
            if size >= 60:
                extra = size - 59
                size = int.from_bytes(data[at : at + extra], "little")
                at += extra
            if at + size + 1 > len(data):
                raise NotPacked
            out += data[at : at + size + 1]
            at += size + 1
            continue
        if tag & 3 == 1:
            size, width, high = ((tag >> 2) & 7) + 4, 1, tag >> 5 << 8
        else:
            size, width, high = (tag >> 2) + 1, 2 if tag & 3 == 2 else 4, 0
        offset = int.from_bytes(data[at : at + width], "little") | high
        at += width
        _copy(out, offset, size)
        if len(out) > length:
            raise NotPacked
    if len(out) != length:
        raise NotPacked
    return bytes(out)


def _copy(out: bytearray, offset: int, size: int) -> None:
    start = len(out) - offset
    if offset == 0 or start < 0:
        raise NotPacked
    for place in range(start, start + size):
        out.append(out[place])


def _snappy_stream(raw: bytes) -> Iterator[bytes]:
    at = 0
    while at + 4 <= len(raw):
        kind, size = raw[at], int.from_bytes(raw[at + 1 : at + 4], "little")
        chunk = raw[at + 8 : at + 4 + size]
        if kind == 0:
            yield snappy(chunk)
        elif kind == 1:
            yield chunk
        at += 4 + size


def _lz4(data: bytes, length: int) -> bytes:
    """Unpack an LZ4 block of a known length."""
    out = bytearray()
    at = 0
    while at < len(data):
        token = data[at]
        size, at = _lz4_length(data, at + 1, token >> 4)
        out += data[at : at + size]
        at += size
        if len(out) >= length:
            break
        offset = int.from_bytes(data[at : at + 2], "little")
        size, at = _lz4_length(data, at + 2, token & 15)
        _copy(out, offset, size + 4)
    return bytes(out)


def _lz4_length(data: bytes, at: int, size: int) -> tuple[int, int]:
    if size == 15:
        while True:
            byte = data[at]
            at += 1
            size += byte
            if byte != 255:
                break
    return size, at


def _block(raw: bytes, at: int, size: int) -> bytes:
    packed = raw[at + size] == 1
    return snappy(raw[at : at + size]) if packed else raw[at : at + size]


def _table(raw: bytes) -> Iterator[bytes]:
    """The blocks of a LevelDB table, by its index."""
    footer = raw[-_TABLE_FOOTER:]
    _, at = _varint(footer, 0)
    _, at = _varint(footer, at)
    start, at = _varint(footer, at)
    size, _ = _varint(footer, at)
    index = _block(raw, start, size)
    end = len(index) - 4 - 4 * int.from_bytes(index[-4:], "little")
    at = 0
    while at < end:
        _, at = _varint(index, at)
        own, at = _varint(index, at)
        width, at = _varint(index, at)
        place = index[at + own : at + own + width]
        at += own + width
        start, after = _varint(place, 0)
        yield _block(raw, start, _varint(place, after)[0])


def _log(raw: bytes) -> bytes:
    """The records of a LevelDB log, those that lie across blocks put together."""
    out = bytearray()
    for block in range(0, len(raw), _LOG_BLOCK):
        at, end = block, min(block + _LOG_BLOCK, len(raw))
        while at + 7 <= end:
            size = int.from_bytes(raw[at + 4 : at + 6], "little")
            out += raw[at + 7 : at + 7 + size]
            at += 7 + size
    return bytes(out)
