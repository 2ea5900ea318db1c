"""The master key on paper and back, and a new one for everything."""

from __future__ import annotations

import random
import stat
import subprocess
import sys
import time

import pytest

from shebaobu.errors import KeyExists, KeyMissing, KeyRefused, KeyWrong
from shebaobu.storage.checking import check_all
from shebaobu.storage.documents import Evidence
from shebaobu.storage.folder import DataFolder
from shebaobu.storage.keys import KeyFile, key_lines, new_key, read_lines, typed_line
from shebaobu.storage.recovering import restore_key
from shebaobu.storage.rekeying import rekey


def test_a_written_key_is_read_as_people_type_it():
    for _ in range(50):
        key = new_key()
        lines = key_lines(key)
        assert len(lines) == 4
        assert read_lines("\n".join(lines)) == [key]
        typed = "\n".join(lines).lower().replace("-", " ").replace("0", "o").replace("1", "l")
        typed = "\n".join(f"{number}. {line.split(maxsplit=1)[1]}" for number, line in enumerate(typed.splitlines(), 1))
        assert read_lines(f"恢复单\n\n{typed}\n") == [key]


def test_a_typing_error_is_told_by_its_line():
    chance = random.Random(3)
    lines = key_lines(new_key())
    wrong = 0
    for place, line in enumerate(lines):
        assert typed_line(place, line) == typed_line(place, line[3:]) == line
        for _ in range(60):
            at = chance.randrange(3, len(line))
            other = chance.choice("23456789ABCDEFGHJKMNPQRSTVWXYZ")
            if line[at] in "- " or line[at] == other:
                continue
            typed = line[:at] + other + line[at + 1 :]
            try:
                typed_line(place, typed)
            except KeyRefused as refused:
                assert refused.detail == {"line": place + 1}
                wrong += 1
            with pytest.raises(KeyRefused):
                read_lines("\n".join([*lines[:place], typed, *lines[place + 1 :]]))
    assert wrong > 150


def test_lines_of_two_sheets_and_lines_in_another_order_are_refused():
    one, other = key_lines(new_key()), key_lines(new_key())
    for mixed in ([*one[:2], *other[2:]], [one[1], one[0], *one[2:]], one[:3], []):
        with pytest.raises(KeyRefused):
            read_lines("\n".join(mixed))


@pytest.fixture
def folder(tmp_path):
    opened = DataFolder(tmp_path / "data")
    for number in range(3):
        opened.member("m1").evidence.put(Evidence(id=str(number), capture={"page": number}))
    opened.member("m1").evidence.remove("2")
    yield opened
    opened.close()


def test_a_key_file_is_private_and_never_written_over(folder):
    path = folder.path / "master.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    with pytest.raises(KeyExists):
        KeyFile(path).create(new_key())
    with pytest.raises(KeyExists):
        restore_key(folder.path, KeyFile(path), new_key())
    assert path.read_bytes() == before


def test_a_key_is_restored_only_where_it_fits(folder):
    folder.close()
    file = KeyFile(folder.path / "master.key")
    [key] = file.read()
    file.path.unlink()
    with pytest.raises(KeyWrong):
        restore_key(folder.path, file, new_key())
    assert not file.exists()
    restore_key(folder.path, file, key)
    again = DataFolder(folder.path)
    assert len(again.member("m1").evidence.all()) == 2
    again.close()


def test_after_rekeying_only_the_new_key_opens_anything(folder):
    [old] = folder.key_file.read()
    hashes = folder.key
    rekey(folder.documents, folder.key_file, new_key())
    assert old not in folder.key_file.read()
    assert [checked.error for checked in check_all(folder)] == [None] * 1
    assert len(folder.member("m1").evidence.all()) == 2
    folder.member("m1").evidence.put(Evidence(id="4", capture={"page": 4}))
    folder.close()
    for path in folder.path.rglob("*"):
        assert not path.is_file() or old.id not in path.read_bytes()
    again = DataFolder(folder.path)
    assert again.key == hashes
    assert len(again.member("m1").evidence.all()) == 3
    again.close()


REKEY = """
import sys
from pathlib import Path
from shebaobu.storage.folder import DataFolder
from shebaobu.storage.keys import new_key
from shebaobu.storage.rekeying import rekey
folder = DataFolder(Path(sys.argv[1]))
print("begun", flush=True)
for _ in range(50):
    rekey(folder.documents, folder.key_file, new_key())
"""


def test_rekeying_that_is_killed_at_any_instant_is_finished_at_the_next_start(folder):
    folder.close()
    chance = random.Random(5)
    for _ in range(8):
        process = subprocess.Popen([sys.executable, "-c", REKEY, str(folder.path)], stdout=subprocess.PIPE, text=True)
        process.stdout.readline()
        time.sleep(chance.random() / 10)
        process.kill()
        process.wait()
        process.stdout.close()
        again = DataFolder(folder.path)
        assert len(again.key_file.read()) == 1
        assert len(again.member("m1").evidence.all()) == 2
        again.close()


def test_without_a_key_file_nothing_is_made_up(folder):
    folder.close()
    with pytest.raises(KeyMissing):
        DataFolder(folder.path, folder.path / "elsewhere.key")
    assert not (folder.path / "elsewhere.key").exists()
