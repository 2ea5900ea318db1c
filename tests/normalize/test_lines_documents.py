"""Texts of certificates and screenshots, read by the command: the records that they state, and nothing else."""

import json
import re

import pytest

from tests.console import run
from tests.family import PORTALS

TEXTS = sorted(PORTALS.glob("*/page.txt"))
SECRET = re.compile(r"33890c0f2b1a77d9|7f3k9q2m|11010520240115093021|q8Zt04Lw7c|5b0c2f9e71aa4d|8C21|7F90|3B6E|K93M2Q7X")


def as_expected(record):
    """A record without its place; of a question only what is asked."""
    plain = {name: value for name, value in record.items() if name != "source"}
    if "questions" in plain:
        plain["questions"] = [{"code": asked["code"], "choices": asked["choices"]} for asked in plain["questions"]]
    return plain


@pytest.fixture(scope="module")
def answers():
    """What the command says of each text, by the folder's name."""
    return {page.parent.name: run("normalize", page, "--json") for page in TEXTS}


def test_the_samples_are_here():
    assert {page.parent.name for page in TEXTS} >= {"shenzhen_pdf_text", "app12333_ocr_lines", "henan_year_text"}


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: page.parent.name)
class TestText:
    def test_records_and_person_are_exactly_those_of_the_text(self, page, answers):
        answer = json.loads(answers[page.parent.name].stdout)
        expected = json.loads((page.parent / "expected.json").read_text(encoding="utf-8"))
        found = [as_expected(record) for record in answer["records"]]
        assert found == expected["records"]
        assert answer["person"] == expected["person"]

    def test_every_line_has_one_fate(self, page, answers):
        answer = json.loads(answers[page.parent.name].stdout)
        told = sorted(entry["index"] for entry in answer["accounting"] if entry["part"] == "line")
        assert told == list(range(len(page.read_text(encoding="utf-8").rstrip("\n").split("\n"))))

    def test_a_record_points_to_the_line_of_its_month(self, page, answers):
        text = page.read_text(encoding="utf-8").split("\n")
        for record in json.loads(answers[page.parent.name].stdout)["records"]:
            month = record.get("period", {}).get("start") or record.get("month") or record.get("start")
            if month:
                shown = re.sub(r"\D", "", text[record["source"]["row"]])
                assert month.replace("-", "") in shown or month[5:] in shown[:2]

    def test_no_verification_code_comes_out(self, page, answers):
        assert not SECRET.search(answers[page.parent.name].stdout)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_reads_the_same_in_each_encoding(tmp_path, encoding, end, answers):
    text = (PORTALS / "jiangsu_rights_text" / "page.txt").read_text(encoding="utf-8")
    file = tmp_path / "x.txt"
    file.write_bytes(text.replace("\n", end).encode(encoding))
    assert run("normalize", file, "--json").stdout == answers["jiangsu_rights_text"].stdout


def test_a_text_by_standard_input_or_another_name_is_known_by_its_words(answers):
    text = (PORTALS / "jiangsu_rights_text" / "page.txt").read_text(encoding="utf-8")
    assert run("normalize", "-", "--json", stdin=text).stdout == answers["jiangsu_rights_text"].stdout


def test_a_text_for_people_is_a_table():
    done = run("normalize", PORTALS / "app12333_ocr_lines" / "page.txt", lang="zh_CN.UTF-8")
    assert done.returncode == 0
    assert "企业职工基本养老保险" in done.stdout
    assert "4,494.00" in done.stdout


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"\x89PNG\r\n\x1a\n\x00\x00", b"%PDF-1.7\n\x00"])
def test_what_is_no_text_is_refused_in_words(tmp_path, content):
    file = tmp_path / "x.txt"
    file.write_bytes(content)
    refused = run("normalize", file)
    assert refused.returncode == 2
    assert "not in a form" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("content", [b"", b"\n\n", "你好".encode()])
def test_a_text_that_says_nothing_has_no_records(tmp_path, content):
    file = tmp_path / "x.txt"
    file.write_bytes(content)
    done = run("normalize", file, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["records"] == []
