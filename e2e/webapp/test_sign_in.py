"""Signing in: what is wrong is said beside the field, a recovery code opens too, a used link does not."""

import pytest
from playwright.sync_api import expect

from tests.owner import NAME, PASSPHRASE

TROUBLE = ".field-trouble:not(:empty)"


@pytest.fixture
def visitor(screen_of, household):
    screen = screen_of(household.address)
    screen.open("#/account", "signin")
    return screen


def first_step(screen, passphrase):
    screen.field("app.signin.name").fill(NAME)
    screen.field("app.signin.passphrase").fill(passphrase)
    screen.press("app.signin.next")


def test_a_wrong_passphrase_is_said_beside_it(visitor):
    first_step(visitor, "not the right one")
    expect(visitor.page.locator(TROUBLE)).to_have_text(visitor.say("error.sign_in_refused"))
    expect(visitor.field("app.signin.passphrase")).to_be_focused()


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
    screen.press("app.signin.use_recovery")
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
