"""Questions that a capture left open: seen on the wall, the record and the capture, answered there."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import COLUMNS, page_of, row

OPEN = "明细"
ROWS = [row("202401"), row("202402")]


@pytest.fixture
def member(household):
    member = household.add_member("宋亦然")
    yield member
    household.ask("DELETE", f"/api/v1/members/{member}")


def open_page(name, **changed):
    """A page of its own portal that does not say which insurance it is about."""
    return page_of(ROWS, insurance=OPEN, url=f"https://{name}.example.test/pay", **changed)


def test_an_open_question_leads_from_the_wall_to_its_answer_and_the_ledger_follows(screen, household, member):
    household.save(member, open_page("wall"))
    screen.open(f"#/captures/{member}", "captures")
    screen.sees(screen.say("app.captures.asked", n=1))
    screen.open(f"#/member/{member}", "wall")
    expect(screen.page.locator(".legend")).to_contain_text(screen.say("app.wall.asked"))
    expect(screen.page.locator("svg.months path[fill='url(#cell-asked)']")).to_have_count(1)
    screen.open(f"#/records/{member}/all/all", "records")
    screen.page.locator("a.asked").first.click()
    screen.ready("capture")
    page = screen.page
    expect(page.locator("#questions h2")).to_have_text(screen.say("app.capture.questions", n=1))
    expect(page.locator("#questions legend")).to_have_text(screen.say("question.insurance"))
    expect(page.locator("#questions")).to_contain_text(f"个人权益 › {OPEN}")
    page.locator("#questions select").select_option("unemployment")
    screen.press("app.capture.answer")
    expect(screen.notice()).to_contain_text(screen.say("app.capture.answered"))
    expect(page.locator("#questions h2")).to_have_text(screen.say("app.capture.questions_done"))
    expect(page.locator("#questions select")).to_have_value("unemployment")
    screen.open(f"#/member/{member}", "wall")
    expect(page.locator(".block h2")).to_have_text(screen.say("insurance.unemployment"))
    expect(page.locator(".legend")).not_to_contain_text(screen.say("app.wall.asked"))


def test_a_question_about_a_column_is_answered_with_a_choice_and_taken_back(screen, household, member):
    columns = [["结算年月"], *COLUMNS[1:]]
    capture = household.save(member, page_of(ROWS, columns=columns, url="https://column.example.test/pay"))
    screen.open(f"#/capture/{capture}", "capture")
    asked = screen.page.locator("#questions")
    expect(asked).to_contain_text("结算年月")
    expect(asked).to_contain_text(screen.say("app.capture.samples", samples="202401，202402"))
    asked.get_by_label(screen.say("answer.month_column.month")).check()
    screen.press("app.capture.answer")
    expect(screen.notice()).to_contain_text(screen.say("app.capture.answered"))
    facts = household.ask("GET", f"/api/v1/members/{member}/facts")["facts"]
    assert [fact["record"]["month"] for fact in facts] == ["2024-01", "2024-02"]
    asked.get_by_label(screen.say("app.capture.unsure")).check()
    screen.press("app.capture.answer")
    expect(asked.locator("h2")).to_have_text(screen.say("app.capture.questions", n=1))
    facts = household.ask("GET", f"/api/v1/members/{member}/facts")["facts"]
    assert [fact["record"].get("month") for fact in facts] == [None, None]


def test_sending_no_answer_says_so(screen, household, member):
    capture = household.save(member, open_page("unchanged"))
    screen.open(f"#/capture/{capture}", "capture")
    screen.press("app.capture.answer")
    expect(screen.notice()).to_contain_text(screen.say("app.capture.nothing_answered"))


def test_where_a_page_disagrees_with_itself_that_is_shown(screen, household, member):
    total = ["合计", "", "1.00", "1820.80", "", ""]
    capture = household.save(member, page_of([*ROWS, total]))
    screen.open(f"#/capture/{capture}", "capture")
    expect(screen.page.locator(".checks li")).to_have_count(1)
    expect(screen.page.locator(".checks")).to_contain_text("3,641.60")


def test_a_page_that_agrees_with_itself_says_so(screen, household, member):
    total = ["合计", "", "3641.60", "1820.80", "", ""]
    capture = household.save(member, page_of([*ROWS, total]))
    screen.open(f"#/capture/{capture}", "capture")
    screen.sees(screen.say("app.capture.checks_hold", n=2))


def test_an_exempted_month_has_its_own_sign(screen, household, member):
    household.save(member, page_of([row("202001"), row("202002", status="减免")], url="https://spared.example.test/"))
    screen.open(f"#/member/{member}", "wall")
    expect(screen.page.locator(".legend")).to_contain_text(screen.say("status.exempted"))
    expect(screen.page.locator("svg.months path[fill='url(#cell-e)']")).to_have_count(1)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_questions_fit_a_narrow_phone(screen_of, household, member, language):
    capture = household.save(member, open_page("narrow"))
    viewport = {"width": 360, "height": 740}
    screen = screen_of(household.address, household.cookie, language=language, viewport=viewport)
    screen.open(f"#/capture/{capture}", "capture")
    expect(screen.page.locator("#questions select")).to_be_visible()
    assert screen.page.evaluate("() => document.documentElement.scrollWidth") <= 360
