"""Emergency access on the screen: naming, asking, the banner on every page, refusing."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.guest import Guest
from tests.owner import NAME

HELPER = "钱小宁"


@pytest.fixture(scope="module")
def helper(household):
    return Guest(household, HELPER, "viewer", household.add_member(NAME), {})


def name_helper(household, helper, days=7):
    account = helper.ask("GET", "/api/v1/state")["account"]["id"]
    body = {"account": account, "parts": ["contributions", "benefits"], "wait_days": days}
    return household.ask("POST", "/api/v1/emergency", body)["id"]


def banner(screen):
    return screen.page.locator(".emergency-banner")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_named_asked_for_and_refused_from_the_banner_of_any_page(screen_of, household, helper, language):
    mine = screen_of(household.address, household.cookie, language=language)
    mine.open("#/emergency", "emergency")
    mine.press("emergency.name")
    mine.field("emergency.wait").fill("100")
    mine.press("emergency.name_save")
    mine.sees(mine.say("emergency.wait_wrong"))
    mine.field("emergency.wait").fill("5")
    mine.page.get_by_label(mine.say("part.medical")).uncheck()
    mine.press("emergency.name_save")
    expect(mine.notice()).to_contain_text(mine.say("emergency.named", name=HELPER))
    expect(banner(mine)).to_have_count(0)

    theirs = screen_of(household.address, helper.cookie, language=language)
    theirs.open("#/emergency", "emergency")
    theirs.press("emergency.ask")
    theirs.press("emergency.ask", within="dialog")
    expect(theirs.notice()).to_contain_text(NAME)
    expect(theirs.page.locator(".naming.waiting")).to_have_count(1)

    for path, view in (("#/", "home"), ("#/account", "account")):
        mine.open(path, view)
        expect(banner(mine)).to_contain_text(HELPER)
        expect(banner(mine)).to_contain_text(mine.say("part.benefits"))
        expect(banner(mine)).not_to_contain_text(mine.say("part.medical"))
    mine.press("emergency.refuse", within="#banner")
    expect(mine.notice()).to_contain_text(mine.say("emergency.refuse_done", name=HELPER))
    expect(banner(mine)).to_have_count(0)
    theirs.open("#/emergency", "emergency")
    expect(theirs.page.get_by_role("button", name=theirs.say("emergency.ask"))).to_have_count(0)
    expect(theirs.page.locator(".naming")).to_contain_text(theirs.say("emergency.again", time="|").split("|")[-1])

    mine.open("#/emergency", "emergency")
    mine.press("emergency.take_back")
    mine.press("emergency.take_back", within="dialog")
    mine.sees(mine.say("emergency.mine_none"))


def test_what_was_asked_for_is_refused_on_the_page_too(screen_of, household, helper):
    emergency = name_helper(household, helper, days=1)
    helper.ask("POST", f"/api/v1/emergency/{emergency}/request", {})
    theirs = screen_of(household.address, helper.cookie)
    theirs.open("#/", "home")
    expect(theirs.page.locator("main")).not_to_contain_text(NAME)
    mine = screen_of(household.address, household.cookie)
    mine.open("#/emergency", "emergency")
    expect(mine.page.locator(".naming.waiting")).to_contain_text(mine.say("emergency.waits", n=1))
    mine.press("emergency.refuse", within="#emergency")
    expect(mine.page.locator(".naming.named")).to_have_count(1)
    expect(banner(mine)).to_have_count(0)
