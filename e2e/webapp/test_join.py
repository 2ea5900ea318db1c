"""Joining by an invitation: what it offers, one's own records and what the keeper may go on doing, dead links."""

import msgspec
import pyotp
import pytest
from playwright.sync_api import expect

from shebaobu.storage.folder import DataFolder
from tests.owner import NAME, PASSPHRASE, Owner
from tests.served import Served

MOTHER = "钱小宁"
MINUTE_OF_CODES_S = 30


def invitation(host, **fields):
    """Path of a new invitation's link."""
    link = host.ask("POST", "/api/v1/invitations", {"role": "viewer", **fields})["link"]
    return link.removeprefix(host.address + "/")


def join(screen, name):
    """From the open invitation to the family's page; the authenticator."""
    screen.field("app.setup.name").fill(name)
    screen.field("app.setup.passphrase").fill(PASSPHRASE)
    screen.press("app.setup.next")
    screen.page.get_by_text(screen.say("app.setup.by_hand")).click()
    totp = pyotp.TOTP(screen.page.locator("code.secret").inner_text().replace(" ", ""))
    now = int(screen.page.evaluate("() => Date.now() / 1000"))
    screen.field("app.setup.code").fill(totp.at(now))
    screen.press("app.setup.confirm")
    expect(screen.page.locator("#recovery-codes code")).to_have_count(10)
    screen.page.get_by_label(screen.say("app.recovery.kept")).check()
    screen.press("app.recovery.onward")
    screen.ready("signin")
    expect(screen.notice()).to_contain_text(screen.say("app.setup.ready"))
    expect(screen.field("app.signin.name")).to_have_value(name)
    expect(screen.field("app.signin.passphrase")).to_be_focused()
    screen.field("app.signin.passphrase").fill(PASSPHRASE)
    screen.press("app.signin.next")
    screen.field("app.signin.code").fill(totp.at(now + MINUTE_OF_CODES_S))
    screen.press("app.signin.enter")
    screen.ready("home")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_who_joins_is_told_what_is_offered_and_comes_to_decide(screen_of, household, language):
    mother = household.add_member(MOTHER, "mother")
    path = invitation(household, role="adult", member=mother, name=f"妈妈 {language}")
    screen = screen_of(household.address, language=language, viewport={"width": 390, "height": 844})
    screen.open(path, "join")
    assert "join/" not in screen.page.url
    offer = screen.page.locator("#offer")
    expect(screen.page.locator("h1")).to_have_text(screen.say("join.welcome", name=NAME, household="宋家"))
    expect(offer).to_contain_text(screen.say("join.own.adult", member=MOTHER, keeper=NAME))
    expect(screen.field("app.setup.name")).to_have_value(f"妈妈 {language}")
    assert screen.page.evaluate("() => document.documentElement.scrollWidth") <= 390

    screen.field("app.setup.passphrase").fill(PASSPHRASE)
    screen.press("app.setup.next")
    screen.sees(screen.say("app.form.choose"))
    screen.page.get_by_label(screen.say("join.keeper.without_medical")).check()
    join(screen, f"钱小宁 {language}")
    expect(screen.page.locator("li.member")).to_contain_text(MOTHER)

    screen.open(f"#/access/{mother}", "access")
    keeper = screen.page.locator("#access tr", has_text=NAME)
    cells = keeper.locator("td:not(.change)")
    write, none = screen.say("access.write"), screen.say("access.none")
    expect(cells).to_have_text([write, none, write])
    mine = screen_of(household.address, household.cookie, language=language)
    mine.open(f"#/access/{mother}", "access")
    mine.sees(mine.say("access.shared_by", name=f"钱小宁 {language}"))


def test_an_invitation_works_once_and_says_so_afterwards(screen_of, household):
    path = invitation(household)
    screen = screen_of(household.address)
    screen.open(path, "join")
    screen.sees(screen.say("join.no_shares"))
    join(screen, "吴小雨")
    screen.sees(screen.say("rights.nothing_shared"))
    again = screen_of(household.address)
    again.open(path, "join")
    again.sees(again.say("error.invitation_not_valid"))
    expect(again.page.locator("form")).to_have_count(0)


def test_a_revoked_invitation_says_so_in_words(screen_of, household):
    path = invitation(household, name="说错了")
    screen = screen_of(household.address, household.cookie)
    screen.open("#/people", "people")
    screen.page.get_by_role("button", name=screen.say("invite.revoke_label", name="说错了")).click()
    screen.press("invite.revoke", within="dialog[open]")
    expect(screen.notice()).to_contain_text(screen.say("invite.revoked", name="说错了"))
    stranger = screen_of(household.address, language="en")
    stranger.open(path, "join")
    stranger.sees(stranger.say("error.invitation_not_valid"))


def test_an_invitation_that_has_run_out_says_so_in_words(screen_of, data_folder):
    served = Served(data_folder)
    host = Owner(served)
    path = invitation(host)
    served.end()
    folder = DataFolder(data_folder)
    [kept] = folder.household.invitations.all()
    folder.household.invitations.put(msgspec.structs.replace(kept, expires_at=kept.made_at))
    folder.close()
    again = Served(data_folder)
    screen = screen_of(again.address)
    screen.open(path, "join")
    screen.sees(screen.say("error.invitation_not_valid"))
    again.end()


def test_whose_browser_is_taken_is_told_before_anything_happens(screen_of, household):
    path = invitation(household)
    screen = screen_of(household.address, household.sign_in())
    screen.open(path, "join")
    screen.sees(screen.say("join.signed_in", name=NAME))
    expect(screen.page.locator("form")).to_have_count(0)
    screen.press("join.sign_out")
    expect(screen.page.locator("#offer")).to_be_visible()


def test_without_its_link_the_page_tells_where_it_comes_from(screen_of, household):
    screen = screen_of(household.address)
    screen.open("#/join", "join")
    screen.sees(screen.say("join.need_link"))
