"""Small pages, no two alike, to be saved one after another."""

from __future__ import annotations

from typing import Any


def page(number: int) -> dict[str, Any]:
    """A capture of one row; its base tells the number."""
    month = f"{1990 + number // 12 % 30}{number % 12 + 1:02d}"
    grid = {
        "type": "grid",
        "path": ["企业职工基本养老保险", "缴费明细"],
        "columns": [["费款所属期"], ["缴费基数"], ["个人缴费"]],
        "rows": [[month, f"{3000 + number}.00", "400.00"]],
    }
    return {
        "format": "shebaobu.capture/1",
        "captured_at": "2026-11-23T08:00:00+08:00",
        "channel": "extension",
        "origin": {"url": "https://portal.example/", "title": "缴费明细", "frame_urls": []},
        "blocks": [grid],
    }
