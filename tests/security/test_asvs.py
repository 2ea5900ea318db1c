"""The table of OWASP ASVS 5.0 is whole, and what it names is there: tests that run, rules that are on, headings."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.security.asvs.collecting import WHERE
from tests.security.asvs.table import requirements, row_of, rows

ROOT = Path(__file__).resolve().parents[2]
SECURITY = ROOT / "docs" / "security.md"
ROWS = rows()


def headings(document: Path) -> set[str]:
    return set(re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), flags=re.MULTILINE))


def named_tests() -> set[str]:
    return {test for _, row in ROWS for test in row.tests}


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> dict[str, bool]:
    """Every test of the files that the table names, and whether it runs."""
    written = tmp_path_factory.mktemp("collected") / "tests.json"
    files = sorted({test.partition("::")[0] for test in named_tests()})
    missing = [file for file in files if not (ROOT / file).is_file()]
    assert missing == []
    command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-p", "tests.security.asvs.collecting", *files]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, WHERE: str(written)}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, bool] = json.loads(written.read_text(encoding="utf-8"))
    return found


def test_the_numbers_are_those_of_both_levels():
    listed = requirements()
    assert len(listed) == len(set(listed)) == 70 + 183
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", number) for number in listed)


def test_every_requirement_has_one_row_and_every_row_a_requirement():
    assert {number: len(row_of(number)) for number in requirements() if len(row_of(number)) != 1} == {}
    for number, row in ROWS:
        about = [one for one in requirements() if one == number or one.startswith(f"{number}.")]
        assert about, number
        assert number.count(".") == 2 or row.not_applicable, f"{number}: only what does not apply goes together"
    assert len({number for number, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", [row for _, row in ROWS], ids=[number for number, _ in ROWS])
def test_a_row_says_one_thing_and_what_holds_it(row):
    assert len(row.verdicts) == 1
    assert row.asks
    if row.met:
        assert row.tests or row.lint or row.told, "met, and nothing holds it"


def test_every_test_that_is_named_is_there_and_runs(collected):
    files = {test.partition("::")[0] for test in collected}
    assert [test for test in sorted(named_tests()) if test not in collected and test not in files] == []
    assert [test for test in sorted(named_tests()) if not collected.get(test, True)] == []


def test_every_rule_that_is_named_is_on():
    chosen = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    for number, row in ROWS:
        for rule in row.lint:
            assert rule.startswith(tuple(chosen["select"])), (number, rule)
            assert not rule.startswith(tuple(chosen["ignore"])), (number, rule)


def test_every_heading_that_is_named_is_there():
    for number, row in ROWS:
        for place in row.told:
            document, _, heading = place.partition("#")
            assert heading in headings(ROOT / document), (number, place)


def test_what_is_not_met_is_said_openly():
    """The document for readers has the same numbers, no more and no fewer."""
    section = SECURITY.read_text(encoding="utf-8").split("\n## Not met\n")[1].split("\n## ")[0]
    told = re.findall(r"^- \*\*(\d+\.\d+\.\d+)\*\*", section, flags=re.MULTILINE)
    assert told == [number for number, row in ROWS if row.not_met]
