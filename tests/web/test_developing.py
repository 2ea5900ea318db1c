"""The builder that stays beside ``serve --dev``: asked again and again, begun anew where it has ended."""

import sys

import pytest

from shebaobu.web.developing import BROKE_OFF, Builder

COUNTING = """
import json, os, sys
for number, _ in enumerate(sys.stdin):
    if number == 2:
        break
    print(json.dumps(f"{os.getpid()} {number}"), flush=True)
"""


@pytest.fixture
def builder_of(tmp_path):
    begun = []

    def begin(program):
        script = tmp_path / "builder.py"
        script.write_text(program)
        begun.append(Builder([sys.executable, str(script)], tmp_path))
        return begun[-1]

    yield begin
    for builder in begun:
        builder.end()


def test_it_is_one_process_until_it_ends_by_itself(builder_of):
    builder = builder_of(COUNTING)
    answers = [builder.ask().split() for _ in range(3)]
    assert [number for _, number in answers] == ["0", "1", "0"]
    assert answers[0][0] == answers[1][0] != answers[2][0]


def test_one_that_breaks_off_is_told_of(builder_of, capfd):
    builder = builder_of("raise SystemExit('no V8 here')")
    assert builder.ask() == BROKE_OFF
    assert "no V8 here" in capfd.readouterr().err
    assert builder.ask() == BROKE_OFF
