"""Signing in: what is wrong is said beside the field, a recovery code opens too, a used link does not."""

import re

import pytest
from playwright.sync_api import expect

from tests.owner import NAME, PASSPHRASE, Owner
from tests.served import Served

STEP_S = 30
TROUBLE = ".field-trouble:not(:empty)"


@pytest.fixture
def visitor(screen_of, household):
    screen = screen_of(household.address)
    screen.open("#/account", "signin")
    return screen


@pytest.fixture
def owner(data_folder):
    served = Served(data_folder)
    yield Owner(served)
    served.end()


def first_step(screen, passphrase, name=NAME):
    screen.field("app.signin.name").fill(name)
    screen.field("app.signin.passphrase").fill(passphrase)
    screen.press("app.signin.next")


def test_a_wrong_passphrase_is_said_beside_it(visitor):
    first_step(visitor, "not the right one")
    expect(visitor.page.locator(TROUBLE)).to_have_text(visitor.say("error.sign_in_refused"))
    expect(visitor.field("app.signin.passphrase")).to_be_focused()


def test_an_unknown_name_and_a_wrong_passphrase_get_the_same_words(visitor):
    first_step(visitor, PASSPHRASE, name="没有这个人")
    expect(visitor.page.locator(TROUBLE)).to_have_text(visitor.say("error.sign_in_refused"))
    expect(visitor.field("app.signin.passphrase")).to_be_focused()


def test_the_page_asks_for_nothing_but_who_is_signed_in(visitor, household):
    asked = []
    visitor.page.on("request", lambda request: asked.append(request.url.removeprefix(household.address)))
    visitor.open("", "signin")
    assert [path for path in asked if path.startswith("/api/")] == ["/api/v1/state"]


def test_who_was_signed_in_before_is_so_again_at_once(visitor, household):
    visitor.page.evaluate("() => localStorage.setItem('shebaobu.signed_in', '1')")
    visitor.open("#/", "signin")
    expect(visitor.notice()).to_contain_text(visitor.say("app.signin.ended"))
    first_step(visitor, PASSPHRASE)
    visitor.field("app.signin.code").fill(household.totp.at(visitor.page.evaluate("() => Date.now() / 1000") + STEP_S))
    visitor.press("app.signin.enter")
    visitor.ready("home")
    expect(visitor.notice()).to_be_empty()


def test_what_was_asked_before_signing_in_anew_does_not_count(screen_of, owner):
    owner.add_member("宋亦然")
    screen = screen_of(owner.address, owner.cookie)
    screen.open("#/", "home")
    screen.page.route("**/api/v1/state", lambda route: route.abort())
    screen.open("#/", "offline")
    screen.page.unroute("**/api/v1/state")
    owner.ask("DELETE", "/api/v1/session")
    screen.page.evaluate("() => { location.hash = '#/devices'; }")
    screen.ready("signin")
    owner.sign_in()
    owner.add_member("宋安之", "mother")
    second_step_with(screen, owner.recovery_codes.pop())
    screen.ready("devices")
    screen.press("app.nav.home", within="#nav")
    screen.ready("home")
    screen.sees("宋安之")


def test_too_many_wrong_codes_lead_back_to_the_passphrase(visitor):
    first_step(visitor, PASSPHRASE)
    visitor.press("second_step.use.recovery")
    for left in (4, 3, 2, 1):
        visitor.field("app.signin.recovery").fill("0000-0000-0000")
        visitor.press("app.signin.enter")
        expect(visitor.page.locator(TROUBLE)).to_contain_text(visitor.say("second_step.tries_left", n=left))
    visitor.press("app.signin.enter")
    expect(visitor.page.locator(TROUBLE)).to_contain_text(visitor.say("second_step.no_tries_left"))
    expect(visitor.field("app.signin.name")).to_have_value(NAME)
    expect(visitor.field("app.signin.passphrase")).to_be_focused()
    expect(visitor.field("app.signin.passphrase")).to_have_value("")


def test_who_tried_too_often_is_told_how_long_to_wait(screen_of, owner):
    for number in range(20):
        with pytest.raises(OSError, match="401"):
            owner.ask("POST", "/api/v1/session", {"name": f"nobody {number}", "passphrase": "not the right one"})
    screen = screen_of(owner.address)
    screen.open("", "signin")
    said = screen.page.locator(TROUBLE)
    for _ in range(8):
        first_step(screen, "not the right one")
        expect(said).to_be_visible()
        if "还要等" in screen.page.locator("form").inner_text():
            break
    expect(said).to_have_text(re.compile(r"试的次数太多了.*请等 \d+ 秒后再试"))
    onward = screen.page.get_by_role("button", name=screen.say("app.signin.next"), exact=True)
    expect(onward).to_be_disabled()
    expect(onward).to_be_enabled(timeout=120_000)
    first_step(screen, PASSPHRASE)
    expect(screen.field("app.signin.code")).to_be_visible()


def test_a_recovery_code_opens_and_works_once(visitor, household):
    code = household.recovery_codes.pop()
    second_step_with(visitor, code.lower())
    visitor.ready("account")
    visitor.press("app.account.sign_out")
    visitor.ready("signin")
    second_step_with(visitor, code)
    expect(visitor.page.locator(TROUBLE)).to_be_visible()


def second_step_with(screen, code):
    first_step(screen, PASSPHRASE)
    screen.press("second_step.use.recovery")
    screen.field("app.signin.recovery").fill(code)
    screen.press("app.signin.enter")


def test_the_code_field_suits_a_phone(visitor):
    first_step(visitor, PASSPHRASE)
    field = visitor.field("app.signin.code")
    expect(field).to_have_attribute("autocomplete", "one-time-code")
    expect(field).to_have_attribute("inputmode", "numeric")


def test_a_used_link_is_refused_in_words(visitor, household):
    visitor.open(f"#/setup/{household.server.setup_token}", "setup")
    visitor.field("app.setup.name").fill(NAME)
    visitor.field("app.setup.passphrase").fill(PASSPHRASE)
    visitor.press("app.setup.next")
    expect(visitor.page.locator(TROUBLE)).to_have_text(visitor.say("error.setup_link_not_valid"))
