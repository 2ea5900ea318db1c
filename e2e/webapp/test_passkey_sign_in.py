"""Signing in by a passkey, alone and as the second step, with the virtual device of Chromium."""

import pytest
from playwright.sync_api import expect

from e2e.virtual_device import VirtualDevice
from tests.owner import NAME, PASSPHRASE, Owner
from tests.served import Served

TROUBLE = ".field-trouble:not(:empty)"
NO_PASSKEYS = "delete window.PublicKeyCredential"
ADD = """async () => {
  const post = async (path, body) => {
    const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(`/api/v1/security/passkeys${path}`, options);
    return answer.status === 204 ? null : answer.json();
  };
  const { ticket, public_key } = await post("/begin", {});
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(public_key);
  const credential = await navigator.credentials.create({ publicKey });
  await post("", { ticket, name: "手机", credential: credential.toJSON() });
}"""


@pytest.fixture
def owner(data_folder):
    served = Served(data_folder)
    yield Owner(served)
    served.end()


@pytest.fixture
def with_passkey(screen_of, owner):
    """A window at sign-in, and the device beside it that has a passkey of the owner."""
    screen = screen_of(named(owner.address), owner.cookie)
    screen.open("#/account", "account")
    device = VirtualDevice(screen.page)
    screen.page.evaluate(ADD)
    screen.press("app.account.sign_out")
    screen.ready("signin")
    return screen, device


def named(address):
    """An address by a name: browsers give no passkeys at a number."""
    return address.replace("127.0.0.1", "localhost")


def alone(screen):
    screen.press("signin.passkey_alone")


def first_step(screen):
    screen.field("app.signin.name").fill(NAME)
    screen.field("app.signin.passphrase").fill(PASSPHRASE)
    screen.press("app.signin.next")


def test_alone_without_name_and_passphrase(with_passkey):
    screen, _ = with_passkey
    alone(screen)
    screen.ready("home")
    expect(screen.notice()).to_be_empty()


def test_alone_a_device_that_does_not_know_its_holder_is_not_enough(with_passkey):
    screen, device = with_passkey
    device.agree(verified=False)
    alone(screen)
    expect(screen.page.locator(TROUBLE)).to_have_text(screen.say("passkey.cancelled"))
    device.agree(verified=True)
    alone(screen)
    screen.ready("home")


def test_a_passkey_that_was_removed_is_refused_in_words(with_passkey, owner):
    screen, _ = with_passkey
    owner.sign_in()
    [passkey] = owner.ask("GET", "/api/v1/security")["passkeys"]
    owner.ask("DELETE", f"/api/v1/security/passkeys/{passkey['id']}")
    alone(screen)
    expect(screen.page.locator(TROUBLE)).to_have_text(screen.say("error.passkey_refused"))
    expect(screen.field("app.signin.name")).to_be_visible()


def test_as_the_second_step_or_another_where_the_device_is_lost(with_passkey, owner):
    screen, device = with_passkey
    first_step(screen)
    screen.page.locator("[data-method=passkey]").click()
    use = screen.page.get_by_role("button", name=screen.say("second_step.passkey"), exact=True)
    expect(use).to_be_focused()
    [passkey] = device.passkeys()
    device.lose()
    use.click()
    expect(screen.page.locator(TROUBLE)).to_have_text(screen.say("passkey.cancelled"))
    device.take(passkey)
    use.click()
    screen.ready("home")

    screen.press("app.nav.account", within="#nav")
    screen.press("app.account.sign_out")
    screen.ready("signin")
    first_step(screen)
    expect(use).to_be_focused()
    screen.press("second_step.use.recovery")
    screen.field("app.signin.recovery").fill(owner.recovery_codes.pop())
    screen.press("app.signin.enter")
    screen.ready("home")


def test_what_may_have_been_copied_is_refused_in_words(with_passkey):
    screen, device = with_passkey
    [copy] = device.passkeys()
    alone(screen)
    screen.ready("home")
    screen.press("app.nav.account", within="#nav")
    screen.press("app.account.sign_out")
    screen.ready("signin")
    device.lose()
    device.take(copy)
    alone(screen)
    expect(screen.page.locator(TROUBLE)).to_have_text(screen.say("error.passkey_copied"))


def test_where_none_can_be_given_none_is_offered(screen_of, household):
    at_a_number = screen_of(household.address)
    at_a_number.open("", "signin")
    expect(at_a_number.field("app.signin.name")).to_be_visible()
    expect(at_a_number.page.get_by_text(at_a_number.say("signin.passkey_alone"))).to_have_count(0)
    old_browser = screen_of(named(household.address))
    old_browser.page.add_init_script(NO_PASSKEYS)
    old_browser.open("", "signin")
    expect(old_browser.page.get_by_text(old_browser.say("signin.passkey_alone"))).to_have_count(0)


def test_an_address_where_it_does_not_count_offers_the_other_ways(screen_of, with_passkey, owner):
    screen, _ = with_passkey
    elsewhere = screen_of(owner.address)
    for window, offered in ((screen, 1), (elsewhere, 0)):
        window.open("", "signin")
        first_step(window)
        expect(window.field("app.signin.code")).to_be_visible()
        expect(window.page.locator("[data-method=passkey]")).to_have_count(offered)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_its_words_fit_a_narrow_phone(screen_of, household, language):
    screen = screen_of(named(household.address), language=language, viewport={"width": 360, "height": 740})
    VirtualDevice(screen.page)
    screen.open("", "signin")
    alone(screen)
    expect(screen.page.locator(TROUBLE)).to_be_visible()
    assert screen.page.evaluate("() => document.documentElement.scrollWidth") <= 360
