"""The log on the screen: who did what and when, of everything or of one member, a page at a time."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import page_of, row
from tests.owner import NAME


@pytest.fixture(scope="module")
def member(household):
    member = household.add_member(NAME)
    household.save(member, page_of([row("202301")]))
    household.ask("GET", f"/api/v1/members/{member}/export.json")
    return member


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_what_was_done_is_told_in_sentences(screen_of, household, member, language):
    screen = screen_of(household.address, household.cookie, language=language)
    screen.open("#/account", "account")
    screen.press("audit.open")
    screen.ready("log")
    entries = screen.page.locator(".log-day > li")
    expect(entries.first).to_contain_text(f"{screen.say('audit.by.you')} {screen.say('audit.exported')}")
    expect(entries.first).to_contain_text(screen.say("audit.of", name=NAME))
    expect(entries.first).to_contain_text(screen.say("part.medical"))
    screen.sees(screen.say("audit.session.opened"))
    screen.sees(screen.say("audit.factor.recovery"))
    screen.page.get_by_role("link", name=NAME, exact=True).click()
    screen.page.wait_for_url(f"**/#/log/{member}")
    screen.ready("log")
    expect(screen.page.locator("#log")).not_to_contain_text(screen.say("audit.session.opened"))
    expect(screen.page.locator("#log")).to_contain_text(screen.say("audit.capture.saved"))


def test_a_member_s_page_leads_to_their_log_and_earlier_entries_follow_on_demand(screen, household, member):
    for number in range(60):
        household.ask("PATCH", f"/api/v1/members/{member}", {"birth_month": f"19{number % 90 + 10}-01"})
    screen.open(f"#/member/{member}", "wall")
    screen.press("audit.title")
    screen.ready("log")
    entries = screen.page.locator(".log-day > li")
    expect(entries).to_have_count(50)
    screen.press("audit.more")
    expect(entries).to_have_count(63)
    expect(screen.page.get_by_role("button", name=screen.say("audit.more"))).to_have_count(0)
