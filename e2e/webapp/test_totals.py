"""Totals: months counted once, those in two places named, the office's figures beside and the difference in words."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import COLUMNS, page_of, row

STATED = {"kind": "statement", "insurance": "pension_employee", "as_of": "2023-12-31", "months_total": 5}
PLACES = [*COLUMNS, ["参保地"]]


@pytest.fixture
def member(household):
    member = household.add_member("宋亦然")
    household.save(member, page_of([[*row("202301"), "云川市"], [*row("202302"), "云川市"]], columns=PLACES))
    other = page_of([[*row("202302"), "江宁市"]], columns=PLACES, url="https://jn.example.test/pay")
    household.save(member, other)
    yield member
    household.ask("DELETE", f"/api/v1/members/{member}")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_month_counts_once_and_the_difference_is_told(screen_of, household, member, language):
    household.ask("POST", f"/api/v1/members/{member}/records", {"record": STATED})
    screen = screen_of(household.address, household.cookie, language=language)
    screen.open(f"#/member/{member}", "wall")
    screen.press("app.tab.totals")
    screen.ready("totals")
    card = screen.page.locator("article")
    expect(card.locator(".figure b")).to_have_text("2")
    card.locator("summary").click()
    expect(card.locator("details li")).to_contain_text("云川市")
    expect(card.locator("details li")).to_contain_text("江宁市")
    stated = card.locator(".stated")
    expect(stated.locator("dd")).to_have_text(["5", "2"])
    expect(stated).to_contain_text(screen.say("app.totals.months_more", n=3))


def test_figures_that_agree_are_said_to(screen, household, member):
    household.ask("POST", f"/api/v1/members/{member}/records", {"record": STATED | {"months_total": 2}})
    screen.open(f"#/totals/{member}", "totals")
    expect(screen.page.locator(".stated")).to_contain_text(screen.say("app.totals.agree"))
