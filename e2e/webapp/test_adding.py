"""Months typed in by hand: seen before they are saved, saved at once, undone at once."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import page_of, row


@pytest.fixture
def member(household):
    member = household.add_member("宋亦然")
    household.save(member, page_of([row("202301")]))
    yield member
    household.ask("DELETE", f"/api/v1/members/{member}")


def facts(household, member):
    return household.ask("GET", f"/api/v1/members/{member}/facts")["facts"]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_range_is_shown_then_added_then_undone(screen_of, household, member, language):
    screen = screen_of(household.address, household.cookie, language=language)
    screen.open(f"#/records/{member}", "records")
    screen.press("app.add.title")
    screen.ready("add")
    screen.field("app.add.first").fill("2022年8月")
    screen.field("app.add.last").fill("202301")
    screen.field("field.base").fill("5000")
    screen.field("field.personal_amount").fill("400")
    screen.field("field.employer").fill("云川市晨光印务有限公司")
    screen.press("app.add.preview")
    dialog = screen.page.locator("dialog")
    months = ["2022-08", "2022-09", "2022-10", "2022-11", "2022-12", "2023-01"]
    dialog.locator("summary").click()
    comma = screen.say("app.list_comma")
    expect(dialog.locator("details li")).to_have_text([comma.join(months[:5]), months[5]])
    expect(dialog.locator(".fields")).to_contain_text("5,000.00")
    expect(dialog.locator(".fields")).to_contain_text(screen.say("status.paid"))
    expect(dialog).to_contain_text(screen.say("app.add.there", n=1))
    assert len(facts(household, member)) == 1
    screen.press("app.add.save", within="dialog")
    screen.ready("records")
    added = [one["record"] for one in facts(household, member)]
    assert sorted(record["month"] for record in added) == months
    assert {record.get("status") for record in added} == {"paid"}
    screen.press("app.by_hand.undo", within="#notice")
    expect(screen.notice()).to_contain_text(screen.say("app.by_hand.undone"))
    assert len(facts(household, member)) == 1


def test_what_cannot_be_is_said_beside_the_field(screen, household, member):
    screen.open(f"#/add/{member}", "add")
    screen.press("app.add.preview")
    screen.sees(screen.say("app.typed.wrong_month"))
    screen.field("app.add.first").fill("2023-07")
    screen.field("app.add.last").fill("2023-06")
    screen.press("app.add.preview")
    screen.sees(screen.say("app.add.wrong_range", years=60))
    assert len(facts(household, member)) == 1
