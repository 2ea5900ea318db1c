"""Sign-in and security on the screen: a second step anew, each way to sign in changed, other browsers ended."""

from datetime import UTC, datetime

import pyotp
import pytest
from playwright.sync_api import expect

from e2e.virtual_device import VirtualDevice
from e2e.webapp.own_server import OwnServer
from tests.gateways.phone import MASKED, NUMBER, another
from tests.owner import NAME, PASSPHRASE

NEW_PASSPHRASE = "雨后春笋 after the rain"
TROUBLE = ".field-trouble:not(:empty)"


@pytest.fixture
def home(tmp_path, phone):
    made = OwnServer(tmp_path / "data", phone.config)
    yield made
    made.server.end()


@pytest.fixture
def security(screen_of, home):
    """The owner's page of security; the second step was taken just now."""
    screen = screen_of(home.address, home.cookie)
    screen.open("#/security", "security")
    return screen


@pytest.fixture
def later(screen_of, home):
    """The same, long after the second step."""
    home.let_time_pass()
    screen = screen_of(home.address, home.cookie)
    screen.open("#/security", "security")
    return screen


def dialog(screen):
    return screen.page.locator("dialog[open]").last


def prove_by_recovery_code(screen, home):
    """Answer the dialog that asks for a second step."""
    expect(dialog(screen)).to_contain_text(screen.say("second_step.why"))
    screen.press("second_step.use.recovery")
    screen.field("app.signin.recovery").fill(home.recovery_codes.pop())
    screen.press("second_step.confirm")


def sign_in(screen, passphrase, code):
    screen.field("app.signin.name").fill(NAME)
    screen.field("app.signin.passphrase").fill(passphrase)
    screen.press("app.signin.next")
    screen.press("second_step.use.recovery")
    screen.field("app.signin.recovery").fill(code)
    screen.press("app.signin.enter")


def way(screen, name):
    return screen.page.locator(f"#security-{name}")


def test_a_passkey_is_added_after_a_second_step_named_anew_used_and_removed(later, home):
    screen = later
    device = VirtualDevice(screen.page)
    screen.field("security.passkeys.name").fill("我的手机")
    screen.press("security.passkeys.add")
    prove_by_recovery_code(screen, home)
    expect(screen.notice()).to_contain_text(screen.say("security.passkeys.added", name="我的手机"))
    assert len(device.passkeys()) == 1
    listed = way(screen, "passkey").locator("li")
    expect(listed).to_contain_text(["我的手机"])
    expect(listed).to_contain_text(screen.say("security.passkeys.never"))

    screen.press("security.passkeys.rename_label", name="我的手机")
    screen.field("security.passkeys.new_name").fill("爸爸的手机")
    screen.press("app.save")
    expect(screen.notice()).to_contain_text(screen.say("security.passkeys.renamed", name="爸爸的手机"))

    home.let_time_pass()
    screen.open("#/security", "security")
    screen.press("security.passkeys.remove_label", name="爸爸的手机")
    screen.press("security.remove", within="dialog[open]")
    screen.press("second_step.use.passkey")
    screen.press("second_step.passkey")
    expect(screen.notice()).to_contain_text(screen.say("security.passkeys.removed", name="爸爸的手机"))
    screen.sees(screen.say("security.passkeys.none"))
    expect(screen.page.locator("dialog")).to_have_count(0)


def test_a_step_that_is_not_taken_leaves_everything_as_it_was(later, home):
    screen = later
    screen.press("security.passphrase.change")
    screen.field("security.passphrase.present").fill(PASSPHRASE)
    screen.field("security.passphrase.new").fill(NEW_PASSPHRASE)
    screen.press("security.passphrase.change")
    expect(dialog(screen)).to_contain_text(screen.say("second_step.why"))
    screen.press("second_step.use.recovery")
    screen.field("app.signin.recovery").fill("AAAA-AAAA-AAAA")
    screen.press("second_step.confirm")
    expect(dialog(screen).locator(TROUBLE)).to_contain_text(screen.say("error.recovery_code_refused"))
    screen.page.keyboard.press("Escape")
    expect(screen.page.locator("dialog")).to_have_count(0)
    expect(screen.page.locator("main [data-busy]")).to_have_count(0)
    expect(screen.page.locator(TROUBLE)).to_have_count(0)
    expect(screen.field("security.passphrase.new")).to_have_value(NEW_PASSPHRASE)

    screen.press("security.passphrase.change")
    prove_by_recovery_code(screen, home)
    expect(screen.notice()).to_contain_text(screen.say("security.passphrase.done"))


def test_a_changed_passphrase_ends_another_browser_which_says_so(security, screen_of, home):
    mine = security
    other = screen_of(home.address, home.sign_in())
    other.open("#/devices", "devices")
    mine.press("security.passphrase.change")
    mine.field("security.passphrase.present").fill(PASSPHRASE + "!")
    mine.field("security.passphrase.new").fill(NEW_PASSPHRASE)
    mine.press("security.passphrase.change")
    expect(mine.page.locator(TROUBLE)).to_have_text(mine.say("error.present_passphrase_wrong"))
    mine.field("security.passphrase.present").fill(PASSPHRASE)
    mine.field("security.passphrase.new").fill("1234567890")
    mine.press("security.passphrase.change")
    expect(mine.page.locator(TROUBLE)).to_have_text(mine.say("error.passphrase_common"))
    expect(mine.field("security.passphrase.new")).to_be_focused()
    mine.field("security.passphrase.new").fill(NEW_PASSPHRASE)
    mine.page.get_by_role("button", name=mine.say("app.form.show"), exact=True).last.click()
    expect(mine.field("security.passphrase.new")).to_have_attribute("type", "text")
    mine.press("security.passphrase.change")
    expect(mine.notice()).to_contain_text(mine.say("security.others_out"))
    expect(way(mine, "sessions").locator("li")).to_have_count(1)

    other.press("app.pair.new")
    other.ready("signin")
    expect(other.notice()).to_contain_text(other.say("app.signin.ended"))
    sign_in(other, NEW_PASSPHRASE, home.recovery_codes.pop())
    other.ready("devices")


def test_a_session_that_ends_while_a_step_is_asked_for_leaves_no_dialog(later, home):
    screen = later
    screen.press("security.recovery.renew")
    screen.press("security.recovery.renew", within="dialog[open]")
    expect(dialog(screen)).to_contain_text(screen.say("second_step.why"))
    home.sign_in()
    home.ask("DELETE", "/api/v1/sessions")
    screen.press("second_step.use.recovery")
    screen.field("app.signin.recovery").fill(home.recovery_codes[-1])
    screen.press("second_step.confirm")
    screen.ready("signin")
    expect(screen.page.locator("dialog")).to_have_count(0)
    expect(screen.notice()).to_contain_text(screen.say("app.signin.ended"))


def test_another_browser_is_ended_from_the_list(security, screen_of, home):
    mine = security
    other = screen_of(home.address, home.sign_in())
    home.sign_in()
    mine.open("#/security", "security")
    listed = way(mine, "sessions").locator("li")
    expect(listed).to_have_count(3)
    expect(mine.page.locator(".badge")).to_have_count(1)
    expect(listed.first).to_contain_text(mine.say("security.sessions.place.this_computer"))
    other.open("#/devices", "devices")
    mine.press("security.sessions.end_others")
    mine.press("security.sessions.end_others", within="dialog[open]")
    expect(mine.notice()).to_contain_text(mine.say("security.sessions.ended_others"))
    expect(listed).to_have_count(1)
    other.press("app.pair.new")
    expect(other.notice()).to_contain_text(other.say("app.signin.ended"))

    home.sign_in()
    mine.open("#/security", "security")
    listed.get_by_role("button").click()
    mine.press("security.sessions.end", within="dialog[open]")
    expect(mine.notice()).to_contain_text(mine.say("security.sessions.ended"))
    expect(listed).to_have_count(1)


def test_a_phone_is_added_after_the_warning_used_for_a_step_and_removed(security, home, phone):
    screen = security
    expect(way(screen, "totp")).to_contain_text(screen.say("security.last"))
    screen.press("security.sms.add")
    screen.field("security.sms.number").fill(NUMBER)
    screen.press("security.sms.send")
    expect(screen.page.locator(TROUBLE)).to_have_text(screen.say("error.sms_risk_not_taken"))
    assert phone.messages == []
    screen.field("security.sms.know").check()
    screen.field("security.sms.number").fill("110")
    screen.press("security.sms.send")
    expect(screen.page.locator(TROUBLE)).to_have_text(screen.say("error.phone_refused"))
    screen.field("security.sms.number").fill(NUMBER)
    screen.press("security.sms.send")
    screen.sees(screen.say("security.sms.sent", phone=MASKED, minutes=5))
    screen.field("security.sms.code").fill(another(phone.code))
    screen.press("security.sms.confirm")
    expect(screen.page.locator(TROUBLE)).to_have_text(screen.say("error.sms_code_wrong"))
    screen.field("security.sms.code").fill(phone.code)
    screen.press("security.sms.confirm")
    expect(screen.notice()).to_contain_text(screen.say("security.sms.done", phone=MASKED))
    expect(way(screen, "sms")).to_contain_text(screen.say("security.sms.to", phone=MASKED))
    expect(way(screen, "totp")).not_to_contain_text(screen.say("security.last"))

    home.let_time_pass()
    screen.open("#/security", "security")
    way(screen, "sms").get_by_role("button", name=screen.say("security.remove"), exact=True).click()
    screen.press("security.remove", within="dialog[open]")
    messages = len(phone.messages)
    screen.press("second_step.use.sms")
    assert len(phone.messages) == messages, "a message is sent on request only"
    screen.press("second_step.sms_send")
    expect(screen.field("second_step.sms_code")).to_be_focused()
    screen.field("second_step.sms_code").fill(phone.code)
    screen.press("second_step.confirm")
    expect(screen.notice()).to_contain_text(screen.say("security.sms.removed"))
    expect(way(screen, "sms")).to_contain_text(screen.say("security.sms.none"))


def test_new_recovery_codes_take_the_place_of_the_former_ones(later, screen_of, home):
    screen = later
    former = list(home.recovery_codes)
    screen.press("security.recovery.renew")
    screen.press("security.recovery.renew", within="dialog[open]")
    prove_by_recovery_code(screen, home)
    codes = screen.page.locator("#recovery-codes code")
    expect(codes).to_have_count(10)
    new = codes.all_inner_texts()
    assert not set(new) & set(former)
    screen.page.locator("#language").click()
    screen.speak("en")
    expect(screen.page.locator("main h1")).to_have_text(screen.say("security.recovery.new_title"))
    assert codes.all_inner_texts() == new
    expect(screen.page.get_by_role("button", name=screen.say("security.recovery.done"))).to_be_disabled()
    screen.page.locator("#codes-kept").check()
    screen.press("security.recovery.done")
    expect(screen.notice()).to_contain_text(screen.say("security.recovery.kept"))
    expect(way(screen, "recovery")).to_contain_text(screen.say("security.recovery.left", n=10))
    screen.open("#/security", "security")
    expect(codes).to_have_count(0)

    other = screen_of(home.address)
    other.open("#/devices", "signin")
    sign_in(other, PASSPHRASE, former[0])
    expect(other.page.locator(TROUBLE)).to_contain_text(other.say("error.recovery_code_refused"))
    other.field("app.signin.recovery").fill(new[0])
    other.press("app.signin.enter")
    other.ready("devices")


def test_the_authenticator_is_replaced(security, home):
    screen, page = security, security.page
    screen.sees(screen.say("security.advice.opened_by_recovery"))
    screen.press("security.totp.replace")
    expect(page.get_by_role("img", name=screen.say("app.setup.qr_label"))).to_be_visible()
    screen.press("app.cancel")
    screen.press("security.totp.replace")
    page.get_by_text(screen.say("app.setup.by_hand")).click()
    new = pyotp.TOTP(page.locator("code.secret").inner_text().replace(" ", ""))
    screen.field("app.setup.code").fill(another(new.now()))
    screen.press("app.setup.confirm")
    expect(page.locator(TROUBLE)).to_contain_text(screen.say("error.new_authenticator_refused", server_time="|")[:9])
    screen.field("app.setup.code").fill(new.now())
    screen.press("app.setup.confirm")
    expect(screen.notice()).to_contain_text(screen.say("security.totp.done"))
    expect(page.get_by_text(screen.say("security.advice.opened_by_recovery"))).to_have_count(0)

    home.let_time_pass()
    screen.open("#/security", "security")
    screen.press("security.recovery.renew")
    screen.press("security.recovery.renew", within="dialog[open]")
    screen.field("app.signin.code").fill(home.totp.now())
    screen.press("second_step.confirm")
    expect(dialog(screen).locator(TROUBLE)).to_be_visible()
    screen.field("app.signin.code").fill(new.at(datetime.now(UTC), counter_offset=1))
    screen.press("second_step.confirm")
    expect(screen.page.locator("#recovery-codes code")).to_have_count(10)


def test_what_is_missing_is_said_with_what_to_do(security, home):
    screen = security
    while len(home.recovery_codes) > 2:
        home.sign_in()
    screen.open("#/security", "security")
    screen.sees(screen.say("security.advice.few_codes", n=2))
    screen.sees(screen.say("security.advice.one_way"))
    home.sign_in()
    home.sign_in()
    screen.open("#/security", "security")
    screen.sees(screen.say("security.advice.no_codes"))
    expect(way(screen, "recovery")).to_contain_text(screen.say("security.recovery.none_left"))


def test_what_this_server_or_address_does_not_give_is_said_so(screen_of, household):
    screen = screen_of(household.address, household.cookie)
    screen.open("#/security", "security")
    expect(way(screen, "sms")).to_contain_text(screen.say("security.sms.no_gateway"))
    expect(way(screen, "passkey")).to_contain_text(screen.say("security.passkeys.hindered.plain_address"))
    expect(way(screen, "sms").get_by_role("button")).to_have_count(0)
    expect(way(screen, "passkey").get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_form_and_dialog_fits_a_phone(screen_of, home, language):
    home.let_time_pass()
    screen = screen_of(home.address, home.cookie, language=language, viewport={"width": 390, "height": 844})
    screen.open("#/security", "security")
    for key in ("security.passphrase.change", "security.sms.add"):
        screen.press(key)
    for number in range(2):
        screen.press("security.totp.replace")
        if not number:
            expect(dialog(screen)).to_contain_text(screen.say("second_step.why"))
            assert inside(dialog(screen))
            screen.page.keyboard.press("Escape")
    prove_by_recovery_code(screen, home)
    expect(screen.page.locator(".qr")).to_be_visible()
    assert screen.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert inside(screen.page.locator(".qr"))


def inside(node):
    """Whether all of an element is between the sides of a phone's screen."""
    box = node.bounding_box()
    return box["x"] >= 0 and box["x"] + box["width"] <= 390
