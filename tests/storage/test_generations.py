"""Earlier versions: which stay, whatever the clock does, and how a damaged document goes back to one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shebaobu.errors import DataDamaged, VersionNotFound
from shebaobu.storage.documents import Evidence
from shebaobu.storage.folder import DataFolder, OpenedDocuments
from shebaobu.storage.generations import to_keep, written
from shebaobu.storage.recovering import restore_version
from shebaobu.storage.vault import Kept

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


def versions(*times):
    return [Kept(number, int(time.timestamp())) for number, time in enumerate(times, 1)]


def kept_days(times):
    kept = to_keep(versions(*times))
    return [written(version).date() for version in versions(*times) if version.generation in kept]


def test_the_latest_then_days_then_weeks_then_months():
    hours = [START + timedelta(hours=hour) for hour in range(24 * 400)]
    days = kept_days(hours)
    last = hours[-1].date()
    assert days[-5:] == [last] * 5
    assert {last - timedelta(days=number) for number in range(7)} <= set(days)
    assert len(days) <= 5 + 7 + 4 + 12
    assert min(days) < last - timedelta(days=300)


def test_few_versions_all_stay():
    assert to_keep(versions(START, START, START)) == {1, 2, 3}
    assert to_keep([]) == set()


@pytest.mark.parametrize("jump", [timedelta(days=-9000), timedelta(days=9000)], ids=["back", "forward"])
def test_a_clock_that_jumps_takes_no_version_that_would_have_stayed(jump):
    well = [START + timedelta(days=day) for day in range(30)]
    before = to_keep(versions(*well))
    wrong = [START + jump + timedelta(minutes=minute) for minute in range(3)]
    after = to_keep(versions(*well, *wrong))
    days = [version.generation for version in versions(*well) if version.generation in before]
    assert set(days[-6:]) <= after
    assert {31, 32, 33} <= after


class Ticks:
    """A clock for the store, in seconds since 1970."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> float:
        return self.time.timestamp()


@pytest.fixture
def clock():
    return Ticks()


@pytest.fixture
def folder(tmp_path, clock):
    opened = DataFolder(tmp_path / "data", clock=clock)
    yield opened
    opened.close()


def put(folder, number):
    folder.member("m1").evidence.put(Evidence(id=str(number), capture={"page": number}))


def kept_files(folder, name="members/m1"):
    return len(list((folder.path / "generations" / name).iterdir()))


def test_versions_are_thinned_as_they_come_and_all_open(folder, clock):
    for number in range(60):
        clock.time += timedelta(hours=12)
        put(folder, number % 7)
    assert 10 < kept_files(folder) < 20
    documents = folder.documents
    for kept in documents.vault.kept("members/m1"):
        assert documents.sealer.open("members/m1", documents.vault.read_kept("members/m1", kept.generation))


def test_a_clock_set_back_takes_none_away(folder, clock):
    for number in range(20):
        clock.time += timedelta(days=1)
        put(folder, number % 7)
    before = {kept.generation for kept in folder.documents.vault.kept("members/m1")}
    clock.time -= timedelta(days=8000)
    put(folder, 1)
    after = {kept.generation for kept in folder.documents.vault.kept("members/m1")}
    assert len(after) >= len(before)


def test_a_damaged_document_goes_back_to_its_last_good_version_and_is_put_aside(folder):
    for number in range(4):
        put(folder, number)
    folder.close()
    file = folder.path / "members" / "m1.sealed"
    damaged = file.read_bytes()[:-1]
    file.write_bytes(damaged)
    latest = max((folder.path / "generations" / "members" / "m1").iterdir())
    latest.write_bytes(latest.read_bytes()[:-1])
    again = DataFolder(folder.path)
    with pytest.raises(DataDamaged) as refused:
        again.member("m1").evidence.all()
    again.close()
    assert refused.value.detail["command"] == "shebaobu generations restore members/m1"
    assert refused.value.detail["last_good"]
    assert file.read_bytes() == damaged
    with OpenedDocuments(folder.path) as documents:
        restored = restore_version(documents, "members/m1")
    assert Path(restored.aside).read_bytes() == damaged
    again = DataFolder(folder.path)
    assert [found.id for found in again.member("m1").evidence.all()] == ["0", "1"]
    put(again, 9)
    assert len(again.member("m1").evidence.all()) == 3
    again.close()


def test_going_back_brings_the_evidence_back_that_an_undo_took_out(folder):
    for number in range(3):
        put(folder, number)
    folder.member("m1").evidence.remove("0")
    assert len(folder.documents.vault.names("evidence/m1/")) == 2
    put(folder, 5)
    folder.close()
    with OpenedDocuments(folder.path) as documents:
        restore_version(documents, "members/m1", 3)
    again = DataFolder(folder.path)
    assert [found.capture["page"] for found in again.member("m1").evidence.all()] == [0, 1, 2]
    again.close()


def test_evidence_that_was_taken_out_goes_with_the_last_version_that_names_it(folder, clock):
    put(folder, 0)
    folder.member("m1").evidence.remove("0")
    retired = folder.path / "generations" / "evidence" / "m1"
    assert len(list(retired.iterdir())) == 1
    for number in range(40):
        clock.time += timedelta(days=30)
        put(folder, number % 3 + 1)
    assert not list(retired.iterdir())


def test_a_damaged_household_goes_back_too(folder):
    put(folder, 0)
    with folder.household.file.writing():
        folder.household.file.storage.write(dict(folder.household.file.storage.read()))
    folder.close()
    (folder.path / "household.sealed").unlink()
    with pytest.raises(DataDamaged):
        DataFolder(folder.path)
    with OpenedDocuments(folder.path) as documents:
        assert restore_version(documents, "household").aside is None
    again = DataFolder(folder.path)
    assert again.key == folder.key
    again.close()


@pytest.mark.parametrize("name", ["household", "members/none", "../household", "", "evidence/m1/x"])
def test_what_has_no_version_is_refused_in_words(folder, name):
    folder.close()
    with OpenedDocuments(folder.path) as documents, pytest.raises(VersionNotFound):
        restore_version(documents, name)
    with OpenedDocuments(folder.path) as documents, pytest.raises(VersionNotFound):
        restore_version(documents, "household", 99)
