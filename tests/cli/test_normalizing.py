"""``shebaobu normalize``: records and accounting of a capture, for programs and for people."""

import json

import pytest

from tests.console import run
from tests.family import PORTALS

CAPTURE = PORTALS / "nantong_payer_split_rows" / "capture.json"


def test_normalize_prints_what_the_page_says_and_the_account_of_every_part(tmp_path):
    done = run("normalize", CAPTURE, "--json")
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert set(answer) == {"records", "person", "accounting"}
    assert answer["records"][0]["kind"] == "contribution"
    assert answer["records"][0]["source"]["block"] == 1
    assert answer["person"]["name_masked"] == "钱*宁"
    assert {entry["use"] for entry in answer["accounting"]} >= {"used"}
    piped = run("normalize", "-", "--json", stdin=CAPTURE.read_text())
    assert piped.stdout == done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("lang", "words"), [("zh_CN.UTF-8", "企业职工基本养老保险"), ("en_US.UTF-8", "Pension (employees)")]
)
def test_normalize_for_people_is_a_table_in_their_language(lang, words):
    done = run("normalize", CAPTURE, lang=lang)
    assert done.returncode == 0
    row = next(line for line in done.stdout.splitlines() if "2018-02" in line)
    assert words in row
    assert "3,300.00" in row
    assert "钱*宁" in done.stdout
    account = done.stdout[done.stdout.rindex("2018-03") :]
    assert all(label in account for label in ("序号", "对应期", "缴费标识", "证件号码", "aac001"))


def test_normalize_for_people_masks_an_id_number():
    done = run("normalize", PORTALS / "bj_csibiz_oldage_2018" / "capture.json")
    assert "990102********1381" in done.stdout
    assert "990102199103101381" not in done.stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        ("{", "not JSON"),
        ("[" * 100_000, "not in a form"),
        ('{"format":"x"}', "not in a form"),
        (b"\xff\xfe", "not in a form"),
    ],
    ids=range(5),
)
def test_normalize_refuses_what_is_no_capture(tmp_path, content, words):
    file = tmp_path / "x.json"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    refused = run("normalize", file)
    assert refused.returncode == 2
    assert words in refused.stderr
    assert "Traceback" not in refused.stderr
    assert refused.stdout == ""
