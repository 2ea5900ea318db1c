"""What changed since the last look: day, values before and after, the page; months that vanished; steps by hand."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import PAGE_TITLE, page_of, row

FIRST, SECOND = "2026-03-01T09:00:00+08:00", "2026-11-09T09:00:00+08:00"


@pytest.fixture
def member(household):
    member = household.add_member("宋亦然")
    before = [row("202301"), row("202302"), row("202303", status="未到账")]
    after = [row("202301"), row("202303"), row("202304"), row("202305")]
    household.save(member, page_of(before, captured_at=FIRST))
    household.save(member, page_of(after, captured_at=SECOND))
    yield member
    household.ask("DELETE", f"/api/v1/members/{member}")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_each_change_has_its_day_its_values_and_its_page(screen_of, household, member, language):
    screen = screen_of(household.address, household.cookie, language=language)
    screen.open(f"#/member/{member}", "wall")
    screen.press("app.tab.changes")
    screen.ready("changes")
    [look] = screen.page.locator(".changes > li").all()
    expect(look).to_contain_text("2026年11月9日" if language == "zh-CN" else "Nov 9, 2026")
    expect(look).to_contain_text(PAGE_TITLE)
    changed = look.locator(".change-lines li", has_text=screen.say("change.changed"))
    expect(changed.locator("del")).to_have_text(screen.say("status.pending"))
    expect(changed.locator("ins")).to_have_text(screen.say("status.paid"))
    vanished = look.locator(".change-lines li", has_text=screen.say("change.vanished"))
    february = screen.say("app.month.full", year=2023, month=2, name=screen.say("app.month.2"))
    expect(vanished).to_contain_text(february)
    expect(vanished).to_contain_text(screen.say("app.changes.vanished_note"))
    new = look.locator(".change-lines li", has_text=screen.say("change.new"))
    expect(new).to_contain_text(screen.say("app.count_months", n=2))
    expect(screen.page.locator("main")).to_contain_text("2026年3月1日" if language == "zh-CN" else "Mar 1, 2026")


def test_the_day_from_which_on_is_chosen(screen, member):
    screen.open(f"#/changes/{member}/2026-11-10", "changes")
    screen.sees(screen.say("app.changes.none_text"))
    screen.field("app.changes.from").fill("2026-11-09")
    expect(screen.page.locator(".changes > li")).to_have_count(1)
    screen.press("app.changes.ever")
    expect(screen.page.get_by_role("link", name=screen.say("app.changes.ever"))).to_have_attribute(
        "aria-current", "true"
    )
    expect(screen.page.locator(".changes > li")).to_have_count(1)


def test_a_first_look_has_nothing_to_compare_with(screen, household):
    member = household.add_member("宋小满", "son")
    screen.open(f"#/changes/{member}", "changes")
    screen.sees(screen.say("app.changes.never_looked"))
    household.save(member, page_of([row("202301")], captured_at=FIRST, pairs=[["姓名", "宋小满"]]))
    screen.open(f"#/changes/{member}", "changes")
    screen.sees(screen.say("app.changes.none"))
    expect(screen.page.locator(".lead")).to_contain_text("2026年3月1日")
