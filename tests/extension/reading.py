"""Small pages read by the real extension, and what came out, in short forms for tests."""

from __future__ import annotations

import itertools
from typing import Any

from tests.portals.pages import read_page

_numbers = itertools.count(1)


def read_html(click, body: str) -> dict[str, Any]:
    """The capture of a page with this body, and `unread` beside it."""
    html = f"<!doctype html><html><head><meta charset=utf-8><title>页</title></head><body>{body}</body></html>"
    read = read_page(click(f"https://portal.example/page?{next(_numbers)}", html))
    return {**read["capture"], "unread": read["unread"]}


def grids(capture) -> list[dict[str, Any]]:
    return [block for block in capture["blocks"] if block["type"] == "grid"]


def only_grid(capture) -> dict[str, Any]:
    [grid] = grids(capture)
    return grid


def pairs(capture) -> list[list[str]]:
    return [pair for block in capture["blocks"] if block["type"] == "fields" for pair in block["pairs"]]


def lines(capture) -> list[str]:
    found = (block["lines"] for block in capture["blocks"] if block["type"] == "lines")
    return [line["text"] for block in found for line in block]


def rows(*texts: str, cell: str = "td") -> str:
    """Table rows of cells parted by |."""
    return "".join("<tr>" + "".join(f"<{cell}>{text}</{cell}>" for text in row.split("|")) + "</tr>" for row in texts)


HEAD = "年月|缴费基数|个人缴费"
BODY = ("202401|5000.00|400.00", "202402|5000.00|400.00")
PLAIN = f"<table>{rows(HEAD, cell='th')}{rows(*BODY)}</table>"
