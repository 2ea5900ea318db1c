"""A household whose documents lie in a database that several servers may use; the key stays with the servers."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from shebaobu.errors import StoreExtraMissing
from shebaobu.storage.folder import keys_for
from shebaobu.storage.keys import KeyFile
from shebaobu.storage.rekeying import finish_rekeying
from shebaobu.storage.sealed_documents import SealedDocuments
from shebaobu.storage.sealing import Sealer
from shebaobu.storage.store import Store
from shebaobu.storage.trying import until_first
from shebaobu.storage.vault import Vault


class SharedStore(Store):
    """The store of a database's address (``SHEBAOBU_STORE``) and a key file.

    Raises ``StoreNotReached``, ``StoreExtraMissing``, and what reading the key and the household raises.
    """

    def __init__(self, address: str, key_file: KeyFile) -> None:
        with contextlib.ExitStack() as opened:
            documents = opened.enter_context(opened_shared(address, key_file))
            until_first(lambda: Store.__init__(self, documents))
            self._opened = opened.pop_all()
        self.key_file = key_file

    def close(self) -> None:
        """Let go of the database."""
        self._opened.close()


@contextlib.contextmanager
def opened_shared(address: str, key_file: KeyFile) -> Iterator[SealedDocuments]:
    """The documents of a database, closed afterwards; a new key is made only where nothing is sealed yet."""
    vault = _vault(address)
    try:
        documents = SealedDocuments(vault, Sealer(keys_for(key_file, vault)))
        finish_rekeying(documents, key_file)
        yield documents
    finally:
        vault.close()


def _vault(address: str) -> Vault:
    try:
        from shebaobu.storage.postgres_vault import PostgresVault
    except ImportError:
        raise StoreExtraMissing() from None
    return PostgresVault(address)
