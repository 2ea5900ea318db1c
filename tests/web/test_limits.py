"""What is more than any page holds, or nested without end, is refused in words; what is merely odd is read.

There are no readers of files yet: what is taken is JSON, a capture or an export of ours.
"""

from __future__ import annotations

import json

import pytest

from shebaobu.domain import capture_limits as limits
from shebaobu.services import samples
from tests.family import capture_of


def capture(*blocks) -> dict:
    return capture_of("gz_pension_ranges", blocks=list(blocks))


def grid(count: int, rows: int, **more) -> dict:
    heads = [[f"项目{at}"] for at in range(count)]
    return {"type": "grid", "path": [], "columns": heads, "rows": [["1"] * count] * rows} | more


TOO_MUCH = {
    "blocks": [grid(1, 0)] * (limits.BLOCKS + 1),
    "columns": [grid(limits.COLUMNS + 1, 1)],
    "rows": [grid(1, limits.ROWS // 2 + 1)] * 2,
    "cells": [grid(limits.COLUMNS, limits.CELLS // limits.COLUMNS + 1)],
    "pairs": [{"type": "fields", "path": [], "pairs": [["a", "b"]] * (limits.PAIRS + 1)}],
    "lines": [{"type": "lines", "path": [], "lines": [{"text": "a"}] * (limits.LINES + 1)}],
    "labels": [grid(1, 1, path=["养" * (limits.LABELS_LENGTH + 1)])],
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_more_than_a_page_holds_is_refused_in_words(family, what):
    member = family.add_member()
    family.pair()
    for answer in (family.preview(capture(*TOO_MUCH[what])), family.save(capture(*TOO_MUCH[what]), member)):
        assert answer.status_code == 422
        assert answer.json["error"]["code"] == "capture_too_large"
        assert what in answer.json["error"]["message"]["en"]
    assert family.browser.get(f"/api/v1/members/{member}/captures").json["captures"] == []


@pytest.mark.parametrize("piece", ["9", "9,", "养", "1 ", "0.", "一百"])
def test_a_cell_of_a_million_signs_is_no_amount(family, piece):
    family.pair()
    cell = piece * (1_000_000 // len(piece))
    table = grid(2, 1) | {"columns": [["缴费基数"], ["费款所属期"]], "rows": [[cell, "202301"]]}
    answer = family.preview(capture(table))
    assert answer.status_code == 200, answer.json


def test_of_a_cell_of_a_million_signs_a_sample_is_shown(family):
    family.pair()
    heads = [["费款所属期"], ["缴费基数"], ["说不清的一列"]]
    table = grid(3, 1) | {"columns": heads, "rows": [["202301", "11380.00", "很长" * 500_000]]}
    answer = family.preview(capture(table))
    [told] = [part for part in answer.json["not_understood"] if part["label"] == "说不清的一列"]
    assert told["sample"].startswith("很长很长")
    assert told["sample"].endswith("…")
    assert len(told["sample"]) == samples.LENGTH


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/api/v1/captures/preview", "capture"),
        ("/api/v1/captures/preview", "answers"),
        ("/api/v1/members", "name"),
        ("/api/v1/import/preview", "members"),
    ],
)
def test_json_without_end_is_refused(family, path, field, opening):
    family.pair()
    closing = "".join({"[": "]", "{": "}"}[sign] for sign in reversed(opening) if sign in "[{")
    deep = opening * 100_000 + "1" + closing * 100_000
    body = f'{{"format":"shebaobu.export/2","{field}":{deep}}}'
    if path.startswith("/api/v1/captures"):
        headers = {"Authorization": f"Bearer {family.token}", "Origin": "chrome-extension://abc"}
        answer = family.stranger().post(path, data=body, content_type="application/json", headers=headers)
    else:
        answer = family.browser.post(path, data=body, content_type="application/json")
    assert 400 <= answer.status_code < 500
    assert json.loads(answer.data)["error"]["message"]["zh"]
