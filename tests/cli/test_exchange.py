"""``shebaobu export`` and ``import`` as a person runs them: real processes over real folders."""

import csv
import io
import json
import stat
import zipfile

import openpyxl
import pytest

from tests.console import run
from tests.family import PORTALS, capture_of


@pytest.fixture
def data(family):
    """A folder with two members, and nobody who has it open."""
    family.pair()
    for name in ("钱小宁", "钱大宁"):
        family.save(capture_of("nantong_payer_split_rows"), family.add_member(name))
    family.add_member("钱大宁", "other")
    family.folder.close()
    return family.path


def exported(data, path, *options):
    done = run("export", *options, "--data", data, "--out", path)
    assert done.returncode == 0, done.stderr
    assert str(path) in done.stdout
    return path.read_bytes()


def plain(file):
    whole = json.loads(file)
    del whole["exported_at"], whole["household"]
    return whole


def test_each_format_is_written_for_its_owner_alone(data, tmp_path):
    whole = plain(exported(data, tmp_path / "all.json"))
    assert [member["name"] for member in whole["members"]] == ["钱小宁", "钱大宁", "钱大宁"]
    assert stat.S_IMODE((tmp_path / "all.json").stat().st_mode) == 0o600
    book = openpyxl.load_workbook(io.BytesIO(exported(data, tmp_path / "all.xlsx", "--format", "xlsx")))
    assert "Contribution" in book.sheetnames
    with zipfile.ZipFile(io.BytesIO(exported(data, tmp_path / "all.zip", "--format", "csv"))) as packed:
        assert "contribution.csv" in packed.namelist()
    table = exported(data, tmp_path / "all.csv", "钱小宁", "--format", "csv").decode("utf-8-sig")
    assert {row["Member"] for row in csv.DictReader(io.StringIO(table, newline=""))} == {"钱小宁"}


def test_what_is_asked_amiss_is_said_so_and_nothing_is_written_over(data, tmp_path):
    (tmp_path / "there.json").write_text("mine")
    assert "there already" in run("export", "--data", data, "--out", tmp_path / "there.json").stderr
    assert (tmp_path / "there.json").read_text() == "mine"
    assert "cannot be written" in run("export", "--data", data, "--out", tmp_path / "no" / "x.json").stderr
    assert run("export", "赵无", "--data", data, "--out", tmp_path / "x.json").returncode == 2
    several = run("export", "钱大宁", "--data", data, "--out", tmp_path / "x.json")
    assert several.returncode == 2
    ids = [member["id"] for member in plain(exported(data, tmp_path / "all.json"))["members"]]
    assert ", ".join(ids[1:]) in several.stderr
    assert plain(exported(data, tmp_path / "one.json", ids[1]))["members"][0]["id"] == ids[1]


def test_an_export_comes_back_into_an_empty_folder(data, tmp_path):
    exported(data, tmp_path / "all.json")
    new = tmp_path / "new"
    shown = run("import", tmp_path / "all.json", "--preview", "--data", new)
    assert shown.returncode == 0, shown.stderr
    assert "Leave out --preview" in shown.stdout
    assert plain(exported(new, tmp_path / "nothing.json"))["members"] == []
    done = run("import", tmp_path / "all.json", "--data", new, lang="zh_CN.UTF-8")
    assert "钱小宁（新成员）：新增 1 次采集" in done.stdout
    assert plain(exported(new, tmp_path / "again.json")) == plain((tmp_path / "all.json").read_bytes())
    assert "there already; nothing was changed" in run("import", tmp_path / "all.json", "--data", new).stdout


def test_one_member_goes_into_another(data, tmp_path):
    exported(data, tmp_path / "one.json", "钱小宁")
    whole = plain(exported(data, tmp_path / "all.json"))
    done = run("import", tmp_path / "one.json", "--into", whole["members"][2]["id"], "--data", data)
    assert "1 captures added" in done.stdout
    [first, _, last] = plain(exported(data, tmp_path / "after.json"))["members"]
    assert [fact["record"] for fact in last["ledger"]["facts"]] == [fact["record"] for fact in first["ledger"]["facts"]]
    refused = run("import", PORTALS / "nantong_payer_split_rows" / "capture.json", "--data", data)
    assert (refused.returncode, "not an export of Shebaobu" in refused.stderr) == (2, True)


def test_while_the_server_runs_it_says_so(serve, tmp_path):
    serve(data=tmp_path / "served")
    done = run("export", "--data", tmp_path / "served", "--out", tmp_path / "x.json")
    assert (done.returncode, "in use" in done.stderr) == (2, True)
