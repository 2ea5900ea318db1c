"""Pairing without typing: the extension finds the code on the page that shows it, and its user has the last word."""

import pytest
from playwright.sync_api import expect

from e2e.browser import open_browser
from e2e.newcomer import Newcomer
from tests.owner import NAME, PASSPHRASE
from tests.served import Served

SAYS = {
    "zh-CN": ("这是您自己家社保簿的地址吗", "核对服务器地址"),
    "en": ("your own family's ledger", "check that the server"),
}
HOSTILE = "https://social-insurance.example/help"
HOSTILE_PAGE = "<!doctype html><title>x</title><p data-pairing='%s'>Click your extension</p>"


@pytest.fixture(params=["zh-CN", "en"])
def home(request, tmp_path):
    server = Served(tmp_path / "data")
    with open_browser(language=request.param) as browser:
        home = Newcomer(browser, server, request.param)
        home.set_up("宋家", NAME, PASSPHRASE)
        home.sign_in(NAME, PASSPHRASE)
        home.asks, home.checks = SAYS[request.param]
        yield home
    server.end()


def use_code(home, popup):
    """Press the popup's button; the options page that opens."""
    with home.browser.context.expect_page() as opened:
        popup.click("#use-code")
    if popup.is_open():
        popup.close()
    options = opened.value
    options.wait_for_selector("#offered")
    return options


def test_the_code_on_the_devices_page_is_used_by_a_click_on_the_extension(home):
    home.open("#/devices", "devices")
    home.press("app.pair.new")
    code = home.page.locator("code.big").inner_text().replace("\n", "")
    popup = home.browser.click_extension(home.page)
    popup.wait_state("unpaired")
    assert home.asks in popup.text("#view")
    assert home.address in popup.text("#view")
    options = use_code(home, popup)
    expect(options.locator("#offered")).to_contain_text(home.address)
    expect(options.locator("#offered")).to_contain_text(home.checks)
    expect(options.locator("#server")).to_have_value(home.address)
    expect(options.locator("#code")).to_have_value(code)
    options.locator("#pair").click()
    expect(options.locator("#paired")).to_contain_text("宋家")
    options.close()
    expect(home.notice()).to_be_visible()
    expect(home.page.locator("ul.devices li")).to_have_count(1)


def test_the_page_behind_the_qr_code_hands_it_over_to_an_open_options_page_too(home):
    home.open("#/devices", "devices")
    home.press("app.pair.new")
    code = home.page.locator("[data-pairing]").get_attribute("data-pairing")
    options = home.browser.open_options()
    phone = home.browser.context.new_page()
    phone.goto(f"{home.address}/#/pair/{code}")
    expect(phone.locator("[data-pairing]")).to_be_visible()
    popup = home.browser.click_extension(phone)
    popup.wait_state("unpaired")
    popup.click("#use-code")
    expect(options.locator("#code")).to_have_value(code)
    options.locator("#pair").click()
    expect(options.locator("#paired")).to_contain_text("宋家")


def test_a_page_of_others_is_told_by_its_address_and_pairs_nothing_by_itself(home):
    hostile = home.browser.show(HOSTILE, HOSTILE_PAGE % "ABCD-EFGH")
    popup = home.browser.click_extension(hostile)
    popup.wait_state("unpaired")
    assert "https://social-insurance.example" in popup.text("#view")
    assert home.asks in popup.text("#view")
    popup.close()
    assert "server" not in home.browser.in_extension("chrome.storage.local.get(null)")
    assert "offer" not in home.browser.in_extension("chrome.storage.session.get(null)")
    hostile.close()

    for number, code in enumerate(("ABCD-EFG", "", "<img src=x>", "ABCDEFGHJ")):
        hostile = home.browser.show(f"{HOSTILE}?{number}", HOSTILE_PAGE % code)
        popup = home.browser.click_extension(hostile)
        popup.wait_state("unpaired")
        assert popup.js("document.querySelector('#use-code')") is None
        popup.close()


def test_a_paired_browser_is_offered_nothing_by_any_page(home):
    home.pair_extension()
    home.add_member(NAME, "self")
    hostile = home.browser.show(HOSTILE, HOSTILE_PAGE % "ABCD-EFGH")
    popup = home.browser.click_extension(hostile)
    popup.wait_state("nothing")
    assert popup.js("document.querySelector('#use-code')") is None
