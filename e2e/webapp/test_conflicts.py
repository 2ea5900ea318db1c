"""Sources that disagree: both shown, one chosen or another typed, and all of that undone."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import PAGE_TITLE, page_of, row

OTHER = {
    "url": "https://other.example.test/rights",
    "title": "国家平台个人权益",
    "captured_at": "2026-11-24T08:00:00+08:00",
}


@pytest.fixture
def member(household):
    member = household.add_member("宋亦然")
    household.save(member, page_of([row("202301"), row("202302")]))
    household.save(member, page_of([row("202301", base="12000.00")], **OTHER))
    yield member
    household.ask("DELETE", f"/api/v1/members/{member}")


def fact(household, member, month="2023-01"):
    facts = household.ask("GET", f"/api/v1/members/{member}/facts")["facts"]
    return next(one for one in facts if one["record"]["month"] == month)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_one_value_is_chosen_and_that_is_undone(screen_of, household, member, language):
    screen = screen_of(household.address, household.cookie, language=language)
    screen.open(f"#/conflicts/{member}", "conflicts")
    screen.sees(screen.say("app.conflicts.text"))
    sides = screen.page.locator(".sides li")
    expect(sides).to_have_count(2)
    expect(sides.nth(0)).to_contain_text("11,380.00")
    expect(sides.nth(0)).to_contain_text(PAGE_TITLE)
    expect(sides.nth(1)).to_contain_text("12,000.00")
    expect(sides.nth(1)).to_contain_text(OTHER["title"])
    sides.nth(1).get_by_role("button").click()
    expect(screen.notice()).to_contain_text(screen.say("app.conflicts.settled", value="12,000.00"))
    screen.sees(screen.say("app.conflicts.none"))
    assert fact(household, member)["record"]["base"] == 1200000
    screen.page.locator(".steps-by-hand button").click()
    expect(screen.notice()).to_contain_text(screen.say("app.by_hand.undone"))
    expect(screen.page.locator(".sides li")).to_have_count(2)
    assert "base" not in fact(household, member)["record"]


def test_what_was_just_settled_is_undone_from_the_message(screen, household, member):
    screen.open(f"#/conflicts/{member}", "conflicts")
    screen.page.locator(".sides button").first.click()
    screen.press("app.by_hand.undo", within="#notice")
    expect(screen.page.locator(".sides li")).to_have_count(2)
    assert [one["field"] for one in fact(household, member)["conflicts"]] == ["base"]


def test_a_third_value_is_typed(screen, household, member):
    screen.open(f"#/conflicts/{member}", "conflicts")
    screen.press("app.conflicts.other")
    screen.field("field.base").fill("11，500 元")
    screen.press("app.save", within="dialog")
    screen.sees(screen.say("app.conflicts.none"))
    assert fact(household, member)["record"]["base"] == 1150000


def test_the_table_of_records_shows_both(screen, member):
    screen.open(f"#/records/{member}", "records")
    cell = screen.page.locator("tbody tr", has_text="2023-01").locator("td").nth(1)
    expect(cell.locator(".disputed")).to_have_text(["11,380.00", "12,000.00"])
