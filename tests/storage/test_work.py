import threading

import msgspec
import pytest

from shebaobu.errors import ChangedElsewhere, DataUnreadable
from shebaobu.storage.collection import Collection, DocumentFile
from shebaobu.storage.work import Work

A, B = "members/a", "members/b"


class Note(msgspec.Struct, kw_only=True, frozen=True):
    id: str
    text: str


def notes_of(documents, *names):
    """A work over the documents, and the notes in each of those named."""
    work = Work(documents)
    return work, *(Collection(DocumentFile(work, name), "notes", Note) for name in names)


def stored(open_documents, name=A):
    return notes_of(open_documents(), name)[1].all()


def test_what_was_put_is_stored(open_documents):
    _, notes = notes_of(open_documents(), A)
    notes.put(Note(id="1", text="一"))
    notes.put(Note(id="1", text="二"))
    assert stored(open_documents) == [Note(id="1", text="二")]


def test_an_operation_is_one_commit_of_all_documents(open_documents):
    work, a, b = notes_of(open_documents(), A, B)
    with work.writing():
        for number in range(5):
            a.put(Note(id=str(number), text="x"))
            b.put(Note(id=str(number), text="x"))
        assert open_documents().vault.names() == []
    vault = open_documents().vault
    assert [vault.generation(A), vault.generation(B)] == [1, 1]
    assert len(stored(open_documents, B)) == 5


def test_after_an_exception_nothing_is_changed_on_disk_or_in_memory(open_documents):
    work, a, b = notes_of(open_documents(), A, B)
    a.put(Note(id="1", text="kept"))
    with pytest.raises(ZeroDivisionError), work.writing():
        a.put(Note(id="1", text="lost"))
        b.put(Note(id="2", text="lost"))
        raise ZeroDivisionError
    assert a.all() == stored(open_documents) == [Note(id="1", text="kept")]
    assert b.all() == stored(open_documents, B) == []
    a.put(Note(id="3", text="after"))
    assert [note.id for note in stored(open_documents)] == ["1", "3"]


def test_a_failed_part_spoils_the_whole_operation(open_documents):
    work, notes = notes_of(open_documents(), A)
    notes.put(Note(id="1", text="kept"))
    with pytest.raises(RuntimeError), work.writing():
        notes.put(Note(id="2", text="lost"))
        with pytest.raises(ZeroDivisionError), work.writing():
            raise ZeroDivisionError
        notes.put(Note(id="3", text="lost"))
    assert notes.all() == [Note(id="1", text="kept")]
    notes.put(Note(id="4", text="works again"))
    assert len(stored(open_documents)) == 2


def test_a_document_that_was_changed_elsewhere_is_read_again_and_never_written_over(open_documents):
    _, mine = notes_of(open_documents(), A)
    mine.put(Note(id="1", text="mine"))
    documents = mine._file.work.documents
    documents.commit({A: b'{"notes":{"1":{"id":"1","text":"theirs"}}}'}, {A: 1})
    assert mine.all() == [Note(id="1", text="theirs")]
    with pytest.raises(ChangedElsewhere), mine._file.work.writing():
        mine.put(Note(id="1", text="too late"))
        documents.commit({A: b'{"notes":{"1":{"id":"1","text":"theirs again"}}}'}, {A: 2})
    assert mine.all() == stored(open_documents) == [Note(id="1", text="theirs again")]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"notes": 3}', b'{"notes":{"1":{"id":"1"}}}', b"[" * 100_000])
def test_a_document_of_another_shape_is_refused_by_name(open_documents, content):
    documents = open_documents()
    documents.commit({A: content}, {A: 0})
    _, notes = notes_of(documents, A)
    for use in (notes.all, lambda: notes.put(Note(id="1", text="x"))):
        if use == notes.all or content != b'{"notes":{"1":{"id":"1"}}}':
            with pytest.raises(DataUnreadable) as refused:
                use()
            assert refused.value.detail == {"file": A}


def test_threads_lose_nothing(open_documents):
    _, notes = notes_of(open_documents(), A)
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
    assert len({note.id for note in stored(open_documents)}) == 96


def test_a_reader_never_sees_half_an_operation(open_documents):
    work, a, b = notes_of(open_documents(), A, B)

    def write(text):
        with work.writing():
            a.put(Note(id="1", text=text))
            b.put(Note(id="1", text=text))

    write("0")
    torn = []
    done = threading.Event()

    def read():
        while not done.is_set():
            with work.reading():
                if a.all() != b.all():
                    torn.append((a.all(), b.all()))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(40):
        write(str(number))
    done.set()
    reader.join()
    assert not torn
