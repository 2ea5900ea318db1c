"""A disk that is full, a folder that cannot be written, two processes at once, and many who save at once."""

import contextlib
import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from shebaobu.errors import DataNotWritable
from shebaobu.storage.checking import check_all
from shebaobu.storage.documents import Evidence
from shebaobu.storage.folder import DataFolder
from tests.owner import Owner
from tests.served import Served
from tests.storage.pages import page

FILL = """
import json, os, random, resource, signal, sys
from pathlib import Path
from shebaobu.errors import DataNotWritable
from shebaobu.storage.documents import Evidence
from shebaobu.storage.folder import DataFolder
folder = DataFolder(Path(sys.argv[1]))
limit = int(sys.argv[2])
if limit:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
chance, refused = random.Random(1), 0
for number in range(10_000):
    try:
        text = chance.randbytes(4000).hex()
        folder.member("m1").evidence.put(Evidence(id=f"{number}-{text[:1500]}", capture={"text": text}))
        print(json.dumps(number), flush=True)
    except DataNotWritable:
        refused += 1
        if refused == 20:
            break
print("refused", len(folder.member("m1").evidence.all()), flush=True)
"""


def fill(path, limit=0):
    """Save until the disk refuses, twenty times; the numbers that were acknowledged."""
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path), str(limit)], capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert lines[-1] == f"refused {len(lines) - 1}"
    return [json.loads(line) for line in lines[:-1]]


def kept(path):
    folder = DataFolder(path)
    try:
        assert [checked for checked in check_all(folder) if checked.error] == []
        return [int(found.id.split("-")[0]) for found in folder.member("m1").evidence.all()]
    finally:
        folder.close()


@contextlib.contextmanager
def mounted(folder, size):
    """A small disk of its own."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting a small disk needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_file_that_may_not_grow_is_refused_and_nothing_is_lost(tmp_path):
    path = tmp_path / "data"
    DataFolder(path).close()
    acknowledged = fill(path, limit=20_000)
    assert len(acknowledged) > 3
    assert kept(path) == acknowledged


def test_a_full_disk_is_refused_and_nothing_is_lost(tmp_path):
    with mounted(tmp_path / "disk", "1m") as disk:
        path = disk / "data"
        acknowledged = fill(path)
        assert len(acknowledged) > 10
        assert kept(path) == acknowledged
        subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
        assert kept(path) == acknowledged
        folder = DataFolder(path)
        folder.member("m1").evidence.put(Evidence(id="99999-", capture={}))
        folder.close()
        assert kept(path) == [*acknowledged, 99999]


def test_a_read_only_disk_is_told_and_nothing_is_lost(tmp_path):
    with mounted(tmp_path / "disk", "8m") as disk:
        folder = DataFolder(disk / "data")
        folder.member("m1").evidence.put(Evidence(id="1", capture={}))
        folder.close()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(DataNotWritable) as refused:
            DataFolder(disk / "data")
        assert refused.value.detail == {"file": "lock"}
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        assert kept(disk / "data") == [1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_told(tmp_path):
    folder = DataFolder(tmp_path / "data")
    (tmp_path / "data" / "writing").chmod(0o500)
    with pytest.raises(DataNotWritable):
        folder.member("m1").evidence.put(Evidence(id="1", capture={}))
    (tmp_path / "data" / "writing").chmod(0o700)
    folder.member("m1").evidence.put(Evidence(id="1", capture={}))
    folder.close()
    assert kept(tmp_path / "data") == [1]


OPEN = """
import sys, time
from pathlib import Path
from shebaobu.errors import DataInUse
from shebaobu.storage.folder import DataFolder
sys.stdin.readline()
try:
    DataFolder(Path(sys.argv[1]))
    print("mine", flush=True)
    sys.stdin.readline()
except DataInUse:
    print("in use", flush=True)
"""


def test_of_processes_that_open_a_new_folder_at_once_one_gets_it(tmp_path):
    command = [sys.executable, "-c", OPEN, str(tmp_path / "data")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    racers = [subprocess.Popen(command, **pipes) for _ in range(4)]
    for racer in racers:
        racer.stdin.write("go\n")
        racer.stdin.flush()
    said = sorted(racer.stdout.readline().strip() for racer in racers)
    for racer in racers:
        racer.communicate("end\n", timeout=60)
    assert said == ["in use"] * 3 + ["mine"]
    DataFolder(tmp_path / "data").close()


def test_eight_who_save_at_once_over_http_lose_nothing(tmp_path):
    server = Served(tmp_path / "data")
    try:
        owner = Owner(server)
        members = [owner.add_member("宋亦然"), owner.add_member("宋小满", "son")]
        token = owner.ask("POST", "/api/v1/pair", {"code": owner.pairing_code(), "name": "x"})["token"]
        together = threading.Barrier(8)

        def save(worker):
            together.wait()
            member, saved = members[worker % 2], []
            for number in range(6):
                body = {"capture": page(worker * 100 + number), "member": member, "answers": []}
                saved.append(owner.ask("POST", "/api/v1/captures", body, token)["capture"])
            return member, saved

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(save, range(8)))
    finally:
        server.end()
    folder = DataFolder(tmp_path / "data")
    assert [checked for checked in check_all(folder) if checked.error] == []
    for member in members:
        acknowledged = {capture for whose, saved in answers for capture in saved if whose == member}
        assert len(acknowledged) == 24
        assert {entry.id for entry in folder.member(member).captures.all()} == acknowledged
    folder.close()
