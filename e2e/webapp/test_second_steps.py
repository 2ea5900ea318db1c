"""The second step by codes: from an authenticator, by SMS through a gateway that really takes the message, recovery."""

import re

import pytest
from playwright.sync_api import expect

from tests.gateways.phone import E164, MASKED, NUMBER, another
from tests.owner import NAME, PASSPHRASE, Owner
from tests.served import Served

STEP_S = 30
TROUBLE = ".field-trouble:not(:empty)"


def first_step(screen, name=NAME, passphrase=PASSPHRASE):
    screen.field("app.signin.name").fill(name)
    screen.field("app.signin.passphrase").fill(passphrase)
    screen.press("app.signin.next")


@pytest.fixture
def at_second_step(screen_of, household):
    """``at_second_step()`` is a window of somebody whose passphrase was right."""

    def open_it(**options):
        screen = screen_of(household.address, **options)
        screen.open("#/account", "signin")
        first_step(screen)
        expect(screen.field("app.signin.code")).to_be_focused()
        return screen

    return open_it


def browser_time(screen):
    return int(screen.page.evaluate("() => Date.now() / 1000"))


# An authenticator


def test_by_the_keyboard_alone_with_an_authenticator(screen_of, household):
    screen = screen_of(household.address)
    screen.open("#/account", "signin")
    page, keys = screen.page, screen.page.keyboard
    expect(screen.field("app.signin.name")).to_be_focused()
    keys.type(NAME)
    keys.press("Tab")
    keys.type(PASSPHRASE)
    keys.press("Enter")
    expect(screen.field("app.signin.code")).to_be_focused()
    keys.type(household.totp.at(browser_time(screen) + STEP_S))
    keys.press("Enter")
    screen.ready("account")
    expect(page.locator("main h1")).to_have_text(screen.say("app.account.title"))
    expect(screen.notice()).to_be_empty()


def test_a_code_of_five_minutes_ago_is_refused_with_the_servers_time_beside(at_second_step, household):
    screen = at_second_step()
    code = screen.field("app.signin.code")
    code.fill(household.totp.at(browser_time(screen) - 300))
    screen.press("app.signin.enter")
    trouble = screen.page.locator(TROUBLE)
    expect(trouble).to_contain_text(
        re.compile(r"慢了约 5 分钟.*服务器的时间是 \d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d:\d\d")
    )
    expect(trouble).to_contain_text(screen.say("second_step.tries_left", n=4))
    expect(code).to_be_focused()
    expect(code).to_have_attribute("aria-invalid", "true")
    expect(code).to_have_accessible_description(re.compile("慢了约 5 分钟"))
    screen.sees(screen.say("second_step.this_clock", time="")[:10])


def test_what_is_no_code_costs_no_try(at_second_step):
    screen = at_second_step()
    sent = []
    screen.page.on("request", lambda request: sent.append(request.url))
    for typed in ("12345", "1234567", "abc"):
        screen.field("app.signin.code").fill(typed)
        screen.press("app.signin.enter")
        expect(screen.page.locator(TROUBLE)).to_have_text(screen.say("app.form.code_digits"))
    assert sent == []


def test_a_whole_message_can_be_pasted_and_wide_digits_typed(at_second_step):
    screen = at_second_step()
    screen.context.grant_permissions(["clipboard-read", "clipboard-write"])
    message = screen.say("sms.message", code="314159", minutes=5)
    screen.page.evaluate("(text) => navigator.clipboard.writeText(text)", message)
    code = screen.field("app.signin.code")
    code.press("Control+V")
    expect(code).to_have_value("314159")
    code.fill("２７１ ８２８")
    with screen.page.expect_request("**/api/v1/session/second") as asked:
        screen.press("app.signin.enter")
    assert asked.value.post_data_json["code"] == "271828"


# Recovery codes


def by_recovery(screen, code):
    screen.press("second_step.use.recovery")
    expect(screen.field("app.signin.recovery")).to_be_focused()
    screen.field("app.signin.recovery").fill(code)
    screen.press("app.signin.enter")


@pytest.fixture
def owner(data_folder):
    served = Served(data_folder)
    yield Owner(served)
    served.end()


def test_after_a_recovery_code_the_way_to_new_ones_is_shown_and_few_are_warned_of(screen_of, owner):
    while len(owner.recovery_codes) > 2:
        owner.sign_in()
    for left in (1, 0):
        screen = screen_of(owner.address)
        screen.open("#/account", "signin")
        first_step(screen)
        by_recovery(screen, owner.recovery_codes.pop())
        screen.ready("account")
        told = "signin.recovery_used" if left else "signin.recovery_last"
        expect(screen.notice()).to_contain_text(screen.say(told, n=left))
        link = screen.notice().get_by_role("link", name=screen.say("signin.to_security"))
        expect(link).to_have_attribute("href", "#/security")
    screen.press("app.account.sign_out")
    first_step(screen)
    screen.field("app.signin.code").fill(owner.totp.at(browser_time(screen) + STEP_S))
    screen.press("app.signin.enter")
    screen.ready("home")
    expect(screen.notice()).to_contain_text(screen.say("signin.recovery_none"))


# Leaving and coming back


def test_another_language_keeps_the_step(at_second_step):
    screen = at_second_step()
    screen.page.locator("#language").click()
    screen.speak("en")
    expect(screen.page.locator("main h1")).to_have_text(screen.say("app.signin.second_title"))
    expect(screen.page.get_by_role("button", name=screen.say("second_step.use.recovery"))).to_be_visible()
    screen.press("app.signin.back")
    expect(screen.field("app.signin.name")).to_have_value(NAME)
    expect(screen.field("app.signin.passphrase")).to_have_value("")


def test_a_network_that_is_away_is_said_and_the_step_is_still_there(at_second_step):
    screen = at_second_step()
    screen.field("app.signin.code").fill("000000")
    screen.context.set_offline(True)
    screen.press("app.signin.enter")
    expect(screen.notice()).to_contain_text(screen.say("app.offline.action"))
    screen.context.set_offline(False)
    screen.press("app.signin.enter")
    expect(screen.page.locator(TROUBLE)).to_be_visible()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_code_form_fits_a_narrow_phone(screen_of, household, language):
    screen = screen_of(household.address, language=language, viewport={"width": 360, "height": 740})
    screen.open("#/", "signin")
    first_step(screen)
    for method in ("recovery", "totp"):
        screen.page.locator(f"[data-method={method}]").click()
        screen.press("app.signin.enter")
        expect(screen.page.locator(TROUBLE)).to_be_visible()
        assert screen.page.evaluate("() => document.documentElement.scrollWidth") <= 360, method


# By SMS, in a household whose owner chose a phone at set-up


class PhoneOwner(Owner):
    """An owner without an authenticator."""

    def __init__(self, server, phone):
        self.server, self.cookie = server, ""
        link = {"token": server.setup_token}
        self.ask("POST", "/api/v1/setup/begin", link | {"household": "宋家", "name": NAME, "passphrase": PASSPHRASE})
        self.ask("POST", "/api/v1/setup/sms", link | {"phone": NUMBER, "knows_risks": True})
        confirmed = self.ask("POST", "/api/v1/setup/confirm", link | {"code": phone.code, "method": "sms"})
        self.recovery_codes = confirmed["recovery_codes"]


@pytest.fixture
def phone_owner(data_folder, phone):
    served = Served(data_folder, env={"SHEBAOBU_SMS_CONFIG": str(phone.config)})
    yield PhoneOwner(served, phone)
    served.end()


@pytest.fixture
def at_sms(screen_of, phone_owner):
    """A window where a message can be sent; its clock can be put forward, the server's goes on."""
    screen = screen_of(phone_owner.address)
    screen.page.clock.install()
    screen.open("#/account", "signin")
    first_step(screen)
    screen.sees(screen.say("second_step.sms_text"))
    return screen


def test_by_a_message_that_is_sent_on_request(at_sms, phone):
    screen, sent_before = at_sms, len(phone.messages)
    expect(screen.page.get_by_role("button", name=screen.say("second_step.sms_send"))).to_be_focused()
    assert len(phone.messages) == sent_before
    screen.press("second_step.sms_send")
    code = screen.field("second_step.sms_code")
    expect(code).to_be_focused()
    assert phone.messages[sent_before:] == [(E164, phone.messages[-1][1])]
    expect(code).to_have_accessible_description(
        re.compile(re.escape(screen.say("second_step.sms_sent", phone=MASKED, minutes=5, tries=3)))
    )
    again = screen.page.get_by_role("button", name=screen.say("second_step.sms_again"))
    expect(again).to_be_disabled()

    screen.press("second_step.use.recovery")
    screen.press("second_step.use.sms")
    assert len(phone.messages) == sent_before + 1, "the message is still good"
    code.fill(another(phone.code))
    screen.press("app.signin.enter")
    expect(screen.page.locator(TROUBLE)).to_contain_text(screen.say("second_step.tries_left", n=2))
    code.fill(phone.code)
    screen.press("app.signin.enter")
    screen.ready("account")


def test_three_wrong_answers_end_a_message(at_sms, phone_owner, phone):
    screen = at_sms
    screen.press("second_step.sms_send")
    for left in (2, 1):
        screen.field("second_step.sms_code").fill(another(phone.code))
        screen.press("app.signin.enter")
        expect(screen.page.locator(TROUBLE)).to_contain_text(screen.say("second_step.tries_left", n=left))
    screen.field("second_step.sms_code").fill(another(phone.code))
    screen.press("app.signin.enter")
    expect(screen.page.locator(TROUBLE)).to_have_text(screen.say("second_step.sms_used_up", tries=3))
    expect(screen.field("second_step.sms_code")).to_have_count(0)
    send = screen.page.get_by_role("button", name=screen.say("second_step.sms_send"))
    expect(send).to_be_disabled()
    by_recovery(screen, phone_owner.recovery_codes.pop())
    screen.ready("account")


def test_how_long_to_wait_is_said_and_the_server_has_the_last_word(at_sms, phone):
    screen, page = at_sms, at_sms.page
    screen.press("second_step.sms_send")
    expect(page.locator(".second-step")).to_contain_text(re.compile(r"还有 [45] 分钟.*有效"))
    page.clock.fast_forward(61_000)
    screen.press("second_step.sms_again")
    expect(page.locator(TROUBLE)).to_contain_text(screen.say("durations.sms_too_soon", time="")[:12])
    expect(page.get_by_role("button", name=screen.say("second_step.sms_again"))).to_be_disabled()
    page.clock.fast_forward(300_000)
    expect(page.locator(TROUBLE)).to_have_text(screen.say("second_step.sms_too_old"))
    assert len(phone.messages) == 2, "one in the set-up and one here"


def test_a_gateway_that_fails_is_said_beside_the_button(at_sms, phone):
    phone.broken = True
    at_sms.press("second_step.sms_send")
    expect(at_sms.page.locator(TROUBLE)).to_have_text(at_sms.say("error.sms_not_sent"))
    expect(at_sms.field("second_step.sms_code")).to_have_count(0)
