"""Files as a browser gets them: a name with the content's hash in it, and compressed forms beside the plain one."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import brotli

HASH_LENGTH = 16
COMPRESSED_ALREADY = frozenset({".png", ".ico", ".woff2"})


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _brotli(data: bytes) -> bytes:
    packed: bytes = brotli.compress(data, mode=brotli.MODE_TEXT, quality=11)
    return packed


FORMS: dict[str, Callable[[bytes], bytes]] = {".gz": _gzip, ".br": _brotli}


def hashed(name: str, data: bytes) -> str:
    """``app.js`` with its content's hash: ``app-0123456789abcdef.js``."""
    path = PurePosixPath(name)
    return f"{path.stem}-{hashlib.sha256(data).hexdigest()[:HASH_LENGTH]}{path.suffix}"


def write_plain(folder: Path, name: str, data: bytes) -> None:
    """Write a file as it is."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def write_packed(folder: Path, name: str, data: bytes, before: Path) -> None:
    """Write a file with its compressed forms, which are taken over from an earlier build of the same content."""
    write_plain(folder, name, data)
    path, earlier = folder / name, before / name
    if path.suffix in COMPRESSED_ALREADY:
        return
    same = earlier.is_file() and earlier.read_bytes() == data
    for ending, pack in FORMS.items():
        there = earlier.with_name(earlier.name + ending)
        packed = there.read_bytes() if same and there.is_file() else pack(data)
        path.with_name(path.name + ending).write_bytes(packed)
