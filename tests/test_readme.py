"""The two READMEs say the same, and what they name exists."""

import re
from pathlib import Path

import pytest

from shebaobu.cli import build_parser
from shebaobu.cli.console import Console

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")


def shape(text):
    """Headings, list items and code of a text, without its words."""
    lines = [re.match(r"#+|- \*\*|\d\.|```", line) for line in text.splitlines()]
    return [found.group(0) for found in lines if found]


def commands(text):
    """What a reader is told to type, comments left out."""
    blocks = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    return [line.split("#")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


def test_both_languages_have_the_same_parts():
    assert shape(ENGLISH) == shape(CHINESE)
    assert commands(ENGLISH) == commands(CHINESE)


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_what_is_named_exists(text):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", text)) <= targets
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / link).exists(), link


def options(parser):
    """Every option of every command."""
    for action in parser._actions:
        yield from action.option_strings
        for inner in action.choices.values() if isinstance(action.choices, dict) else ():
            yield from options(inner)


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_options_are_known(text):
    known = set(options(build_parser(Console())))
    named = set(re.findall(r"--[a-z-]+", text))
    assert named
    assert named <= known
