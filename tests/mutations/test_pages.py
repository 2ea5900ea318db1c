"""Sample pages changed in the browser, read by the real extension: read right, or asked about, never wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shebaobu.domain.capture import decode_capture
from shebaobu.normalize import normalize
from tests.mutations.judge import wrong
from tests.portals.pages import SAMPLES, read_page

CHANGES_SCRIPT = Path(__file__).with_name("pages.js").read_text(encoding="utf-8")
CHANGES = (
    "digits full-width",
    "spaces and line breaks",
    "months with a dash",
    "months in words",
    "columns permuted",
    "an unknown column more",
    "header under another level",
    "a clone over the table",
    "class names changed",
    "insurance as a heading",
    "inside a frame",
)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_changed_page_is_never_read_wrong(sample, browser, tried):
    expected = sample.expected["records"]
    faults = []
    page = browser.show(sample.url, sample.html)
    for name in CHANGES:
        page.goto("about:blank")
        page.goto(sample.url)
        page.evaluate(CHANGES_SCRIPT)
        if not page.evaluate("name => window.pageChanges[name]()", name):
            continue
        tried[f"page: {name}"] += 1
        popup = browser.click_extension(page)
        capture = read_page(popup)["capture"]
        popup.close()
        found = normalize(decode_capture(json.dumps(capture)))
        faults += [f"{name}: {fault}" for fault in wrong(found, expected)[:1]]
    page.close()
    assert not faults, "\n".join(faults)
