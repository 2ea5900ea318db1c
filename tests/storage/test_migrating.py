"""A folder of version 0.1, plain JSON, opens: copied beside first, sealed, and with everything that was in it."""

import json
import shutil
from pathlib import Path

import pytest

from shebaobu.errors import DataUnreadable
from shebaobu.services.exporting.as_json import as_json
from shebaobu.services.exporting.gathering import gather
from shebaobu.storage.folder import DataFolder
from tests.family import Family

FORMAT_0 = Path(__file__).parent / "format-0"
EXPORT = json.loads(Path(__file__).with_name("format-0.export.json").read_text())


@pytest.fixture
def old(tmp_path):
    shutil.copytree(FORMAT_0, tmp_path / "data")
    return tmp_path / "data"


def files_of(path):
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def test_everything_is_there_and_nothing_in_clear(old, clock):
    family = Family(old, clock)
    account = family.folder.household.accounts.all()[0]
    [member, other] = family.folder.household.members.all()
    [exported] = json.loads(as_json(gather(family.home, account, member.id)))["members"]
    assert EXPORT["member"].items() <= exported.items()
    for before, after in zip(EXPORT["captures"], exported["captures"], strict=True):
        # A capture tells more today; what it told then is all there.
        assert after | {name: value for name, value in before.items() if name in after} == after
    assert family.folder.member(other.id).captures.all() == []
    assert family.folder.key == (FORMAT_0 / "household.key").read_bytes()
    family.folder.close()
    assert not [path for path in old.rglob("*") if path.suffix in (".json", ".key") and path.name != "master.key"]
    assert all("钱".encode() not in content for content in files_of(old).values())
    assert files_of(old.with_name("data.before-encryption")) == files_of(FORMAT_0)


def test_a_file_that_cannot_be_read_is_named_and_everything_stays(old):
    damaged = next((old / "members").iterdir())
    damaged.write_bytes(damaged.read_bytes()[:-5])
    before = files_of(old)
    with pytest.raises(DataUnreadable) as refused:
        DataFolder(old)
    assert refused.value.detail == {"file": damaged.name}
    assert before.items() <= files_of(old).items()


def test_without_the_key_of_hashes_nothing_is_migrated(old):
    (old / "household.key").unlink()
    with pytest.raises(DataUnreadable) as refused:
        DataFolder(old)
    assert refused.value.detail == {"file": "household.key"}
    assert (old / "household.json").exists()


def test_a_member_who_was_being_deleted_is_gone(old):
    household = json.loads((old / "household.json").read_text())
    going = household["members"].pop("1")
    household["removals"] = {"1": {"id": going["id"]}}
    (old / "household.json").write_text(json.dumps(household))
    folder = DataFolder(old)
    assert len(folder.household.members.all()) == 1
    folder.close()
    assert not [path for path in old.rglob("*") if going["id"] in path.name]


def test_a_copy_of_something_else_is_left_as_it_is(old):
    copy = old.with_name("data.before-encryption")
    copy.mkdir()
    (copy / "mine").write_text("x")
    DataFolder(old).close()
    assert files_of(copy) == {"mine": b"x"}
    assert files_of(old.with_name("data.before-encryption-2")) == files_of(FORMAT_0)
