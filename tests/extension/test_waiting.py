"""When the server is away or says no: nothing is lost, nothing is written to disk, and each case is said in words."""

from __future__ import annotations

import time

import pytest

from tests.extension.household import pair
from tests.portals.pages import SAMPLES

BEIJING = next(sample for sample in SAMPLES if sample.name == "bj_csibiz_oldage_2018")
ALARM = "send-pending"


@pytest.fixture
def member(paired):
    return paired.add_member("宋亦然", "self")


@pytest.fixture
def switched_off(paired):
    """Switches the family's server off; it is on again after the test."""

    def off():
        paired.stop()

    yield off
    if paired.server.process.poll() is not None:
        paired.start()


def preview(click):
    popup = click(BEIJING.url, BEIJING.html)
    popup.wait_state("preview")
    return popup


def until(browser, check, seconds=20):
    """Wait with Playwright's events running: a worker that starts meanwhile waits for it to be attached."""
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end
        browser.context.pages[0].wait_for_timeout(100)


def waiting(browser):
    return browser.in_extension("chrome.storage.session.get('pending').then((kept) => kept.pending ?? [])")


def test_server_away_at_the_preview_keeps_the_page_for_another_try(paired, switched_off, click):
    switched_off()
    popup = click(BEIJING.url, BEIJING.html)
    popup.wait_state("unreached")
    assert paired.address in popup.text("#view")
    assert "没有丢失" in popup.text("#view")
    paired.start()
    popup.click("#again")
    popup.wait_state("preview")


def test_server_away_at_saving_keeps_the_capture_in_memory_and_sends_it_later(
    browser, paired, member, switched_off, click
):
    popup = preview(click)
    switched_off()
    popup.click("#save")
    popup.wait_state("kept")
    assert "保留在浏览器里" in popup.text("#view")
    assert "1 次采集等待送出" in popup.text("#waiting")
    popup.close()
    assert browser.badge() == "1"
    assert len(waiting(browser)) == 1
    assert "宋亦然" not in str(browser.in_extension("chrome.storage.local.get(null)"))

    paired.start()
    # The browser rings the extension's alarm every half minute, and may be late.
    until(browser, lambda: paired.captures(member), seconds=100)
    until(browser, lambda: browser.badge() == "")
    assert waiting(browser) == []
    assert browser.in_extension(f"chrome.alarms.get('{ALARM}')") is None


def test_what_waits_is_sent_when_the_popup_opens(browser, paired, member, switched_off, click):
    popup = preview(click)
    switched_off()
    popup.click("#save")
    popup.wait_state("kept")
    popup.close()
    browser.context.pages[-1].close()
    paired.start()
    again = click(BEIJING.url, BEIJING.html)
    again.wait_text("已送出 1 次采集", "#waiting")
    assert len(paired.captures(member)) == 1
    assert browser.badge() == ""


def test_a_revoked_browser_is_told_before_anything_is_saved(paired, click):
    paired.revoke_devices()
    popup = click(BEIJING.url, BEIJING.html)
    popup.wait_state("revoked")
    assert "已经断开" in popup.text("#view")
    assert "这一页还没有保存" in popup.text("#view")
    assert popup.text("#open-options") != ""
    popup.close()
    paired_no_more = click(BEIJING.url + "#again", BEIJING.html)
    paired_no_more.wait_state("revoked")
    assert "已经断开" in paired_no_more.text("#view")


def test_revoked_at_saving_keeps_the_capture_until_paired_again(browser, paired, member, options, click):
    popup = preview(click)
    paired.revoke_devices()
    popup.click("#save")
    popup.wait_state("revoked")
    assert "重新配对后会自动送出" in popup.text("#view")
    popup.close()
    assert browser.badge() == "1"
    assert browser.in_extension(f"chrome.alarms.get('{ALARM}')") is None

    assert set(browser.in_extension("chrome.storage.local.get(null)")) == {"server", "ended"}

    options.reload()
    said = options.text_content("#ended")
    assert "已经断开" in said
    assert "1 次采集没有送出" in said
    pair(options, paired)
    assert set(browser.in_extension("chrome.storage.local.get(null)")) == {"server", "token"}
    until(browser, lambda: paired.captures(member))
    until(browser, lambda: browser.badge() == "")


def test_a_refusal_is_shown_and_not_tried_for_ever(browser, paired, member, click):
    paired.add_member("周小溪")
    popup = preview(click)
    paired.ask("DELETE", f"/api/v1/members/{member}")
    popup.click("#save")
    popup.wait_state("refused")
    assert popup.text("#view p") != ""
    assert browser.in_extension(f"chrome.alarms.get('{ALARM}')") is None
    popup.click("#back")
    popup.wait_state("preview")
    assert waiting(browser) == []
    assert browser.badge() == ""


def test_a_refusal_met_later_can_be_discarded(browser, paired, member, switched_off, click):
    popup = preview(click)
    switched_off()
    popup.click("#save")
    popup.wait_state("kept")
    popup.close()
    browser.context.pages[-1].close()
    paired.start()
    paired.ask("DELETE", f"/api/v1/members/{member}")
    again = click(BEIJING.url, BEIJING.html)
    again.wait_text("没有被接受", "#waiting")
    again.click("#waiting .refused button.quiet")
    until(browser, lambda: waiting(browser) == [])
    assert browser.badge() == ""


def test_a_capture_for_another_server_stays_with_that_server(browser, paired, member, switched_off, click):
    popup = preview(click)
    switched_off()
    popup.click("#save")
    popup.wait_state("kept")
    popup.close()
    browser.context.pages[-1].close()
    browser.in_extension("chrome.storage.local.set({server: 'http://127.0.0.1:9'})")
    paired.start()
    other = click(BEIJING.url, BEIJING.html)
    other.wait_text(paired.address, "#waiting")
    assert len(waiting(browser)) == 1
    assert paired.captures(member) == []
