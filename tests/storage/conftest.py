"""Every kind of vault that the store can lie in: what is asked of one is asked of all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shebaobu.storage.file_vault import FileVault
from shebaobu.storage.keys import key_of
from shebaobu.storage.postgres_vault import PostgresVault
from shebaobu.storage.sealed_documents import SealedDocuments
from shebaobu.storage.sealing import Sealer
from tests.postgres import Cluster, programs

KEY = key_of(bytes(range(32)))


@pytest.fixture(scope="package")
def cluster():
    """A PostgreSQL for all tests that want one."""
    binaries = programs()
    if binaries is None:
        pytest.skip("no PostgreSQL here (Debian's package is `postgresql`): its vault is not tested")
    running = Cluster(binaries)
    yield running
    running.end()


@pytest.fixture(params=["files", "postgres"])
def open_documents(request, tmp_path) -> Callable[[], SealedDocuments]:
    """Opens the same documents as if by a process that was just started."""
    if request.param == "files":
        yield lambda: SealedDocuments(FileVault(tmp_path / "vault"), Sealer([KEY]))
        return
    address = request.getfixturevalue("cluster").new_household()
    vaults = []

    def opened() -> SealedDocuments:
        vaults.append(PostgresVault(address))
        return SealedDocuments(vaults[-1], Sealer([KEY]))

    yield opened
    for vault in vaults:
        vault.close()
