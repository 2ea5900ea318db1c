"""On a computer that others use too: what is typed is masked, and signing out is near and leaves nothing to see."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import page_of, row
from e2e.webapp.views import ready_name, views
from tests.owner import NAME, PASSPHRASE

SEEN = "() => document.documentElement.textContent + document.documentElement.outerHTML"


@pytest.fixture(scope="module")
def member(household):
    member = household.add_member("钱小宁", "son")
    household.save(member, page_of([row("202301")], pairs=[["姓名", "钱小宁"]]))
    return member


def address_of(view, household, member):
    known = {
        "": "#/",
        "fact": f"#/fact/{member}/{household.ask('GET', f'/api/v1/members/{member}/facts')['facts'][0]['id']}",
        "capture": f"#/capture/{household.ask('GET', f'/api/v1/members/{member}/captures')['captures'][0]['id']}",
    }
    return known.get(view, f"#/{view}/{member}")


def test_a_passphrase_is_masked_and_may_be_pasted(screen_of, household):
    screen = screen_of(household.address, permissions=["clipboard-read", "clipboard-write"])
    screen.open("#/", "signin")
    field = screen.field("app.signin.passphrase")
    expect(field).to_have_attribute("type", "password")
    expect(field).to_have_attribute("autocomplete", "current-password")
    expect(screen.field("app.signin.name")).to_have_attribute("autocomplete", "username")
    screen.page.evaluate("(text) => navigator.clipboard.writeText(text)", PASSPHRASE)
    field.focus()
    screen.page.keyboard.press("Control+V")
    expect(field).to_have_value(PASSPHRASE)


def test_no_browser_is_to_send_what_is_shown_to_a_translator(screen, member):
    screen.open(f"#/records/{member}", "records")
    assert not screen.page.evaluate("document.querySelector('main').translate")
    expect(screen.page.locator("meta[name=google]")).to_have_attribute("content", "notranslate")


@pytest.mark.parametrize("view", [view for view in views() if view != "setup"])
def test_signing_out_is_two_clicks_from_every_view(screen, household, member, view):
    screen.open(address_of(view, household, member), ready_name(view))
    screen.press("app.nav.account", "#nav")
    screen.ready("account")
    expect(screen.page.get_by_role("button", name=screen.say("app.account.sign_out"), exact=True)).to_be_in_viewport()


def test_signing_out_leaves_nothing_to_see(screen_of, household, member):
    kept = household.cookie
    own = household.sign_in()
    household.cookie = kept
    screen = screen_of(household.address, own)
    for view in ("records", "capture", "log"):
        screen.open(address_of(view, household, member), ready_name(view))
    screen.press("app.nav.account", "#nav")
    screen.ready("account")
    screen.press("app.account.sign_out")
    screen.ready("signin")
    for back in range(4):
        seen = screen.page.evaluate(SEEN)
        assert [text for text in ("钱小宁", "11380", "11,380", NAME) if text in seen] == [], f"{back} steps back"
        screen.page.go_back()
        if screen.page.url != "about:blank":
            screen.ready("signin")
    stored = screen.page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "钱小宁" not in stored
    assert "signed_in" not in stored
