"""Making a backup and proving that it restores; restoring one; what is remembered of the last.

A backup counts only when it was restored into a temporary folder, everything in it opened, and is what was backed up.
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from shebaobu.config import Config
from shebaobu.errors import BackupDamaged, FolderNotEmpty, ShebaobuError
from shebaobu.storage import backup_file
from shebaobu.storage.backup_file import Backup
from shebaobu.storage.checking import check_all
from shebaobu.storage.files import Files
from shebaobu.storage.folder import DataFolder, OpenedDocuments
from shebaobu.storage.keys import KeyFile
from shebaobu.storage.opening import key_file, opened_documents, take_snapshot
from shebaobu.storage.sealed_documents import SealedDocuments
from shebaobu.storage.sealing import Sealer
from shebaobu.storage.snapshots import Snapshot, folder_snapshot
from shebaobu.storage.vault import HOUSEHOLD, is_evidence

STATE_FILE = "last-backup.json"


class LastBackup(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """The last backup that proved good, and the last try that failed: its error's code and detail."""

    made_at: datetime | None = None
    file: str | None = None
    size: int = 0
    failed_at: datetime | None = None
    failure: str | None = None
    detail: dict[str, Any] = {}


def back_up(config: Config, path: Path, now: datetime) -> LastBackup:
    """Write a backup of everything to a file, restore it to see that it is good, and remember it.

    Works beside a running server. Raises ``NothingToBackUp``, ``DataUnreadable`` for a document that does not open,
    ``KeyWrong``, ``FileExists``, ``FileNotWritable``, ``BackupDamaged``; a file that does not prove good is removed.
    """
    snapshot = take_snapshot(config)
    key = key_file(config)
    sealer = Sealer(key.read())
    for name, sealed in snapshot.items():
        sealer.open(name, sealed)
    data = backup_file.encode(snapshot, sealer, now)
    backup_file.write(path, data)
    try:
        prove(path, snapshot, key)
    except BaseException:
        Files().unlink(path)
        raise
    made = LastBackup(made_at=now, file=path.name, size=len(data))
    _remember(config, made)
    return made


def prove(path: Path, snapshot: Snapshot, key: KeyFile) -> None:
    """Restore a backup into a temporary folder and compare. Raises ``BackupDamaged`` where it is not the same."""
    with tempfile.TemporaryDirectory(prefix="shebaobu-proof-") as name:
        folder = Path(name) / "data"
        backup = backup_file.read(path, Sealer(key.read()))
        with OpenedDocuments(folder, key.path) as documents:
            restore_into(documents, backup)
        if folder_snapshot(folder) != snapshot:
            raise BackupDamaged(file=path.name)
        opened = DataFolder(folder, key.path)
        try:
            if any(checked.error for checked in check_all(opened)):
                raise BackupDamaged(file=path.name)
        finally:
            opened.close()


def restore(config: Config, path: Path) -> Backup:
    """Put everything of a backup into a store that has no household yet.

    Raises ``KeyMissing``, ``KeyWrong``, ``FileNotReadable``, ``BackupDamaged``, ``FolderNotEmpty``, ``DataInUse``.
    """
    backup = backup_file.read(path, Sealer(key_file(config).read()))
    with opened_documents(config) as documents:
        restore_into(documents, backup)
    return backup


def restore_into(documents: SealedDocuments, backup: Backup) -> None:
    """Commit all documents of a backup at once. Raises ``FolderNotEmpty`` where there are documents already."""
    vault = documents.vault
    there = [name for name in vault.names() if not is_evidence(name)]
    if there or vault.kept(HOUSEHOLD):
        raise FolderNotEmpty()
    vault.commit(backup.documents, {name: vault.generation(name) for name in backup.documents})


def last_backup(config: Config) -> LastBackup:
    """What is remembered; nothing where there was no backup or the note cannot be read."""
    try:
        return msgspec.json.decode((config.data / STATE_FILE).read_bytes(), type=LastBackup)
    except (OSError, msgspec.DecodeError):
        return LastBackup()


def note_failure(config: Config, error: ShebaobuError, now: datetime) -> None:
    """Remember that a backup was tried and why it failed."""
    _remember(
        config, msgspec.structs.replace(last_backup(config), failed_at=now, failure=error.code, detail=error.detail)
    )


def _remember(config: Config, state: LastBackup) -> None:
    files = Files()
    path = config.data / STATE_FILE
    unfinished = path.with_name(f".{path.name}.writing")
    files.make_folder(config.data)
    files.unlink(unfinished)
    files.create(unfinished, msgspec.json.encode(state))
    files.rename(unfinished, path)
