"""Sign-in and security on the screen: a second step anew, each way to sign in changed, other browsers ended."""

import pytest
from playwright.sync_api import expect

from e2e.virtual_device import VirtualDevice
from e2e.webapp.own_server import OwnServer
from tests.gateways.phone import Phone
from tests.owner import NAME, PASSPHRASE

NEW_PASSPHRASE = "雨后春笋 after the rain"
TROUBLE = ".field-trouble:not(:empty)"


@pytest.fixture
def phone(tmp_path):
    made = Phone(tmp_path)
    yield made
    made.close()


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
    screen.field("app.signin.recovery").fill("AAAA-AAAA-AAAA-AAAA")
    screen.press("second_step.confirm")
    expect(dialog(screen).locator(TROUBLE)).to_have_text(screen.say("error.recovery_code_refused"))
    screen.page.keyboard.press("Escape")
    expect(screen.page.locator("dialog")).to_have_count(0)
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
