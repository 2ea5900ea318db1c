"""A plugin for pytest: writes which tests were collected, and which of them carry a mark to be skipped."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

WHERE = "SHEBAOBU_COLLECTED"


def pytest_collection_finish(session: pytest.Session) -> None:
    """Write the ids, without parameters, and whether each runs here."""
    found: dict[str, bool] = {}
    for item in session.items:
        marked = any(item.get_closest_marker(name) for name in ("skip", "skipif", "xfail"))
        found[item.nodeid.partition("[")[0]] = not marked
    Path(os.environ[WHERE]).write_text(json.dumps(found), encoding="utf-8")
