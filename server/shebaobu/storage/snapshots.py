"""All documents of a folder as they are at one time, read without its lock: also while a server is at work on it."""

from __future__ import annotations

import time
from pathlib import Path

from shebaobu.errors import DataUnreadable, NothingToBackUp
from shebaobu.storage.journal import JOURNAL_FILE
from shebaobu.storage.sealing import HEAD_BYTES
from shebaobu.storage.vault import HOUSEHOLD, SUFFIX, is_name

TRIES = 200
_PAUSE_S = 0.02

Snapshot = dict[str, bytes]
"""Sealed documents by name."""


def folder_snapshot(folder: Path) -> Snapshot:
    """The sealed documents of a folder, none from before and none from after a commit that was made meanwhile.

    Raises ``NothingToBackUp`` where there is no household, ``DataUnreadable`` where the documents never hold still.
    """
    for _ in range(TRIES):
        heads = _heads(folder)
        try:
            documents = {name: _path(folder, name).read_bytes() for name in heads}
        except FileNotFoundError:
            documents = {}
        if heads and documents and not (folder / JOURNAL_FILE).exists() and _heads(folder) == heads:
            return documents
        if not heads and not (folder / JOURNAL_FILE).exists():
            break
        time.sleep(_PAUSE_S)
    if not _path(folder, HOUSEHOLD).exists():
        raise NothingToBackUp(folder=str(folder))
    raise DataUnreadable(file=folder.name)


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}{SUFFIX}"


def _heads(folder: Path) -> dict[str, bytes]:
    """The head of each document, which every commit changes."""
    if not _path(folder, HOUSEHOLD).exists():
        return {}
    found: dict[str, bytes] = {}
    for path in folder.rglob(f"*{SUFFIX}"):
        name = path.relative_to(folder).as_posix().removesuffix(SUFFIX)
        if is_name(name):
            try:
                with path.open("rb") as stream:
                    found[name] = stream.read(HEAD_BYTES)
            except FileNotFoundError:
                continue
    return found
