"""A journal that a killed process left: finished where the commit counted, dropped where it never did."""

from __future__ import annotations

import pytest

from shebaobu.errors import ChangedElsewhere, DataUnreadable
from shebaobu.storage import journal
from shebaobu.storage.file_vault import FileVault
from shebaobu.storage.journal import Journal
from shebaobu.storage.sealed_documents import SealedDocuments
from shebaobu.storage.sealing import Sealer
from tests.storage.conftest import KEY

A, B, GOING = "members/a", "members/b", "members/going"
SEALER = Sealer([KEY])


@pytest.fixture
def path(tmp_path):
    """Two documents and one that is to go, each of generation 1."""
    documents = SealedDocuments(FileVault(tmp_path), SEALER)
    documents.commit(dict.fromkeys((A, B, GOING), b"old"), dict.fromkeys((A, B, GOING), 0))
    return tmp_path


def leave_journal(path, waiting, in_place=()):
    """What is there when the process is killed with these documents waiting and those in place."""
    temporaries = {}
    for name in (A, B):
        sealed = SEALER.seal(name, b"new", 2, 0)
        temporaries[name] = name.replace("/", "")
        if name in waiting:
            (path / "writing" / temporaries[name]).write_bytes(sealed)
        if name in in_place:
            (path / f"{name}.sealed").write_bytes(sealed)
    plan = Journal(replace=temporaries, remove=(GOING,), generations={A: 2, B: 2})
    (path / "journal").write_bytes(journal.encode(plan))


def content(path):
    documents = SealedDocuments(FileVault(path), SEALER)
    assert not (path / "journal").exists()
    assert list((path / "writing").iterdir()) == []
    return {name: documents.read(name).plain for name in documents.vault.names()}


@pytest.mark.parametrize(("waiting", "in_place"), [((A, B), ()), ((B,), (A,)), ((), (A, B))])
def test_a_commit_that_counts_is_finished(path, waiting, in_place):
    leave_journal(path, waiting, in_place)
    assert content(path) == {A: b"new", B: b"new"}


@pytest.mark.parametrize("waiting", [(), (A,)])
def test_a_journal_of_a_commit_that_was_refused_does_nothing(path, waiting):
    leave_journal(path, waiting)
    assert content(path) == {A: b"old", B: b"old", GOING: b"old"}


def test_a_damaged_journal_is_refused_by_name_and_stays(path):
    leave_journal(path, (A, B))
    damaged = (path / "journal").read_bytes()[:-1]
    (path / "journal").write_bytes(damaged)
    with pytest.raises(DataUnreadable) as refused:
        FileVault(path)
    assert refused.value.detail == {"file": "journal"}
    assert (path / "journal").read_bytes() == damaged
    assert len(list((path / "writing").iterdir())) == 2


def test_a_commit_over_another_generation_changes_nothing(path):
    documents = SealedDocuments(FileVault(path), SEALER)
    for expected in (0, 2):
        with pytest.raises(ChangedElsewhere):
            documents.commit({A: b"x", B: b"x"}, {A: 1, B: expected})
    assert content(path) == {A: b"old", B: b"old", GOING: b"old"}


def test_without_hard_links_versions_are_copied(path, monkeypatch):
    vault = FileVault(path)

    def no_links(_path, _target):
        raise PermissionError

    monkeypatch.setattr(vault._files, "link", no_links)
    documents = SealedDocuments(vault, SEALER)
    documents.commit({A: b"new"}, {A: 1})
    assert [kept.generation for kept in vault.kept(A)] == [1]
    assert SEALER.open(A, vault.read_kept(A, 1)) == b"old"
