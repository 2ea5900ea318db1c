"""Whatever the disk refuses, at whichever step: the operation is refused in words, and everything opens.

What is stored is then what was there before or, where the very last step failed, what was to be there: whole in
either case, and never acknowledged. Without faults the operation goes through.
"""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime

import pytest

from shebaobu.errors import DataNotWritable, ShebaobuError
from shebaobu.storage.checking import check_all
from shebaobu.storage.documents import Evidence, Member, RecordSet
from shebaobu.storage.folder import DataFolder
from shebaobu.storage.keys import new_key
from shebaobu.storage.recovering import restore_version
from shebaobu.storage.rekeying import rekey
from tests.storage.faults import FaultyFiles
from tests.storage.test_migrating import FORMAT_0

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def member(name):
    return Member(id=name, name=name, relation="self", added_at=NOW, added_by="a")


def save(folder, name, number):
    """What saving a capture does: evidence, a member's document, and something of the household's."""
    with folder.writing():
        folder.member(name).evidence.put(Evidence(id=number, capture={"page": number}))
        folder.member(name).records.put(RecordSet(id=number, records=[{"kind": "card", "bank": number}]))


def save_with_household(folder):
    with folder.writing():
        save(folder, "m1", "new")
        folder.household.members.put(member("m3"))
        folder.member("m3").file.create()


def undo(folder):
    with folder.writing():
        folder.member("m1").evidence.remove("2")
        folder.member("m1").records.remove("2")


def change_key(folder):
    rekey(folder.documents, folder.key_file, new_key())


OPERATIONS = {
    "save": lambda folder: save(folder, "m1", "new"),
    "save in two documents": save_with_household,
    "undo": undo,
    "remove a member": lambda folder: folder.remove_member("m1"),
    "rekey": change_key,
    "go back to an earlier version": lambda folder: restore_version(folder.documents, "members/m1", 2),
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A small household with a little history."""
    folder = DataFolder(tmp_path_factory.mktemp("prepared") / "data")
    for name in ("m1", "m2"):
        with folder.writing():
            folder.household.members.put(member(name))
            folder.member(name).file.create()
        for number in ("1", "2"):
            save(folder, name, number)
    folder.close()
    return folder.path


def present(path):
    """The documents as a process finds them that starts now, after everything was opened and verified."""
    folder = DataFolder(path)
    try:
        assert [checked for checked in check_all(folder) if checked.error] == []
        assert list((path / "writing").iterdir()) == []
        assert not (path / "journal").exists()
        assert len(folder.documents.sealer.keys) == 1
        return {name: folder.documents.read(name).plain for name in folder.documents.vault.names()}
    finally:
        folder.close()


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_step_that_fails_leaves_the_old_or_the_new(prepared, tmp_path, operation, lasting):
    act = OPERATIONS[operation]
    before, after, steps = outcome(prepared, tmp_path, act)
    assert before != after or operation == "rekey"
    told = set()
    for number in range(1, len(steps) + 1):
        path = tmp_path / str(number)
        shutil.copytree(prepared, path)
        files = FaultyFiles()
        folder = DataFolder(path, files=files)
        files.steps.clear()
        files.fail_at, files.lasting = number, lasting
        acknowledged = True
        try:
            act(folder)
        except ShebaobuError as error:
            acknowledged = False
            told.add(type(error))
        in_memory = None if lasting else {entry.id for entry in folder.household.members.all()}
        folder.close()
        found = present(path)
        assert found == after or (found == before and not acknowledged), (number, steps[number - 1])
        if in_memory is not None:
            assert in_memory == {entry["id"] for entry in members_in(found)}, (number, steps[number - 1])
        shutil.rmtree(path)
    assert told == {DataNotWritable}


def outcome(prepared, tmp_path, act):
    """What is stored before and after an operation to which nothing happens, and its steps."""
    path = tmp_path / "well"
    shutil.copytree(prepared, path)
    before = present(path)
    files = FaultyFiles()
    folder = DataFolder(path, files=files)
    files.steps.clear()
    act(folder)
    steps = list(files.steps)
    folder.close()
    return before, present(path), steps


def members_in(found):
    return json.loads(found["household"])["members"].values()


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
def test_a_migration_that_fails_at_any_step_is_done_at_the_next_start(tmp_path, lasting):
    files = FaultyFiles()
    shutil.copytree(FORMAT_0, tmp_path / "well" / "data")
    DataFolder(tmp_path / "well" / "data", files=files).close()
    after, steps = present(tmp_path / "well" / "data"), list(files.steps)
    for number in range(1, len(steps) + 1):
        path = tmp_path / str(number) / "data"
        shutil.copytree(FORMAT_0, path)
        try:
            DataFolder(path, files=FaultyFiles(number, lasting=lasting)).close()
        except ShebaobuError as error:
            assert isinstance(error, DataNotWritable), (number, steps[number - 1])
        assert present(path) == after, (number, steps[number - 1])
        assert not list(path.glob("*.json"))
        copy = path.with_name("data.before-encryption")
        assert {file.name: file.read_bytes() for file in copy.rglob("*.json")} == {
            file.name: file.read_bytes() for file in FORMAT_0.rglob("*.json")
        }
        shutil.rmtree(path.parent)
