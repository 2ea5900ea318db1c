"""A writer is killed at any instant: the file opens, and holds everything that was acknowledged."""

import random
import subprocess
import sys

from shebaobu.storage.documents import Evidence
from shebaobu.storage.folder import DataFolder

KILLS = 20
WRITER = """
import sys
from pathlib import Path
from shebaobu.storage.documents import Evidence, RecordSet
from shebaobu.storage.folder import DataFolder

store = DataFolder(Path(sys.argv[1])).member("m1")
filling = [{"kind": "contribution", "month": "2023-01", "base": 1}] * 400
for number in range(int(sys.argv[2]), 1_000_000):
    with store.file.writing():
        store.evidence.put(Evidence(id=str(number), capture={"number": number}))
        store.records.put(RecordSet(id=str(number), records=filling))
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
"""


def test_kill_dash_nine_loses_nothing_that_was_acknowledged(tmp_path):
    path = tmp_path / "data"
    chance = random.Random(7)
    acknowledged = -1
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(acknowledged + 1)], stdout=subprocess.PIPE, text=True
        )
        patience = chance.randrange(1, 12)
        for line in writer.stdout:
            acknowledged = int(line)
            patience -= 1
            if patience == 0:
                break
        for _ in range(chance.randrange(20_000)):
            pass
        writer.kill()
        acknowledged = max([acknowledged, *(int(line) for line in writer.stdout)])
        writer.wait()
        writer.stdout.close()

        folder = DataFolder(path)
        kept = {document.id for document in folder.member("m1").evidence.all()}
        together = {document.id for document in folder.member("m1").records.all()}
        folder.close()
        assert {str(number) for number in range(acknowledged + 1)} <= kept
        assert together == kept
        assert len(kept) <= acknowledged + 2
        assert [left.name for left in (path / "members").iterdir()] == ["m1.sealed"]
        assert list((path / "writing").iterdir()) == []
        acknowledged = len(kept) - 1


def test_a_killed_writer_lets_go_of_the_folder(tmp_path):
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path / "data"), "0"], stdout=subprocess.PIPE, text=True
    )
    writer.stdout.readline()
    writer.kill()
    writer.wait()
    writer.stdout.close()
    folder = DataFolder(tmp_path / "data")
    assert isinstance(folder.member("m1").evidence.get("0"), Evidence)
    folder.close()
