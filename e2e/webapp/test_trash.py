"""The trash: what was undone is there for thirty days, comes back, or goes for good when somebody says so twice."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import page_of, row


@pytest.fixture
def member(household):
    member = household.add_member("宋亦然")
    household.save(member, page_of([row("202301")], title="留下的"))
    yield member
    household.ask("DELETE", f"/api/v1/members/{member}")


def cells(household, member):
    return household.ask("GET", f"/api/v1/members/{member}/wall")["rows"][0]["cells"]


def undone(household, member, months=("202302",)):
    for month in months:
        capture = household.save(member, page_of([row(month)], title=f"撤销的{month}"))
        household.ask("DELETE", f"/api/v1/captures/{capture}")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_an_undone_capture_comes_back(screen_of, household, member, language):
    undone(household, member)
    screen = screen_of(household.address, household.cookie, language=language)
    screen.open(f"#/captures/{member}", "captures")
    screen.press("app.trash.title")
    screen.ready("trash")
    entry = screen.page.locator(".trash > li")
    expect(entry).to_contain_text("撤销的202302")
    expect(screen.page.locator("main")).to_contain_text(screen.say("app.trash.text", days=30))
    entry.get_by_role("button").first.click()
    expect(screen.notice()).to_contain_text(screen.say("app.trash.restored"))
    screen.sees(screen.say("app.trash.empty"))
    assert cells(household, member) == "pp"


def test_undoing_a_capture_can_be_taken_back_at_once(screen, household, member):
    capture = household.save(member, page_of([row("202302")]))
    screen.open(f"#/capture/{capture}", "capture")
    screen.press("app.captures.undo")
    screen.sees(screen.say("app.captures.undo_again"))
    screen.press("app.captures.undo_yes", within="dialog")
    screen.ready("captures")
    expect(screen.notice()).to_contain_text(screen.say("app.captures.undone"))
    screen.press("app.trash.restore", within="#notice")
    expect(screen.page.locator("ul.captures > li")).to_have_count(2)
    assert cells(household, member) == "pp"


def test_emptying_asks_once_and_is_for_good(screen, household, member):
    undone(household, member, ("202302", "202303"))
    screen.open(f"#/trash/{member}", "trash")
    screen.press("app.trash.empty_all")
    screen.sees(screen.say("app.trash.for_good"))
    screen.press("app.cancel", within="dialog")
    assert len(household.ask("GET", f"/api/v1/members/{member}/trash")["entries"]) == 2
    screen.press("app.trash.empty_all")
    screen.press("app.trash.empty_yes", within="dialog")
    expect(screen.notice()).to_contain_text(screen.say("app.trash.emptied"))
    assert household.ask("GET", f"/api/v1/members/{member}/trash")["entries"] == []
    assert cells(household, member) == "p"


def test_one_thing_is_removed_and_the_others_stay(screen, household, member):
    undone(household, member, ("202302", "202303"))
    screen.open(f"#/trash/{member}", "trash")
    entry = screen.page.locator(".trash > li", has_text="撤销的202302")
    entry.get_by_role("button").last.click()
    screen.press("app.trash.empty_yes", within="dialog")
    expect(screen.notice()).to_contain_text(screen.say("app.trash.erased"))
    expect(screen.page.locator(".trash > li")).to_have_count(1)
    expect(screen.page.locator(".trash > li")).to_contain_text("撤销的202303")


def test_a_deleted_record_is_listed_and_put_back(screen, household, member):
    [fact] = household.ask("GET", f"/api/v1/members/{member}/facts")["facts"]
    household.ask("DELETE", f"/api/v1/members/{member}/facts/{fact['id']}")
    screen.open(f"#/trash/{member}", "trash")
    screen.sees(screen.say("app.trash.deleted"))
    screen.page.locator(".steps-by-hand button").click()
    expect(screen.notice()).to_contain_text(screen.say("app.by_hand.undone"))
    assert cells(household, member) == "p"
