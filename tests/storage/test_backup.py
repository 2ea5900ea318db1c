"""Backups: what was backed up comes back, whatever happens on the way; what is damaged is never restored."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from shebaobu.config import Config
from shebaobu.errors import (
    BackupDamaged,
    DataNotWritable,
    DataUnreadable,
    FileExists,
    FolderNotEmpty,
    KeyMissing,
    KeyWrong,
    NothingToBackUp,
    ShebaobuError,
)
from shebaobu.storage import backup_file, backup_schedule
from shebaobu.storage.backing_up import STATE_FILE, back_up, last_backup, restore, restore_into
from shebaobu.storage.folder import DataFolder, OpenedDocuments
from shebaobu.storage.keys import KeyFile, new_key
from shebaobu.storage.opening import open_store
from shebaobu.storage.sealing import Sealer
from shebaobu.storage.snapshots import folder_snapshot
from tests.console import run
from tests.family import Family, capture_of
from tests.storage.faults import FaultyFiles
from tests.storage.test_folder import add, put

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)


@pytest.fixture
def config(tmp_path):
    """The settings of a folder with one member, one capture, and its key beside it."""
    config = Config(data=tmp_path / "data", key_file=tmp_path / "our.key")
    folder = DataFolder(config.data, config.key_file)
    add(folder)
    put(folder, page=1)
    folder.close()
    return config


@pytest.fixture
def elsewhere(config, tmp_path):
    """The settings of an empty folder with the same key."""
    return Config(data=tmp_path / "elsewhere", key_file=config.key_file)


def in_clear(config):
    store = open_store(config)
    try:
        vault = store.documents.vault
        return {name: store.documents.sealer.open(name, vault.read(name).sealed) for name in vault.names()}
    finally:
        store.close()


def test_what_was_backed_up_comes_back(config, elsewhere, tmp_path):
    made = back_up(config, tmp_path / "a.backup", NOW)
    assert made == last_backup(config)
    assert made.size == (tmp_path / "a.backup").stat().st_size
    assert restore(elsewhere, tmp_path / "a.backup").made_at == NOW
    assert in_clear(elsewhere) == in_clear(config)
    store = open_store(elsewhere)
    put(store, evidence="d", page=2)
    assert len(store.member("m1").evidence.all()) == 2
    store.close()


def test_an_export_after_a_restore_is_the_export_before(family, tmp_path):
    member = family.add_member()
    family.pair()
    for page in ("bj_csibiz_oldage_2018", "gz_pension_ranges"):
        family.save(capture_of(page), member)
    before = family.browser.get(f"/api/v1/members/{member}/export").json
    config = Config(data=family.path)
    back_up(config, tmp_path / "a.backup", NOW)
    family.folder.close()
    elsewhere = Config(data=tmp_path / "elsewhere", key_file=family.path / "master.key")
    restore(elsewhere, tmp_path / "a.backup")
    (elsewhere.data / "master.key").write_bytes((family.path / "master.key").read_bytes())
    again = Family(elsewhere.data, family.clock)
    again.continue_from(family)
    after = again.browser.get(f"/api/v1/members/{member}/export").json
    again.folder.close()
    assert after | {"exported_at": ""} == before | {"exported_at": ""}
    family.folder = DataFolder(family.path)


def test_between_a_folder_and_a_database(config, cluster, tmp_path):
    back_up(config, tmp_path / "a.backup", NOW)
    database = Config(data=tmp_path / "state", store=cluster.new_household(), key_file=config.key_file)
    restore(database, tmp_path / "a.backup")
    assert in_clear(database) == in_clear(config)
    back_up(database, tmp_path / "b.backup", NOW)
    folder = Config(data=tmp_path / "back", key_file=config.key_file)
    restore(folder, tmp_path / "b.backup")
    assert in_clear(folder) == in_clear(config)


def test_while_a_server_is_at_work(config, tmp_path):
    folder = DataFolder(config.data, config.key_file)
    done = threading.Event()

    def work():
        number = 0
        while not done.wait(0.005):
            number += 1
            # Both documents in one commit: a backup that has one without the other is of no time at all.
            with folder.writing():
                put(folder, evidence=f"n{number}", page=number)
                member = folder.household.members.get("m1")
                folder.household.members.put(type(member)(**{**vars_of(member), "name": f"第{number}次"}))
            if number % 3 == 0:
                folder.member("m1").evidence.remove(f"n{number}")

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(6):
            back_up(config, tmp_path / f"{number}.backup", NOW)
    finally:
        done.set()
        worker.join()
        folder.close()
    for number in range(6):
        target = Config(data=tmp_path / f"target{number}", key_file=config.key_file)
        restore(target, tmp_path / f"{number}.backup")
        store = open_store(target)
        named = store.household.members.get("m1").name
        count = int(named[1:-1]) if named.startswith("第") else 0
        ids = {evidence.id for evidence in store.member("m1").evidence.all()}
        assert {f"n{at}" for at in range(1, count + 1) if at % 3} <= ids
        assert f"n{count + 1}" not in ids
        store.close()


def vars_of(struct):
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


def test_nothing_of_it_is_in_clear(config, tmp_path):
    back_up(config, tmp_path / "a.backup", NOW)
    written = (tmp_path / "a.backup").read_bytes()
    assert "钱小宁".encode() not in written
    assert config.key_file.read_bytes() not in written
    assert b"made_at" not in written


def test_every_flipped_byte_and_every_cut_is_refused(config, elsewhere, tmp_path):
    back_up(config, tmp_path / "a.backup", NOW)
    whole = (tmp_path / "a.backup").read_bytes()
    sealer = Sealer(KeyFile(config.key_file).read())
    backup_file.read(tmp_path / "a.backup", sealer)
    broken = tmp_path / "broken.backup"
    for at in range(len(whole)):
        broken.write_bytes(whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :])
        with pytest.raises(BackupDamaged):
            backup_file.read(broken, sealer)
    for length in range(len(whole)):
        broken.write_bytes(whole[:length])
        with pytest.raises(BackupDamaged):
            backup_file.read(broken, sealer)
    with pytest.raises(BackupDamaged):
        restore(elsewhere, broken)
    assert not elsewhere.data.exists()


def test_a_document_of_another_backup_does_not_fit(config, tmp_path):
    back_up(config, tmp_path / "a.backup", NOW)
    folder = DataFolder(config.data, config.key_file)
    put(folder, evidence="d", page=2)
    folder.close()
    back_up(config, tmp_path / "b.backup", NOW)
    sealer = Sealer(KeyFile(config.key_file).read())
    mixed = tmp_path / "mixed.backup"
    with zipfile.ZipFile(tmp_path / "a.backup") as old, zipfile.ZipFile(tmp_path / "b.backup") as new:
        for left_out in (*new.namelist(), None):
            with zipfile.ZipFile(mixed, "w") as archive:
                for name in new.namelist():
                    if name != left_out:
                        source = old if left_out is None and name == "documents/members/m1" else new
                        archive.writestr(name, source.read(name))
            with pytest.raises(BackupDamaged):
                backup_file.read(mixed, sealer)


def test_a_packed_zip_is_none_of_ours(config, tmp_path):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("list", b"0" * 10_000_000)
    (tmp_path / "bomb.backup").write_bytes(bomb.getvalue())
    with pytest.raises(BackupDamaged):
        backup_file.read(tmp_path / "bomb.backup", Sealer(KeyFile(config.key_file).read()))


def test_another_key_is_told_as_such(config, tmp_path):
    back_up(config, tmp_path / "a.backup", NOW)
    with pytest.raises(KeyMissing):
        restore(Config(data=tmp_path / "new"), tmp_path / "a.backup")
    assert not (tmp_path / "new").exists()
    KeyFile(tmp_path / "other.key").create(new_key())
    with pytest.raises(KeyWrong):
        restore(Config(data=tmp_path / "new", key_file=tmp_path / "other.key"), tmp_path / "a.backup")


def test_nothing_is_restored_over_a_household_and_no_file_is_written_over(config, tmp_path):
    back_up(config, tmp_path / "a.backup", NOW)
    before = in_clear(config)
    with pytest.raises(FolderNotEmpty):
        restore(config, tmp_path / "a.backup")
    with pytest.raises(FileExists):
        back_up(config, tmp_path / "a.backup", NOW)
    assert in_clear(config) == before
    with pytest.raises(NothingToBackUp):
        back_up(Config(data=tmp_path / "none", key_file=config.key_file), tmp_path / "b.backup", NOW)
    assert not (tmp_path / "b.backup").exists()


@pytest.mark.parametrize("lasting", [False, True])
def test_a_restore_that_fails_at_any_step_can_be_done_again(config, tmp_path, lasting):
    back_up(config, tmp_path / "a.backup", NOW)
    backup = backup_file.read(tmp_path / "a.backup", Sealer(KeyFile(config.key_file).read()))
    counting = FaultyFiles()
    with OpenedDocuments(tmp_path / "count", config.key_file, files=counting) as documents:
        restore_into(documents, backup)
    assert len(counting.steps) > 20
    for number in range(1, len(counting.steps) + 1):
        target = tmp_path / f"target{number}"
        try:
            with OpenedDocuments(target, config.key_file, files=FaultyFiles(number, lasting=lasting)) as documents:
                restore_into(documents, backup)
        except (DataNotWritable, OSError):
            pass
        settled = Config(data=target, key_file=config.key_file)
        with OpenedDocuments(target, config.key_file) as documents:
            there = bool([name for name in documents.vault.names() if not name.startswith("evidence/")])
        if not there:
            restore(settled, tmp_path / "a.backup")
        assert folder_snapshot(target) == folder_snapshot(config.data), number


def test_a_document_that_does_not_open_is_named_and_older_backups_stay(config, tmp_path):
    by_itself = Config(data=config.data, key_file=config.key_file, backup_folder=tmp_path / "backups")
    backup_schedule.back_up_to_folder(by_itself, NOW)
    (config.data / "members" / "m1.sealed").write_bytes(b"{")
    with pytest.raises(DataUnreadable) as refused:
        backup_schedule.back_up_to_folder(by_itself, NOW + timedelta(days=1))
    assert refused.value.detail["file"] == "members/m1"
    assert len(list((tmp_path / "backups").iterdir())) == 1
    state = last_backup(by_itself)
    assert state.made_at == NOW
    assert (state.failure, state.failed_at) == ("data_unreadable", NOW + timedelta(days=1))


def test_backups_by_themselves_are_due_by_the_hours_and_thinned(config, tmp_path):
    by_itself = Config(data=config.data, key_file=config.key_file, backup_folder=tmp_path / "backups", backup_hours=6)
    assert not backup_schedule.is_due(config, NOW)
    now = NOW
    for _ in range(30):
        assert backup_schedule.is_due(by_itself, now)
        backup_schedule.back_up_to_folder(by_itself, now)
        assert not backup_schedule.is_due(by_itself, now + timedelta(hours=5))
        now += timedelta(hours=6)
    kept = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert 7 <= len(kept) < 15
    assert kept[-1] == f"shebaobu-{now - timedelta(hours=6):%Y%m%dT%H%M%SZ}.backup"
    # A clock that was set back must not keep backups from being made.
    assert backup_schedule.is_due(by_itself, NOW - timedelta(days=400))


def test_a_failed_one_is_tried_again_after_an_hour(config, tmp_path):
    (tmp_path / "file").write_text("no folder")
    by_itself = Config(data=config.data, key_file=config.key_file, backup_folder=tmp_path / "file" / "backups")
    with pytest.raises(ShebaobuError):
        backup_schedule.back_up_to_folder(by_itself, NOW)
    assert not backup_schedule.is_due(by_itself, NOW + timedelta(minutes=59))
    assert backup_schedule.is_due(by_itself, NOW + timedelta(minutes=61))


def test_the_commands_as_a_person_runs_them(config, tmp_path):
    data = ("--data", config.data, "--key-file", config.key_file)
    done = run("backup", tmp_path / "a.backup", *data)
    assert done.returncode == 0, done.stderr
    assert "a.backup" in run("check", *data).stdout
    again = run("backup", tmp_path / "a.backup", *data)
    assert again.returncode == 2
    assert "Traceback" not in again.stderr
    restored = run("restore", tmp_path / "a.backup", "--data", tmp_path / "new", "--key-file", config.key_file)
    assert restored.returncode == 0, restored.stderr
    assert "3" in restored.stdout
    assert run("check", "--data", tmp_path / "new", "--key-file", config.key_file).returncode == 0
    (config.data / STATE_FILE).write_text(json.dumps({"failed_at": NOW.isoformat(), "failure": "backup_damaged"}))
    assert run("check", *data).returncode == 1


def test_a_server_makes_them_by_itself(serve, tmp_path):
    server = serve("--backup-folder", str(tmp_path / "backups"))
    for _ in range(200):
        if list((tmp_path / "backups").glob("*.backup")):
            break
        threading.Event().wait(0.1)
    assert server.end() == 0
    [made] = (tmp_path / "backups").glob("*.backup")
    elsewhere = Config(data=tmp_path / "new", key_file=tmp_path / "served" / "master.key")
    restore(elsewhere, made)


def test_one_to_take_away_from_the_web_app(family, tmp_path):
    family.add_member()
    assert family.browser.get("/api/v1/backup").json == {"last": {}, "every_hours": None}
    answer = family.browser.post("/api/v1/backup", json={})
    assert answer.status_code == 200
    assert "shebaobu-" in answer.headers["Content-Disposition"]
    (tmp_path / "a.backup").write_bytes(answer.data)
    read = backup_file.read(tmp_path / "a.backup", Sealer(family.folder.key_file.read()))
    assert {name.partition("/")[0] for name in read.documents} == {"household", "attempts", "members"}
    state = family.browser.get("/api/v1/backup").json["last"]
    assert state["size"] == len(answer.data)
    assert family.stranger().post("/api/v1/backup", json={}).status_code == 401
