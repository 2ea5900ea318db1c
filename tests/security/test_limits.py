"""The limits that docs/security.md publishes are those in force."""

from __future__ import annotations

import importlib
import re
from datetime import timedelta
from pathlib import Path

import pytest

from shebaobu.auth.throttle import LIMITS, Limit

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(
    r"^\| [^|]+ \| ([^|]+) \| `([\w.]+):(\w+)(?:\.(\w+))?` \|$", TEXT.split("\n## Limits\n")[1], flags=re.MULTILINE
)
UNITS = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)))


def told(value: object) -> str:
    """A number as the table writes it."""
    if isinstance(value, Limit):
        return f"{value.free} free, then waits of up to {value.longest_s} s"
    if isinstance(value, timedelta):
        name, unit = next((name, unit) for name, unit in UNITS if value % unit == timedelta(0))
        count = value // unit
        return f"{count} {name}" if count == 1 else f"{count} {name}s"
    assert isinstance(value, int)
    return str(value)


@pytest.mark.parametrize(("limit", "module", "name", "key"), ROWS)
def test_the_published_limits_are_those_in_force(limit, module, name, key):
    value = getattr(importlib.import_module(module), name)
    assert limit == told(value[key] if isinstance(value, dict) else getattr(value(), key) if key else value)


def test_every_limit_of_guessing_is_published():
    assert sorted(key for _, _, name, key in ROWS if name == "LIMITS") == sorted(LIMITS)
