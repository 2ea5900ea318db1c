import stat
from datetime import UTC, datetime

import pytest

from shebaobu.errors import DataDamaged, DataInUse, DataUnreadable, KeyMissing, KeyRefused, KeyWrong
from shebaobu.storage.documents import Evidence, Member
from shebaobu.storage.folder import DataFolder
from shebaobu.storage.keys import KeyFile, new_key

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def member(member_id="m1"):
    return Member(id=member_id, name="钱小宁", relation="self", added_at=NOW, added_by="a")


def add(folder, member_id="m1"):
    with folder.writing():
        folder.household.members.put(member(member_id))
        folder.member(member_id).file.create()


def put(folder, member_id="m1", evidence="c", **capture):
    folder.member(member_id).evidence.put(Evidence(id=evidence, capture=capture))


@pytest.fixture
def folder(tmp_path):
    opened = DataFolder(tmp_path / "deep" / "data")
    add(opened)
    put(opened)
    yield opened
    opened.close()


def test_the_folder_and_everything_in_it_is_private(folder):
    for path in (folder.path, *folder.path.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_nothing_of_it_is_in_clear_but_the_key(folder):
    for path in folder.path.rglob("*.sealed"):
        assert "钱小宁".encode() not in path.read_bytes()
        assert b"members" not in path.read_bytes()


def test_one_process_at_a_time(folder):
    with pytest.raises(DataInUse) as refused:
        DataFolder(folder.path)
    assert str(folder.path) in refused.value.detail["folder"]
    folder.close()
    folder = DataFolder(folder.path)
    folder.close()


def test_the_key_of_hashes_stays(folder):
    key = folder.key
    folder.close()
    again = DataFolder(folder.path)
    assert again.key == key
    assert len(key) == 32
    again.close()


def test_a_lost_master_key_is_told_and_never_made_anew_over_data(folder):
    folder.close()
    path = folder.path / "master.key"
    kept = path.read_text()
    path.unlink()
    with pytest.raises(KeyMissing) as refused:
        DataFolder(folder.path)
    assert refused.value.detail == {"file": str(path)}
    assert not path.exists()
    KeyFile(path).create(new_key())
    with pytest.raises(KeyWrong):
        DataFolder(folder.path)
    path.write_text(kept.replace("-", "-X", 1))
    with pytest.raises(KeyRefused):
        DataFolder(folder.path)
    path.write_text(kept)
    DataFolder(folder.path).close()


def test_the_master_key_can_lie_elsewhere(tmp_path):
    key = tmp_path / "keys" / "ours"
    key.parent.mkdir()
    DataFolder(tmp_path / "data", key).close()
    assert not (tmp_path / "data" / "master.key").exists()
    DataFolder(tmp_path / "data", key).close()
    with pytest.raises(KeyMissing):
        DataFolder(tmp_path / "data")


def test_deleting_a_member_deletes_everything_of_theirs(folder):
    put(folder, evidence="d", more=1)
    folder.member("m1").evidence.remove("c")
    assert folder.remove_member("m1") is True
    assert not [path for path in folder.path.rglob("*") if "m1" in path.name]
    assert folder.remove_member("m1") is False


def test_a_member_whose_document_is_damaged_can_be_deleted(folder):
    folder.member("m1").file.storage.forget()
    (folder.path / "members" / "m1.sealed").write_bytes(b"{")
    assert folder.remove_member("m1") is True
    assert not [path for path in folder.path.rglob("*") if "m1" in path.name]


def test_writing_for_one_member_leaves_the_other_files_alone(folder):
    add(folder, "m2")
    others = [folder.path / "household.sealed", folder.path / "members" / "m2.sealed"]
    before = [path.stat().st_ino for path in others]
    put(folder, evidence="d")
    assert [path.stat().st_ino for path in others] == before


def test_the_file_of_a_member_does_not_grow_with_what_was_captured(folder):
    put(folder, evidence="large", text=[str(number) for number in range(50_000)])
    assert (folder.path / "members" / "m1.sealed").stat().st_size < 1000
    assert len(folder.member("m1").evidence.get("large").capture["text"]) == 50_000


def test_the_same_evidence_twice_is_stored_once_and_stays_while_it_is_named(folder):
    put(folder, evidence="d", page=1)
    put(folder, evidence="e", page=1)
    assert len(folder.documents.vault.names("evidence/m1/")) == 2
    folder.member("m1").evidence.remove("d")
    assert folder.member("m1").evidence.get("e").capture == {"page": 1}
    folder.member("m1").evidence.remove("e")
    assert len(folder.documents.vault.names("evidence/m1/")) == 1


def test_evidence_that_nothing_names_is_swept_when_its_member_is_read(folder):
    sealer, name = folder.documents.sealer, f"evidence/m1/{'0' * 64}"
    orphan = folder.path / f"{name}.sealed"
    orphan.write_bytes(sealer.seal(name, b"{}", 1, 0))
    folder.close()
    again = DataFolder(folder.path)
    assert len(again.member("m1").evidence.all()) == 1
    assert not orphan.exists()
    again.close()


def test_a_damaged_household_is_refused_with_its_last_good_version_and_the_lock_let_go(folder):
    folder.close()
    (folder.path / "household.sealed").write_bytes(b"{")
    for _ in range(2):
        with pytest.raises(DataDamaged) as refused:
            DataFolder(folder.path)
        assert refused.value.detail["command"] == "shebaobu generations restore household"
    assert (folder.path / "household.sealed").read_bytes() == b"{"


@pytest.mark.parametrize("name", ["household", "members/m1"])
def test_a_document_that_is_gone_is_no_new_one(folder, name):
    folder.close()
    (folder.path / f"{name}.sealed").unlink()
    with pytest.raises(DataUnreadable) as refused:
        again = DataFolder(folder.path)
        try:
            again.member("m1").evidence.all()
        finally:
            again.close()
    assert refused.value.detail["file"] == name
    assert not (folder.path / f"{name}.sealed").exists()


def test_evidence_that_is_gone_or_another_is_refused_by_name(folder):
    put(folder, evidence="d", page=1)
    first, second = (folder.path / f"{name}.sealed" for name in folder.documents.vault.names("evidence/m1/"))
    first.write_bytes(second.read_bytes())
    second.unlink()
    for evidence in ("c", "d"):
        with pytest.raises(DataUnreadable) as refused:
            folder.member("m1").evidence.get(evidence)
        assert refused.value.detail["file"].startswith("evidence/m1/")
