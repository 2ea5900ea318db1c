"""Pages that draw their records: the popup offers a picture, keeps it in its own memory, and promises nothing."""

from __future__ import annotations

import itertools

import pytest

from tests.extension.reading import PLAIN

CANVAS = """<!doctype html><meta charset=utf-8><title>查询</title><canvas width=900 height=500></canvas><script>
const pen = document.querySelector('canvas').getContext('2d');
pen.font = '20px sans-serif';
for (let at = 10; at < 13; at += 1) pen.fillText(`2023${at}    5000.00    400.00`, 20, at * 30);
</script>"""
_numbers = itertools.count(1)


@pytest.fixture
def drawn(paired, click):
    paired.add_member("宋亦然", "self")
    return click(f"https://drawn.example/?{next(_numbers)}", CANVAS)


def test_a_drawn_page_is_said_to_be_drawn_and_can_be_kept_as_a_picture(browser, paired, drawn):
    drawn.wait_state("nothing")
    assert "图片" in drawn.text("#offer-picture")
    drawn.click("#picture")
    drawn.wait_state("picture")
    assert "还不会读图片" in drawn.text("#view")
    width = drawn.js(
        "document.querySelector('#shot').decode().then(() => document.querySelector('#shot').naturalWidth)"
    )
    assert width == 1280
    assert drawn.js("document.querySelector('#keep-picture').download").startswith("shebaobu-drawn.example-")
    kept = str(browser.in_extension("Promise.all([chrome.storage.local.get(null), chrome.storage.session.get(null)])"))
    assert "image/png" not in kept
    drawn.click("#back")
    drawn.wait_state("nothing")
    members = paired.ask("GET", "/api/v1/members")["members"]
    assert all(paired.captures(member["id"]) == [] for member in members)


def test_the_picture_is_kept_as_a_file_on_request(drawn):
    drawn.wait_state("nothing")
    drawn.click("#picture")
    drawn.wait_state("picture")
    assert drawn.js("document.querySelector('#keep-picture').href.startsWith('data:image/png;base64,')")


def test_a_page_with_records_offers_no_picture(paired, click):
    paired.add_member("宋亦然", "self")
    page = f"<!doctype html><meta charset=utf-8><h2>养老保险</h2>{PLAIN}"
    popup = click(f"https://drawn.example/?{next(_numbers)}", page)
    popup.wait_state("preview")
    assert popup.js("document.querySelector('#offer-picture')") is None
