"""The household's store as the settings say: a folder of files, or a database."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from shebaobu.config import Config
from shebaobu.errors import NothingToBackUp
from shebaobu.storage.folder import DataFolder, OpenedDocuments
from shebaobu.storage.keys import KEY_FILE, KeyFile
from shebaobu.storage.sealed_documents import SealedDocuments
from shebaobu.storage.shared import SharedStore, opened_shared
from shebaobu.storage.snapshots import Snapshot, folder_snapshot
from shebaobu.storage.vault import HOUSEHOLD


def key_file(config: Config) -> KeyFile:
    """The file of the master key."""
    return KeyFile(config.key_file or config.data / KEY_FILE)


def open_store(config: Config) -> DataFolder | SharedStore:
    """The store, open; raises what ``DataFolder`` and ``SharedStore`` raise."""
    if config.store:
        return SharedStore(config.store, key_file(config))
    return DataFolder(config.data, config.key_file)


def take_snapshot(config: Config) -> Snapshot:
    """All sealed documents as they are at one time, also while servers are at work on them.

    Raises ``NothingToBackUp``, ``DataUnreadable``, and what reaching a database raises.
    """
    if not config.store:
        return folder_snapshot(config.data)
    with opened_shared(config.store, key_file(config)) as documents:
        snapshot = documents.vault.snapshot()
    if HOUSEHOLD not in snapshot:
        raise NothingToBackUp(folder="SHEBAOBU_STORE")
    return snapshot


@contextlib.contextmanager
def opened_documents(config: Config) -> Iterator[SealedDocuments]:
    """The documents without the household's own being read: for what has to work where that is damaged."""
    if config.store:
        with opened_shared(config.store, key_file(config)) as documents:
            yield documents
    else:
        with OpenedDocuments(config.data, config.key_file) as documents:
            yield documents
