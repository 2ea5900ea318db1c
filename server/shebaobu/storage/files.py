"""Writing a file so that it is the old one or the new one whatever happens, and private to its owner."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600
_TEMPORARY = ".writing"


def make_folder(path: Path) -> None:
    """Create a folder that only its owner can enter, if it is not there; parents are made as usual."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=FOLDER_MODE)


def sync_folder(path: Path) -> None:
    """Make a rename or removal in a folder last; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_file(path: Path, data: bytes) -> None:
    """Put the data in place of a file, on disk when this returns. Raises ``OSError``, the old file kept."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_TEMPORARY}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def remove_file(path: Path) -> None:
    """Remove a file for good, if it is there."""
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def sweep_temporaries(folder: Path) -> int:
    """Remove what a killed process left half-written; answers how many. Only our own names are touched."""
    left = [path for path in folder.iterdir() if path.name.startswith(".") and path.name.endswith(_TEMPORARY)]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
