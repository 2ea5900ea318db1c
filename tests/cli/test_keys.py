"""The key's commands: recovery sheet, restoring, changing; and that they leave a served folder alone."""

import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from shebaobu.storage.documents import Evidence
from shebaobu.storage.folder import DataFolder
from tests.console import run
from tests.stored import stored_member


@pytest.fixture
def data(tmp_path):
    """A data folder with a member who has something stored twice."""
    folder = DataFolder(tmp_path / "data")
    folder.household.members.put(stored_member("m1"))
    for number in range(3):
        folder.member("m1").evidence.put(Evidence(id=str(number), capture={"page": number}))
    folder.close()
    return folder.path


def test_the_recovery_sheet_brings_a_lost_key_back(data, tmp_path):
    sheet = tmp_path / "sheet.html"
    written = run("key", "sheet", "--data", data, "--output", sheet)
    assert written.returncode == 0, written.stderr
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    page = sheet.read_text(encoding="utf-8")
    assert "恢复单" in page
    assert "Recovery sheet" in page
    assert "viewBox" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert run("key", "sheet", "--data", data, "--output", sheet).returncode == 2
    lines = page.split("<pre>")[1].split("</pre>")[0]
    assert lines in run("key", "sheet", "--data", data).stdout

    there = run("key", "restore", "--data", data, stdin=lines)
    assert there.returncode == 2
    assert "There is a key file already" in there.stderr
    key = data / "master.key"
    before = key.read_bytes()
    key.unlink()
    lost = run("check", "--data", data)
    assert lost.returncode == 1
    assert "shebaobu key restore" in lost.stdout
    mistyped = lines.splitlines()
    mistyped[2] = mistyped[2].replace(mistyped[2][5], "X" if mistyped[2][5] != "X" else "Y", 1)
    wrong = run("key", "restore", "--data", data, stdin="\n".join(mistyped))
    assert wrong.returncode == 2
    assert "Line 3" in wrong.stderr
    assert not key.exists()
    assert run("key", "restore", "--data", data, stdin=lines).returncode == 0
    assert key.read_bytes() == before
    assert run("check", "--data", data).returncode == 0


def test_a_typed_line_that_is_wrong_is_asked_for_again(data):
    key = data / "master.key"
    lines = key.read_text().splitlines()
    key.unlink()
    controller, terminal = pty.openpty()
    typing = subprocess.Popen(
        [sys.executable, "-m", "shebaobu.cli", "key", "restore", "--data", str(data)],
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1"},
    )
    os.close(terminal)
    typed = [lines[0][3:], "0000", lines[1][3:].lower(), lines[2], lines[3][3:]]
    os.write(controller, "".join(f"{line}\n" for line in typed).encode())
    out, told = typing.communicate(timeout=60)
    os.close(controller)
    assert typing.returncode == 0, out.decode() + told.decode()
    assert "第 2 行不对" in told.decode()
    assert key.exists()


def test_rekey_voids_the_former_sheet(data):
    former = (data / "master.key").read_text()
    done = run("rekey", "--data", data)
    assert done.returncode == 0, done.stderr
    assert "no longer opens" in done.stdout
    assert run("check", "--data", data).returncode == 0
    (data / "master.key").unlink()
    refused = run("key", "restore", "--data", data, stdin=former)
    assert refused.returncode == 2
    assert "does not fit the data" in refused.stderr


def test_a_damaged_document_is_brought_back_by_the_command_that_check_names(data):
    file = data / "members" / "m1.sealed"
    damaged = file.read_bytes()[:-1]
    file.write_bytes(damaged)
    found = run("check", "--data", data)
    assert found.returncode == 1
    assert "shebaobu generations restore members/m1" in found.stdout
    assert "members/m1" in run("generations", "list", "--data", data).stdout
    done = run("generations", "restore", "members/m1", "--data", data)
    assert done.returncode == 0, done.stderr
    aside = done.stdout.split("is kept in ")[1].strip()
    assert Path(aside).read_bytes() == damaged
    assert run("check", "--data", data).returncode == 0
    none = run("generations", "restore", "members/none", "--data", data)
    assert none.returncode == 2
    assert "no such earlier version" in none.stderr


def test_commands_about_the_data_leave_a_served_folder_alone(serve, tmp_path):
    serve()
    data = tmp_path / "served"
    for command in (["rekey"], ["generations", "list"], ["generations", "restore", "household"]):
        busy = run(*command, "--data", data)
        assert busy.returncode == 2
        assert "in use by another" in busy.stderr
    assert "the server is using" in run("check", "--data", data).stdout
