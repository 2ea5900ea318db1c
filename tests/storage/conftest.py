"""Every kind of vault that the store can lie in: what is asked of one is asked of all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shebaobu.storage.file_vault import FileVault
from shebaobu.storage.keys import key_of
from shebaobu.storage.sealed_documents import SealedDocuments
from shebaobu.storage.sealing import Sealer

KEY = key_of(bytes(range(32)))


@pytest.fixture(params=["files"])
def open_documents(tmp_path) -> Callable[[], SealedDocuments]:
    """Opens the same documents as if by a process that was just started."""
    return lambda: SealedDocuments(FileVault(tmp_path / "vault"), Sealer([KEY]))
