"""``shebaobu doctor`` and the clock: beside what was stored, beside a phone's by its code, and while a server runs."""

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from shebaobu.auth.sessions import SessionLengths, open_session
from shebaobu.auth.visitor import Visitor
from shebaobu.storage.documents import Account
from shebaobu.storage.folder import DataFolder
from tests.console import run

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def data(tmp_path):
    folder = DataFolder(tmp_path / "data")
    account = Account(
        id="a", name="宋亦然", role="owner", passphrase_hash="", totp_secret=SECRET, created_at=datetime.now(UTC)
    )
    folder.household.accounts.put(account)
    folder.close()
    return tmp_path / "data"


def code_at(**off):
    return pyotp.TOTP(SECRET).at(datetime.now(UTC) + timedelta(**off))


def test_a_phone_with_the_same_time(data):
    found = run("doctor", "--data", data, "--code", code_at())
    assert found.returncode == 0, found.stdout
    assert "✓ the phone's clock and this computer's are together" in found.stdout


@pytest.mark.parametrize(
    ("off", "said"),
    # A slow machine may begin a further step or two before it compares.
    [({"minutes": 5}, "[45] min ahead"), ({"minutes": -3}, "[34] min behind")],
)
def test_a_phone_whose_clock_is_off(data, off, said):
    found = run("doctor", "--data", data, "--code", code_at(**off))
    assert found.returncode == 1
    assert "✗ the phone's clock is about" in found.stdout
    assert re.search(said, found.stdout)


def test_a_code_of_something_else(data):
    found = run("doctor", "--data", data, "--code", code_at(hours=9), lang="zh_CN.UTF-8")
    assert found.returncode == 1
    assert "对不上" in found.stdout


def test_a_clock_that_was_set_back(data):
    folder = DataFolder(data)
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(days=40)
    account = folder.household.accounts.get("a")
    visitor = Visitor(address="127.0.0.1", agent="", origin="http://127.0.0.1:8620")
    open_session(folder.household, account, "totp", visitor, SessionLengths(), later)
    folder.close()
    found = run("doctor", "--data", data)
    assert found.returncode == 1
    assert f"something was stored at {later.astimezone():%Y-%m-%d}" in found.stdout


def test_while_a_server_uses_the_data_nothing_is_compared(serve, tmp_path):
    serve()
    found = run("doctor", "--data", tmp_path / "served", "--code", "123456")
    assert found.returncode == 1
    assert "type the code into the sign-in page" in found.stdout
