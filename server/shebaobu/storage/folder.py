"""The data folder of a household, open in this one process.

``household.sealed``, ``members/<id>.sealed`` and ``evidence/<member id>/<content hash>.sealed`` are the documents;
``generations/`` has their last good versions, ``damaged/`` what a restored version took the place of; ``writing/``
and ``journal`` are empty and absent between commits; ``master.key`` is the key unless a setting says where it is;
``lock`` is the lock.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from shebaobu.errors import DataNotWritable
from shebaobu.storage.file_vault import FileVault
from shebaobu.storage.files import Files
from shebaobu.storage.keys import KEY_FILE, KeyFile, MasterKey, new_key
from shebaobu.storage.lock import FolderLock
from shebaobu.storage.migrating import migrate
from shebaobu.storage.rekeying import finish_rekeying
from shebaobu.storage.sealed_documents import SealedDocuments
from shebaobu.storage.sealing import Sealer
from shebaobu.storage.store import Store
from shebaobu.storage.vault import Vault


class DataFolder(Store):
    """Opening makes the folder if need be, takes the lock, clears up after a process that was killed, and migrates.

    Raises ``DataInUse``, ``DataNotWritable``, ``KeyMissing``, ``KeyRefused``, ``KeyWrong``, ``DataTooNew``, and
    ``DataUnreadable`` for a household that cannot be read.
    """

    def __init__(
        self,
        path: Path,
        key_file: Path | None = None,
        *,
        files: Files | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.path = path
        self._lock = _locked(path, files or Files())
        try:
            documents, self.key_file = _open(path, key_file, files or Files(), clock)
            super().__init__(documents)
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Let another process have the folder. Everything is on disk already."""
        super().close()
        self._lock.release()


class OpenedDocuments:
    """A folder's documents without the household's own being read: for what has to work where that is damaged."""

    def __init__(self, path: Path, key_file: Path | None = None, files: Files | None = None) -> None:
        self._lock = _locked(path, files or Files())
        try:
            self.documents, self.key_file = _open(path, key_file, files or Files(), time.time)
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> SealedDocuments:
        return self.documents

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _locked(path: Path, files: Files) -> FolderLock:
    try:
        files.make_folder(path)
    except OSError as error:
        raise DataNotWritable(file=str(path)) from error
    return FolderLock(path)


def _open(
    path: Path, key_file: Path | None, files: Files, clock: Callable[[], float]
) -> tuple[SealedDocuments, KeyFile]:
    vault = FileVault(path, files)
    file = KeyFile(key_file or path / KEY_FILE, files)
    documents = SealedDocuments(vault, Sealer(keys_for(file, vault)), clock)
    migrate(path, documents, files)
    finish_rekeying(documents, file)
    return documents, file


def keys_for(file: KeyFile, vault: Vault) -> list[MasterKey]:
    """The keys of the file; a new one for a vault that has nothing sealed yet."""
    file.sweep()
    if not file.exists() and not vault.names():
        file.create(new_key())
    return file.read()
