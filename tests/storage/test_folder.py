import stat
from datetime import UTC, datetime

import pytest

from shebaobu.errors import DataInUse, DataUnreadable
from shebaobu.storage.documents import Evidence, Member, Removal
from shebaobu.storage.folder import DataFolder

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def member(name="钱小宁"):
    return Member(id="m1", name=name, relation="self", added_at=NOW, added_by="a")


def test_the_folder_and_everything_in_it_is_private(tmp_path):
    folder = DataFolder(tmp_path / "deep" / "data")
    folder.household.members.put(member())
    folder.member("m1").evidence.put(Evidence(id="c", capture={}))
    folder.close()
    for path in (folder.path, *folder.path.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_one_process_at_a_time(tmp_path):
    first = DataFolder(tmp_path / "data")
    with pytest.raises(DataInUse) as refused:
        DataFolder(tmp_path / "data")
    assert str(tmp_path / "data") in refused.value.detail["folder"]
    first.close()
    DataFolder(tmp_path / "data").close()


def test_the_household_key_stays_and_is_never_made_anew_over_data(tmp_path):
    folder = DataFolder(tmp_path / "data")
    folder.household.members.put(member())
    key = folder.key
    folder.close()
    again = DataFolder(tmp_path / "data")
    assert again.key == key
    assert len(key) == 32
    again.close()
    (tmp_path / "data" / "household.key").unlink()
    with pytest.raises(DataUnreadable) as refused:
        DataFolder(tmp_path / "data")
    assert refused.value.detail == {"file": "household.key"}
    assert not (tmp_path / "data" / "household.key").exists()


def test_deleting_a_member_deletes_the_file(tmp_path):
    folder = DataFolder(tmp_path / "data")
    folder.household.members.put(member())
    folder.member("m1").evidence.put(Evidence(id="c", capture={}))
    assert (tmp_path / "data" / "members" / "m1.json").exists()
    assert folder.remove_member("m1") is True
    assert not (tmp_path / "data" / "members" / "m1.json").exists()
    assert folder.household.removals.all() == []
    assert folder.remove_member("m1") is False
    folder.close()


def test_a_deletion_that_was_cut_short_is_finished_at_the_next_start(tmp_path):
    folder = DataFolder(tmp_path / "data")
    folder.member("m1").evidence.put(Evidence(id="c", capture={}))
    folder.household.removals.put(Removal(id="m1"))
    folder.close()
    DataFolder(tmp_path / "data").close()
    assert list((tmp_path / "data" / "members").iterdir()) == []


def test_writing_for_one_member_leaves_the_other_files_alone(tmp_path):
    folder = DataFolder(tmp_path / "data")
    folder.household.members.put(member())
    folder.member("m2").evidence.put(Evidence(id="c", capture={}))
    others = [tmp_path / "data" / "household.json", tmp_path / "data" / "members" / "m2.json"]
    before = [path.stat().st_ino for path in others]
    folder.member("m1").evidence.put(Evidence(id="c", capture={}))
    assert [path.stat().st_ino for path in others] == before
    folder.close()


def test_a_damaged_household_is_refused_and_the_lock_let_go(tmp_path):
    DataFolder(tmp_path / "data").close()
    (tmp_path / "data" / "household.json").write_bytes(b"{")
    for _ in range(2):
        with pytest.raises(DataUnreadable):
            DataFolder(tmp_path / "data")
