"""ARCHITECTURE.md says what the code is: kinds, insurances, commands, settings, packages."""

import re
import typing
from pathlib import Path

import pytest

from shebaobu.cli import build_parser
from shebaobu.cli.console import Console
from shebaobu.config import SETTINGS
from shebaobu.domain.insurance import INSURANCES
from shebaobu.domain.records import Record

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def section(title):
    return TEXT.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def first_column(title):
    """What stands in code marks in the first column of a section's table."""
    return re.findall(r"^\| `([^`]+)`", section(title), flags=re.MULTILINE)


def commands(parser, prefix="shebaobu"):
    for action in parser._actions:
        for name, inner in getattr(action, "choices", None).items() if isinstance(action.choices, dict) else ():
            below = list(commands(inner, f"{prefix} {name}"))
            yield from below or [f"{prefix} {name}"]


def test_record_kinds():
    assert first_column("Record kinds") == [kind.__struct_config__.tag for kind in typing.get_args(Record)]


def test_insurances():
    named = re.findall(r"`([a-z_]+)`", section("Words").split("Insurances:")[1])
    assert tuple(named) == INSURANCES


def test_commands():
    assert first_column("Commands") == list(commands(build_parser(Console())))


def test_settings():
    rows = re.findall(r"^\| `([a-z_]+)` \| `([A-Z_]+)`", section("Settings"), flags=re.MULTILINE)
    assert rows == [(setting.name, setting.env) for setting in SETTINGS]


@pytest.mark.parametrize("package", sorted(p.parent.name for p in (ROOT / "server/shebaobu").glob("*/__init__.py")))
def test_every_package_has_its_place_in_the_layout(package):
    assert f"`server/shebaobu/{package}/`" in section("Layout")


def test_tests_and_folders_that_are_named_exist():
    for named in re.findall(r"`((?:tests|e2e|demo|bench|webapp|extension)/[\w/.]*)`", TEXT):
        assert (ROOT / named).exists(), named
