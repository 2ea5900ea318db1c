"""Frames of other sites: named in the popup, and read once where their user allows it."""

from __future__ import annotations

import itertools

import pytest

from tests.extension.allowing import answer_yes, give_back_all, may_read
from tests.extension.followed_pages import PAGER, months, page
from tests.extension.reading import HEAD as COLUMNS
from tests.extension.reading import PLAIN, rows

FRAME = "https://inner.example/records"
INNER = "https://inner.example/*"
RECORDS = f"<!doctype html><meta charset=utf-8><h3>失业保险</h3>{PLAIN}"
HEAD = "<!doctype html><meta charset=utf-8><title>页</title>"
FRAMED = f"<iframe width=600 height=300 src='{FRAME}'></iframe>"
OUTER = f"{HEAD}<h2>养老保险</h2>{{table}}{FRAMED}"
OWN = f"<table>{rows(COLUMNS, cell='th')}{rows('202312|4000.00|320.00', '202311|4000.00|320.00')}</table>"
_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def inner(browser, paired):
    """The frame's page; a member to save for; no site is allowed afterwards."""
    browser.context.route(FRAME, lambda route: route.fulfill(body=RECORDS, content_type="text/html; charset=utf-8"))
    answer_yes(browser, "*://*/*")
    paired.add_member("宋亦然", "self")
    yield
    give_back_all(browser)


def address():
    return f"https://outer.example/?{next(_numbers)}"


@pytest.mark.parametrize(("table", "state"), [(OWN, "preview"), ("", "nothing")], ids=["beside records", "alone"])
def test_a_frame_is_named_and_read_once_when_allowed(browser, click, table, state):
    popup = click(address(), OUTER.format(table=table))
    popup.wait_state(state)
    assert "inner.example" in popup.text("#unread")
    assert "400.00" not in popup.text()
    popup.click("#allow-frames")
    popup.wait_text("400.00", "#records")
    assert popup.text("#unread") == ""
    assert not may_read(browser, INNER)


def test_the_reading_waits_for_the_popup_that_the_browsers_question_closed(browser):
    url = address()
    html = OUTER.format(table="")
    tab = browser.show(url, html)
    popup = browser.click_extension(tab)
    popup.wait_state("nothing")
    # With a screen the question closes the popup at once; what is asked for is then done by the background.
    tab_id = popup.js("chrome.tabs.query({active: true, currentWindow: true}).then(([tab]) => tab.id)")
    origins = f"origins: ['{INNER}']"
    wish = f"chrome.storage.session.set({{wish: {{kind: 'once', tabId: {tab_id}, {origins}}}}})"
    popup.js(f"({wish}, chrome.permissions.request({{{origins}}}), window.close())")
    for _ in range(100):
        if browser.in_extension("chrome.storage.session.get('reread').then(({reread}) => Boolean(reread))"):
            break
        tab.wait_for_timeout(100)
    again = browser.click_extension(tab)
    again.wait_text("400.00", "#records")
    assert not may_read(browser, INNER)
    again.close()
    tab.close()


def test_a_frame_without_an_address_is_named_so_and_cannot_be_asked_for(click):
    frame = "<iframe width=600 height=300 sandbox srcdoc='x'></iframe>"
    popup = click(address(), f"{HEAD}{OWN}{frame}")
    popup.wait_state("preview")
    assert "无地址" in popup.text("#unread")
    assert popup.js("document.querySelector('#allow-frames')") is None


def test_frames_of_a_followed_site_are_followed_when_allowed(browser):
    html = page(PAGER, {"2023": months("5000.00")}).replace("</h2>", f"</h2>{FRAMED}")
    tab = browser.show(address(), html)
    popup = browser.click_extension(tab)
    popup.wait_state("preview", "nothing")
    popup.click("#follow")
    popup.wait_state("following")
    assert "inner.example" in popup.text("#unread")
    popup.click("#allow-frames")
    popup.wait_text("7 行", "#amount")
    assert popup.text("#unread") == ""
    assert may_read(browser, INNER)
    popup.click("#stop")
    popup.wait_state("stopped")
    assert not may_read(browser, INNER)
    popup.close()
    tab.close()
