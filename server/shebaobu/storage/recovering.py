"""Going back to an earlier version of a document, and making the key file anew from a recovery sheet."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from shebaobu.errors import DataDamaged, KeyExists
from shebaobu.storage.evidence import TABLE
from shebaobu.storage.file_vault import FileVault
from shebaobu.storage.keys import KeyFile, MasterKey
from shebaobu.storage.lock import FolderLock
from shebaobu.storage.sealed_documents import Restored, SealedDocuments
from shebaobu.storage.sealing import Sealer
from shebaobu.storage.tables import Tables
from shebaobu.storage.vault import HOUSEHOLD, evidence_name, is_evidence, member_in


def restore_version(documents: SealedDocuments, name: str, generation: int | None = None) -> Restored:
    """Put an earlier version of a document in place, the last good one or that of a number, with its evidence.

    What is there now is put aside. Raises ``VersionNotFound``.
    """
    version, plain = documents.earlier(name, generation)
    member = member_in(name)
    if member and not is_evidence(name):
        for row in msgspec.json.decode(plain, type=Tables).get(TABLE, {}).values():
            _bring_back(documents, evidence_name(member, row["content"]))
    return documents.put_back(name, version, plain)


def _bring_back(documents: SealedDocuments, name: str) -> None:
    """Put evidence in place again that an undo had taken out, if it is there at all."""
    if documents.vault.generation(name) == 0 and documents.last_good(name):
        documents.put_back(name, *documents.earlier(name))


def restore_key(folder: Path, file: KeyFile, key: MasterKey) -> None:
    """Write the key file where there is none, for data that this key opens.

    Raises ``KeyExists``, ``KeyWrong``, ``DataInUse``, ``DataNotWritable``.
    """
    if file.exists():
        raise KeyExists(file=str(file.path))
    if folder.exists():
        lock = FolderLock(folder)
        try:
            with contextlib.suppress(DataDamaged):
                SealedDocuments(FileVault(folder), Sealer([key])).read(HOUSEHOLD)
        finally:
            lock.release()
    file.create(key)
