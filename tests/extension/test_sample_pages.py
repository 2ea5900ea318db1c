"""The sample pages, read by the real extension after the real click, give exactly the captures kept beside them."""

from __future__ import annotations

import pytest

from tests.portals.pages import SAMPLES, read_page


def without_boxes(capture):
    """Where texts stand depends on the fonts of a machine; what they say does not."""
    blocks = [
        {**block, "lines": [line["text"] for line in block["lines"]]} if block["type"] == "lines" else block
        for block in capture["blocks"]
    ]
    return {**capture, "blocks": blocks}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_page_is_read_as_its_capture_says(sample, click):
    read = read_page(click(sample.url, sample.html))
    assert read["unread"] == []
    assert without_boxes(read["capture"]) == without_boxes(sample.capture)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_lines_say_where_they_stand_from_top_to_bottom(sample, click):
    capture = read_page(click(sample.url, sample.html))["capture"]
    boxes = [line["box"] for block in capture["blocks"] if block["type"] == "lines" for line in block["lines"]]
    assert all(len(box) == 4 and min(box) >= 0 and box[2] > 0 and box[3] > 0 for box in boxes)
    assert [box[1] for box in boxes] == sorted(box[1] for box in boxes)


def test_reading_a_page_twice_gives_the_same_and_changes_nothing_on_it(browser, click):
    sample = next(sample for sample in SAMPLES if sample.name == "bj_csibiz_oldage_2018")
    popup = click(sample.url, sample.html)
    page = browser.context.pages[-1]
    before = page.content()
    first = read_page(popup)
    assert read_page(popup) == first
    assert page.content() == before
