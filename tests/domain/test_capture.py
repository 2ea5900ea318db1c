"""A capture is taken in its format or refused; the refusal names the place and never a cell."""

import json

import pytest

from shebaobu.domain.capture import decode_capture
from shebaobu.errors import CaptureRefused

GOOD = {
    "format": "shebaobu.capture/1",
    "captured_at": "2026-11-23T08:00:00+08:00",
    "channel": "extension",
    "origin": {"url": "https://a.example/", "title": "t"},
    "blocks": [{"type": "grid", "columns": [["年月"]], "rows": [["202301"]]}],
}


def test_a_capture_is_read():
    capture = decode_capture(json.dumps(GOOD))
    assert (capture.blocks[0].rows, capture.captured_time.utcoffset().total_seconds()) == ([["202301"]], 28800)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "shebaobu.capture/2"},
        {"captured_at": "yesterday"},
        {"captured_at": "2026-11-23T08:00:00"},
        {"channel": "fax"},
        {"blocks": [{"type": "picture"}]},
        {"blocks": [{"type": "grid", "columns": [], "rows": [[1]]}]},
        {"blocks": None},
    ],
)
def test_another_format_is_refused(change):
    with pytest.raises(CaptureRefused):
        decode_capture(json.dumps({**GOOD, **change}))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"'])
def test_what_is_no_capture_is_refused(text):
    with pytest.raises(CaptureRefused):
        decode_capture(text)


@pytest.mark.parametrize(
    "bad",
    [
        {**GOOD, "blocks": [{"type": "grid", "columns": [["姓名"]], "rows": [["宋亦然", 5]]}]},
        {**GOOD, "captured_at": "宋亦然"},
    ],
)
def test_a_refusal_tells_the_place_and_not_the_value(bad):
    with pytest.raises(CaptureRefused) as refusal:
        decode_capture(json.dumps(bad))
    assert "blocks" in str(refusal.value.detail) or "captured_at" in str(refusal.value.detail)
    assert "宋亦然" not in str(refusal.value.detail)
