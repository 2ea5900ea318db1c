"""The household that is measured: one member, twenty years, five insurances."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from demo.careers import capture_of_job
from demo.household import SignIn, found_household, invented_family
from shebaobu.domain.capture import Capture
from shebaobu.storage.folder import DataFolder

JOB = {
    "city": "湖北省武汉市",
    "employer": "武汉江汐生物医药有限公司",
    "start": "2006-11",
    "end": "2026-10",
    "base": 2000,
    "growth": 0.06,
}
MEMBER = {"name": "周云溪", "relation": "self", "sex": "male", "job": [JOB]}


def measured_family() -> dict[str, Any]:
    """The family as ``found_household`` takes it."""
    return {**invented_family(), "member": [MEMBER]}


def found(folder: Path) -> SignIn:
    """The household in a data folder, closed again for a server to open."""
    opened = DataFolder(folder)
    try:
        return found_household(opened, measured_family())
    finally:
        opened.close()


def capture_of_rows(rows: int) -> Capture:
    """A page with that many rows of contributions."""
    capture = capture_of_job("周云溪", JOB, invented_family()["insurance"], "2026-11-01")
    lines, grid = capture.blocks
    enough = grid.rows * -(-rows // len(grid.rows))
    return msgspec.structs.replace(capture, blocks=[lines, msgspec.structs.replace(grid, rows=enough[:rows])])
