"""Captures: what was read and how, strange text on a page, taking a capture back."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import COLUMNS, page_of, row

HOSTILE = '<img src=x onerror="document.title=1"><b>粗体</b>'
TWO_MONTHS = [row("202401"), row("202402")]


@pytest.fixture
def member(household):
    member = household.add_member("宋亦然")
    yield member
    household.ask("DELETE", f"/api/v1/members/{member}")


def test_a_capture_shows_what_was_done_with_every_part(screen, household, member):
    columns = [*COLUMNS, ["星座"]]
    rows = [[*cells, "白羊"] for cells in TWO_MONTHS]
    capture = household.save(member, page_of(rows, columns=columns))
    screen.open(f"#/capture/{capture}", "capture")
    page = screen.page
    column = page.locator("th.use.not_understood")
    expect(column).to_contain_text("星座")
    expect(column).to_contain_text(screen.say("app.use.not_understood"))
    expect(page.locator("td.use.not_understood")).to_have_count(2)
    base = page.locator("th.use.used", has_text="缴费基数")
    expect(base).to_contain_text(screen.say("app.capture.used_as", field=screen.say("field.base")))
    screen.sees(screen.say("app.capture.unread"))


def test_undoing_gives_the_ledger_as_if_it_had_never_been(screen, household, member):
    household.save(member, page_of(TWO_MONTHS[:1], title="留下的"))
    household.save(member, page_of([row("202403")], title="撤销的"))
    screen.open(f"#/captures/{member}", "captures")
    item = screen.page.locator("ul.captures li", has_text="撤销的")
    item.get_by_role("button").click()
    screen.sees(screen.say("app.captures.undo_text"))
    screen.press("app.captures.undo_yes")
    expect(screen.notice()).to_contain_text(screen.say("app.captures.undone"))
    expect(screen.page.locator("ul.captures li")).to_have_count(1)
    assert household.ask("GET", f"/api/v1/members/{member}/wall")["rows"][0]["cells"] == "p"


def test_undoing_the_only_capture_leaves_an_empty_wall(screen, household, member):
    capture = household.save(member, page_of(TWO_MONTHS))
    screen.open(f"#/capture/{capture}", "capture")
    screen.press("app.captures.undo")
    screen.press("app.captures.undo_yes")
    screen.ready("captures")
    screen.press("app.tab.wall")
    screen.ready("wall")
    screen.sees(screen.say("app.wall.empty_text"))


def test_text_of_a_page_stays_text(screen, household, member):
    rows = [[*TWO_MONTHS[0][:4], HOSTILE, HOSTILE], [HOSTILE] * 6]
    columns = [*COLUMNS[:5], ["缴费状态", HOSTILE]]
    strange = {"title": HOSTILE, "pairs": [["姓名", HOSTILE], [HOSTILE, "1"]], "columns": columns}
    capture = household.save(member, page_of(rows, url="javascript:document.title=1", **strange))
    for path, view in (("capture/" + capture, "capture"), ("captures/" + member, "captures")):
        screen.open(f"#/{path}", view)
        expect(screen.page.locator("main")).to_contain_text(HOSTILE)
        assert screen.page.locator("main img, main b:has-text('粗体')").count() == 0
        assert screen.page.locator("a[href^='javascript']").count() == 0
        assert screen.page.title() != "1"
    screen.open(f"#/records/{member}/all/all", "records")
    assert screen.page.locator("main img").count() == 0


def test_a_capture_that_is_not_there_is_said_to_be_gone(screen):
    screen.open("#/capture/0123456789abcdef", "failure")
    screen.sees(screen.say("error.capture_not_found"))
