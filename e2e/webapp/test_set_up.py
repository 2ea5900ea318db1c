"""Setting up a household from the one-time link, and signing in, as a newcomer does it."""

import re

import pyotp
import pytest
from playwright.sync_api import expect

from tests.owner import NAME, PASSPHRASE

STEP_S = 30
DATABASES = "async () => (await indexedDB.databases()).map(database => database.name)"


@pytest.fixture
def newcomer(screen_of, server):
    return screen_of(server.address)


def fill_names(screen, passphrase):
    screen.field("app.setup.household").fill("宋家")
    screen.field("app.setup.name").fill(NAME)
    screen.field("app.setup.passphrase").fill(passphrase)
    screen.press("app.setup.next")


def test_without_the_link_the_page_tells_where_it_is(newcomer):
    newcomer.open("", "setup")
    newcomer.sees(newcomer.say("app.setup.need_link"))


def test_from_the_link_to_the_family(newcomer, server):
    screen, page = newcomer, newcomer.page
    screen.open(f"#/setup/{server.setup_token}", "setup")
    assert server.setup_token not in page.url
    assert page.evaluate("() => history.length && !JSON.stringify(history.state).includes('setup/')")

    fill_names(screen, "short")
    screen.sees(screen.say("app.setup.passphrase_short", n=10))
    screen.field("app.setup.passphrase").fill(PASSPHRASE)
    screen.press("app.form.show")
    expect(screen.field("app.setup.passphrase")).to_have_attribute("type", "text")
    screen.press("app.setup.next")

    expect(page.get_by_role("img", name=screen.say("app.setup.qr_label"))).to_be_visible()
    page.get_by_text(screen.say("app.setup.by_hand")).click()
    shown = page.locator("code.secret").inner_text()
    assert all(len(group) == 4 for group in shown.split())
    totp = pyotp.TOTP(shown.replace(" ", ""))
    now = int(page.evaluate("() => Date.now() / 1000"))
    wrong = f"{(int(totp.at(now)) + 500_000) % 1_000_000:06}"
    screen.field("app.setup.code").fill(wrong)
    screen.press("app.setup.confirm")
    trouble = page.locator(".field-trouble:not(:empty)")
    expect(trouble).to_be_visible()
    assert not re.search(r"\d{4}-\d{2}-\d{2}T", trouble.inner_text())
    screen.field("app.setup.code").fill(totp.at(now))
    screen.press("app.setup.confirm")

    expect(page.locator("#recovery-codes code")).to_have_count(10)
    codes = page.locator("#recovery-codes code").all_inner_texts()
    assert len(set(codes)) == 10
    page.locator("#language").click()
    screen.speak("en")
    screen.sees(screen.say("app.setup.codes_title"))
    assert page.locator("#recovery-codes code").all_inner_texts() == codes
    onward = page.get_by_role("button", name=screen.say("app.recovery.onward"))
    expect(onward).to_be_disabled()
    with page.expect_download() as download:
        screen.press("app.recovery.download")
    assert all(code in download.value.path().read_text(encoding="utf-8") for code in codes)
    page.get_by_label(screen.say("app.recovery.kept")).check()
    onward.click()

    screen.ready("signin")
    screen.field("app.signin.name").fill(NAME)
    screen.field("app.signin.passphrase").fill(PASSPHRASE)
    screen.press("app.signin.next")
    screen.field("app.signin.code").fill(totp.at(now + STEP_S))
    screen.press("app.signin.enter")
    screen.ready("home")
    screen.sees(screen.say("app.begin.title"))


def test_nothing_personal_is_kept_by_the_browser(newcomer):
    newcomer.open("", "signin")
    kept = newcomer.page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert kept == "[{},{}]"
    assert newcomer.page.evaluate(DATABASES) == []
