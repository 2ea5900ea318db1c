"""All documents of a folder as they are at one time, read without its lock: also while a server is at work on it."""

from __future__ import annotations

import time
from pathlib import Path

from shebaobu.errors import DataUnreadable, NothingToBackUp
from shebaobu.storage.journal import JOURNAL_FILE
from shebaobu.storage.sealing import HEAD_BYTES
from shebaobu.storage.vault import HOUSEHOLD, SUFFIX, is_evidence, is_name

TRIES = 200
_PAUSE_S = 0.02
# Not all below the folder: earlier versions come and go while one looks.
_PLACES = ("household", "attempts", "members/*", "evidence/*/*")

Snapshot = dict[str, bytes]
"""Sealed documents by name."""


def folder_snapshot(folder: Path) -> Snapshot:
    """The sealed documents of a folder, none from before and none from after a commit that was made meanwhile.

    Raises ``NothingToBackUp`` where there is no household, ``DataUnreadable`` where the documents never hold still.
    """
    evidence: Snapshot = {}
    for _ in range(TRIES):
        try:
            documents = _at_one_time(folder, evidence)
        except FileNotFoundError:
            # Something went while we looked: the commit that removed it is seen whole by the next look.
            documents = None
        if documents is not None:
            return documents
        time.sleep(_PAUSE_S)
    raise DataUnreadable(file=folder.name)


def _at_one_time(folder: Path, evidence: Snapshot) -> Snapshot | None:
    """The documents where no commit was made while they were read, else None; raises ``FileNotFoundError`` too.

    ``evidence`` keeps what was read of it: it never changes, so another try reads only what is new.
    """
    if (folder / JOURNAL_FILE).exists():
        return None
    if not _path(folder, HOUSEHOLD).exists():
        raise NothingToBackUp(folder=str(folder))
    heads = _heads(folder)
    for name in heads:
        if is_evidence(name) and name not in evidence:
            evidence[name] = _path(folder, name).read_bytes()
    documents = {name: evidence.get(name) or _path(folder, name).read_bytes() for name in heads}
    still = not (folder / JOURNAL_FILE).exists() and _heads(folder) == heads
    return documents if still else None


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}{SUFFIX}"


def _heads(folder: Path) -> dict[str, bytes]:
    """The head of each document, which every commit changes; of evidence, which none changes, that it is there."""
    found: dict[str, bytes] = {}
    for pattern in _PLACES:
        for path in folder.glob(f"{pattern}{SUFFIX}"):
            name = path.relative_to(folder).as_posix().removesuffix(SUFFIX)
            if not is_name(name):
                continue
            if is_evidence(name):
                found[name] = b""
            else:
                with path.open("rb") as stream:
                    found[name] = stream.read(HEAD_BYTES)
    return found
