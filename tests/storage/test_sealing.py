"""Anything but what was sealed is refused: every byte, every length, another name, another key, a later format."""

from __future__ import annotations

import pytest

from shebaobu.errors import DataTooNew, DataUnreadable, KeyRefused, KeyWrong, ShebaobuError
from shebaobu.storage import journal, sealing
from shebaobu.storage.documents import Evidence
from shebaobu.storage.folder import DataFolder, OpenedDocuments
from shebaobu.storage.journal import Journal
from shebaobu.storage.keys import key_of, new_key, read_lines
from shebaobu.storage.sealing import Sealer, head_of
from tests.storage.conftest import KEY

SEALER = Sealer([KEY])


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small store."""
    folder = DataFolder(tmp_path_factory.mktemp("small") / "data")
    folder.member("m1").evidence.put(Evidence(id="c", capture={"page": 1}))
    folder.close()
    return folder.path


def test_what_was_sealed_opens_and_tells_its_generation():
    for plain in (b"", b"{}", b"x" * 1_000_000):
        sealed = SEALER.seal("household", plain, 7, 1_800_000_000)
        assert SEALER.open("household", sealed) == plain
        assert head_of(sealed)[:6] == (b"SHEBAOBU", 1, int(len(plain) < 128 * 1024), KEY.id, 7, 1_800_000_000)
        assert sealed != SEALER.seal("household", plain, 7, 1_800_000_000)


def test_every_byte_that_is_another_and_every_length_is_refused(small):
    files = sorted(small.rglob("*.sealed"))
    assert len(files) == 3
    with OpenedDocuments(small) as documents:
        for file in files:
            name = file.relative_to(small).as_posix().removesuffix(".sealed")
            whole = file.read_bytes()
            for damaged in damages(whole):
                file.write_bytes(damaged)
                with pytest.raises(ShebaobuError) as refused:
                    documents.read(name)
                assert isinstance(refused.value, DataUnreadable | KeyWrong), (name, refused.value)
                assert refused.value.detail["file"] == name
                assert file.read_bytes() == damaged
            file.write_bytes(whole)
            assert documents.read(name)


def damages(whole):
    for place in range(len(whole)):
        for flip in (1, 128, 255):
            yield whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :]
        yield whole[:place]
    yield whole + b"\0"


def test_every_damage_to_a_key_file_is_refused_or_gives_the_same_key(small):
    whole = (small / "master.key").read_bytes()
    [key] = read_lines(whole.decode())
    refused = 0
    for damaged in damages(whole):
        try:
            assert read_lines(damaged.decode(errors="replace")) == [key]
        except KeyRefused:
            refused += 1
    assert refused > len(whole)


def test_every_damage_to_a_journal_is_refused():
    whole = journal.encode(Journal(replace={"household": "a"}, remove=("members/m",), generations={"household": 2}))
    assert journal.decode(whole).remove == ("members/m",)
    for damaged in damages(whole):
        with pytest.raises(DataUnreadable):
            journal.decode(damaged)


def test_a_document_in_the_place_of_another_is_refused():
    sealed = SEALER.seal("members/a", b"{}", 1, 0)
    with pytest.raises(DataUnreadable):
        SEALER.open("members/b", sealed)


def test_another_key_is_told_as_such():
    with pytest.raises(KeyWrong):
        Sealer([new_key()]).open("household", SEALER.seal("household", b"{}", 1, 0))


def test_one_key_is_not_taken_for_another_by_its_id():
    forged = key_of(bytes(32))._replace(id=KEY.id)
    with pytest.raises(DataUnreadable):
        Sealer([forged]).open("household", SEALER.seal("household", b"{}", 1, 0))


def test_a_later_format_is_refused_in_words(small, monkeypatch):
    with OpenedDocuments(small) as documents:
        opened = documents.read("household")
        with monkeypatch.context() as later:
            later.setattr(sealing, "FORMAT_VERSION", 2)
            documents.commit({"household": opened.plain}, {"household": opened.generation})
    with pytest.raises(DataTooNew) as refused:
        DataFolder(small)
    assert refused.value.detail == {"file": "household", "version": 2}


def test_keys_of_documents_differ():
    one, other = (SEALER.seal(name, b"x" * 1000, 1, 0) for name in ("household", "members/a"))
    moved = other[: sealing.HEAD_BYTES] + one[sealing.HEAD_BYTES :]
    with pytest.raises(DataUnreadable):
        SEALER.open("members/a", moved)
