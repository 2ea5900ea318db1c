"""A writer is killed at any instant: everything opens, and holds all that was acknowledged.

What was acknowledged is known from outside: the writer's own lines, or the answers that a client got over HTTP.
``SHEBAOBU_KILLS`` says how many there are; ``make torture`` asks for many.
"""

import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
import urllib.error

from shebaobu.storage.checking import check_all
from shebaobu.storage.folder import DataFolder
from tests.owner import Owner
from tests.served import Served
from tests.storage.pages import page

KILLS = int(os.environ.get("SHEBAOBU_KILLS", "40"))
KILLS_OF_A_FOLDER = 25
SEED = int(os.environ.get("SHEBAOBU_SEED", "7"))

WRITER = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from shebaobu.storage.documents import Evidence, Member, RecordSet
from shebaobu.storage.folder import DataFolder
from shebaobu.storage.keys import new_key
from shebaobu.storage.rekeying import rekey

folder = DataFolder(Path(sys.argv[1]))
filling = [{"kind": "contribution", "month": "2023-01", "base": 1}] * 100

def told(what, number):
    sys.stdout.write(json.dumps([what, number]) + "\\n")
    sys.stdout.flush()

def put(member, number):
    folder.member(member).evidence.put(Evidence(id=str(number), capture={"number": number}))
    folder.member(member).records.put(RecordSet(id=str(number), records=filling))

for number in range(int(sys.argv[2]), 1_000_000):
    with folder.writing():
        put("m1", number)
        if number % 3 == 0:
            put("m2", number)
            folder.household.members.put(Member(
                id=f"guest{number}", name="x", relation="other", added_at=datetime.now(UTC), added_by="a"))
            folder.member(f"guest{number}").file.create()
    told("put", number)
    if number % 3 == 0:
        told("removing", number)
        folder.remove_member(f"guest{number}")
        told("removed", number)
    if number % 4 == 3:
        told("undoing", number - 2)
        with folder.writing():
            folder.member("m1").evidence.remove(str(number - 2))
            folder.member("m1").records.remove(str(number - 2))
        told("undone", number - 2)
    if number % 11 == 0:
        rekey(folder.documents, folder.key_file, new_key())
"""


class Told:
    """What a writer said that it had done, and what it said that it was about to do."""

    def __init__(self) -> None:
        self.sets = {what: set() for what in ("put", "removing", "removed", "undoing", "undone")}

    def note(self, line: str) -> None:
        if line.endswith("\n"):
            what, number = json.loads(line)
            self.sets[what].add(number)

    def __getitem__(self, what: str) -> set[int]:
        return self.sets[what]


def test_kill_dash_nine_loses_nothing_that_was_acknowledged(tmp_path):
    chance = random.Random(SEED)
    for kill in range(KILLS * 3 // 4):
        if kill % KILLS_OF_A_FOLDER == 0:
            path, told, begin = tmp_path / f"data{kill}", Told(), 0
        command = [sys.executable, "-c", WRITER, str(path), str(begin)]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        patience = chance.randrange(1, 30)
        for line in writer.stdout:
            told.note(line)
            patience -= 1
            if patience == 0:
                break
        time.sleep(chance.random() / 50)
        writer.kill()
        for line in writer.stdout:
            told.note(line)
        writer.wait()
        writer.stdout.close()
        begin = verified(path, told)


def verified(path, told):
    """The number to go on with, after everything was opened and compared with what was told."""
    folder = DataFolder(path)
    try:
        assert [checked for checked in check_all(folder) if checked.error] == []
        kept = {int(found.id) for found in folder.member("m1").evidence.all()}
        assert {int(found.id) for found in folder.member("m1").records.all()} == kept
        second = {int(found.id) for found in folder.member("m2").evidence.all()}
        guests = {int(member.id.removeprefix("guest")) for member in folder.household.members.all()}
        assert len(folder.documents.sealer.keys) == 1
        names = folder.documents.vault.names("members/guest")
        assert names == sorted(f"members/guest{number}" for number in guests)
    finally:
        folder.close()
    assert list((path / "writing").iterdir()) == []
    assert told["put"] - told["undoing"] <= kept
    assert not kept & told["undone"]
    assert {number for number in told["put"] if number % 3 == 0} <= second
    assert {number for number in kept - told["undoing"] if number % 3 == 0} <= second
    assert guests <= second - told["removed"]
    assert {number for number in told["put"] if number % 3 == 0} - told["removing"] <= guests
    return max(kept, default=-1) + 1


def test_kill_dash_nine_loses_nothing_that_a_client_was_told_over_http(tmp_path):
    chance = random.Random(SEED)
    server = Served(tmp_path / "data")
    owner = Owner(server)
    members = [owner.add_member("宋亦然"), owner.add_member("宋小满", "son")]
    token = owner.ask("POST", "/api/v1/pair", {"code": owner.pairing_code(), "name": "x"})["token"]
    acknowledged, refused = {member: {} for member in members}, []
    number = 0
    for _ in range(KILLS // 4):
        clients = [
            threading.Thread(
                target=save_until_it_ends, args=(owner, token, member, acknowledged[member], refused, number)
            )
            for member in members
        ]
        for client in clients:
            client.start()
        while not all(acknowledged.values()) and any(client.is_alive() for client in clients):
            time.sleep(0.01)
        time.sleep(0.05 + chance.random() / 2)
        server.end(9)
        for client in clients:
            client.join()
        number += 1000
        folder = DataFolder(tmp_path / "data")
        assert [checked for checked in check_all(folder) if checked.error] == []
        for member in members:
            store = folder.member(member)
            kept = {found.id: found.capture["blocks"][0]["rows"][0][1] for found in store.evidence.all()}
            assert {entry.id for entry in store.captures.all()} == kept.keys()
            assert {found.id for found in store.records.all()} == kept.keys()
            assert acknowledged[member].items() <= kept.items()
            assert len(kept) <= len(acknowledged[member]) + number // 1000
        folder.close()
        server = owner.server = Served(tmp_path / "data")
    server.end()
    assert all(acknowledged.values())
    assert refused == []


def save_until_it_ends(owner, token, member, acknowledged, refused, number):
    """Save one page after another until the server is gone; note what it acknowledged and what it refused."""
    while True:
        capture = page(number)
        try:
            saved = owner.ask("POST", "/api/v1/captures", {"capture": capture, "member": member, "answers": []}, token)
        except urllib.error.HTTPError as error:
            refused.append(error.code)
            return
        except (OSError, http.client.HTTPException):
            return
        acknowledged[saved["capture"]] = capture["blocks"][0]["rows"][0][1]
        number += 1


def test_a_killed_writer_lets_go_of_the_folder(tmp_path):
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path / "data"), "0"], stdout=subprocess.PIPE, text=True
    )
    writer.stdout.readline()
    writer.kill()
    writer.wait()
    writer.stdout.close()
    folder = DataFolder(tmp_path / "data")
    assert folder.member("m1").evidence.get("0").capture == {"number": 0}
    folder.close()
