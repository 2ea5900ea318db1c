"""What needs somebody is said once above the month wall and leads there; where nothing does, nothing is said."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import page_of, row

OTHER = "https://other.example.test/rights"
STATED = {"kind": "statement", "insurance": "pension_employee", "as_of": "2023-12-31", "months_total": 5}


@pytest.fixture
def member(household):
    member = household.add_member("宋亦然")
    household.save(member, page_of([row("202301")]))
    yield member
    household.ask("DELETE", f"/api/v1/members/{member}")


def test_nothing_is_said_where_nothing_needs_anybody(screen, member):
    screen.open(f"#/member/{member}", "wall")
    expect(screen.page.locator("#attention")).to_have_count(0)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_each_part_leads_to_where_it_is_settled(screen_of, household, member, language):
    household.save(member, page_of([row("202301", base="12000.00")], url=OTHER))
    household.ask("POST", f"/api/v1/members/{member}/records", {"record": STATED})
    asking = household.save(member, page_of([row("202306")], insurance="某险", url=OTHER + "/2"))
    assert household.ask("GET", f"/api/v1/captures/{asking}")["questions"]
    screen = screen_of(household.address, household.cookie, language=language)
    screen.open(f"#/member/{member}", "wall")
    texts = [screen.say(f"app.attention.{name}", n=1) for name in ("conflicts", "questions", "differing")]
    assert screen.page.locator("#attention a").all_inner_texts() == texts
    for text, view in zip(texts, ("conflicts", "capture", "totals"), strict=True):
        screen.open(f"#/member/{member}", "wall")
        screen.page.get_by_role("link", name=text).click()
        screen.ready(view)
