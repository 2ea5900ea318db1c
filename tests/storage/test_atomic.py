import shutil
import stat
import threading

import msgspec
import pytest

from shebaobu.errors import DataNotWritable, DataUnreadable
from shebaobu.storage.collection import Collection, DocumentFile
from shebaobu.storage.files import sweep_temporaries


class Note(msgspec.Struct, kw_only=True, frozen=True):
    id: str
    text: str


def notes_of(path):
    file = DocumentFile(path)
    return file, Collection(file, "notes", Note)


def test_what_was_put_is_on_disk_and_private(tmp_path):
    _, notes = notes_of(tmp_path / "a.json")
    notes.put(Note(id="1", text="一"))
    notes.put(Note(id="1", text="二"))
    _, again = notes_of(tmp_path / "a.json")
    assert again.all() == [Note(id="1", text="二")]
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_transaction_is_one_replacement(tmp_path):
    file, notes = notes_of(tmp_path / "a.json")
    notes.put(Note(id="0", text=""))
    before = (tmp_path / "a.json").read_bytes()
    with file.writing():
        for number in range(5):
            notes.put(Note(id=str(number), text="x"))
        assert (tmp_path / "a.json").read_bytes() == before
    assert file.storage.revision == 2
    assert len(notes_of(tmp_path / "a.json")[1]) == 5


def test_after_an_exception_nothing_is_changed_on_disk_or_in_memory(tmp_path):
    file, notes = notes_of(tmp_path / "a.json")
    notes.put(Note(id="1", text="kept"))
    before = (tmp_path / "a.json").read_bytes()
    with pytest.raises(ZeroDivisionError), file.writing():
        notes.put(Note(id="1", text="lost"))
        notes.put(Note(id="2", text="lost"))
        raise ZeroDivisionError
    assert (tmp_path / "a.json").read_bytes() == before
    assert notes.all() == [Note(id="1", text="kept")]
    notes.put(Note(id="3", text="after"))
    assert [note.id for note in notes_of(tmp_path / "a.json")[1].all()] == ["1", "3"]


def test_a_failed_part_spoils_the_whole_transaction(tmp_path):
    file, notes = notes_of(tmp_path / "a.json")
    notes.put(Note(id="1", text="kept"))
    with pytest.raises(RuntimeError), file.writing():
        notes.put(Note(id="2", text="lost"))
        with pytest.raises(ZeroDivisionError), file.writing():
            raise ZeroDivisionError
        notes.put(Note(id="3", text="lost"))
    assert notes.all() == [Note(id="1", text="kept")]
    notes.put(Note(id="4", text="works again"))
    assert len(notes_of(tmp_path / "a.json")[1]) == 2


def test_a_refused_write_is_told_and_forgotten(tmp_path):
    folder = tmp_path / "gone"
    folder.mkdir()
    _, notes = notes_of(folder / "a.json")
    notes.put(Note(id="1", text="kept"))
    shutil.rmtree(folder)
    with pytest.raises(DataNotWritable) as refused:
        notes.put(Note(id="2", text="lost"))
    assert refused.value.detail == {"file": "a.json"}
    folder.mkdir()
    assert notes.all() == []


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b'{"notes": 3}', b'{"notes":{"1":{"id":"1","text":"\xff"}}}', b"[" * 100_000, b"\x00" * 64],
)
def test_a_damaged_file_is_refused_by_name_and_never_written_over(tmp_path, damage):
    path = tmp_path / "a.json"
    path.write_bytes(damage)
    _, notes = notes_of(path)
    with pytest.raises(DataUnreadable) as refused:
        notes.all()
    assert refused.value.detail == {"file": "a.json"}
    with pytest.raises(DataUnreadable):
        notes.put(Note(id="1", text="x"))
    assert path.read_bytes() == damage


def test_a_document_of_another_shape_is_refused(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b'{"notes":{"1":{"id":"1"}}}')
    with pytest.raises(DataUnreadable):
        notes_of(path)[1].all()


def test_threads_lose_nothing(tmp_path):
    _, notes = notes_of(tmp_path / "a.json")
    wrong = []

    def write(worker):
        for number in range(12):
            notes.put(Note(id=f"{worker}-{number}", text="x"))
            if notes.get(f"{worker}-{number}") is None:
                wrong.append((worker, number))

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert len({note.id for note in notes_of(tmp_path / "a.json")[1].all()}) == 96


def test_a_reader_never_sees_half_a_transaction(tmp_path):
    file, notes = notes_of(tmp_path / "a.json")
    with file.writing():
        notes.put(Note(id="1", text="0"))
        notes.put(Note(id="2", text="0"))
    torn = []
    done = threading.Event()

    def read():
        while not done.is_set():
            if len({note.text for note in notes.all()}) != 1:
                torn.append(notes.all())

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(40):
        with file.writing():
            notes.put(Note(id="1", text=str(number)))
            notes.put(Note(id="2", text=str(number)))
    done.set()
    reader.join()
    assert not torn


def test_only_our_own_temporaries_are_swept(tmp_path):
    for name in (".a.json.0011aabb.writing", ".hidden", "a.json", "b.writing"):
        (tmp_path / name).write_text("x")
    assert sweep_temporaries(tmp_path) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hidden", "a.json", "b.writing"]
