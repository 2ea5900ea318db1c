"""One record: where each value was read; correcting a value, deleting the record, and undoing both."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import PAGE_TITLE, page_of, row


@pytest.fixture
def member(household):
    member = household.add_member("宋亦然")
    household.save(
        member, page_of([row("202301"), row("202302", status="未到账")], captured_at="2026-03-01T09:00:00+08:00")
    )
    household.save(member, page_of([row("202301"), row("202302")], captured_at="2026-11-09T09:00:00+08:00"))
    yield member
    household.ask("DELETE", f"/api/v1/members/{member}")


def records(household, member):
    return [one["record"] for one in household.ask("GET", f"/api/v1/members/{member}/facts")["facts"]]


def opened(screen, member, month="2023-02"):
    screen.open(f"#/records/{member}", "records")
    screen.page.get_by_role("link", name=month, exact=True).click()
    screen.ready("fact")
    return screen


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_value_says_where_it_was_read_and_how_it_came_to_be(screen_of, household, member, language):
    screen = opened(screen_of(household.address, household.cookie, language=language), member)
    base = screen.page.locator(".fact-fields li", has_text="11,380.00")
    expect(base).to_contain_text(PAGE_TITLE)
    expect(screen.page.locator(".history del")).to_have_text(screen.say("status.pending"))
    expect(screen.page.locator(".history ins")).to_have_text(screen.say("status.paid"))
    screen.sees(screen.say("app.fact.proofs", n=2))


def test_a_value_is_corrected_and_the_correction_undone(screen, household, member):
    opened(screen, member)
    screen.page.get_by_label(screen.say("app.fact.correct_label", field=screen.say("field.base"))).click()
    expect(screen.field("field.base")).to_have_value("11380.00")
    screen.field("field.base").fill("eleven")
    screen.press("app.save", within="dialog")
    screen.sees(screen.say("app.typed.wrong_money"))
    screen.field("field.base").fill("11,500.5")
    screen.press("app.save", within="dialog")
    expect(screen.page.locator(".fact-fields li", has_text="11,500.50")).to_contain_text(screen.say("app.fact.decided"))
    assert records(household, member)[1]["base"] == 1150050
    screen.page.locator(".steps-by-hand button").click()
    expect(screen.notice()).to_contain_text(screen.say("app.by_hand.undone"))
    expect(screen.page.locator(".fact-fields li", has_text="11,380.00")).to_have_count(1)
    assert records(household, member)[1]["base"] == 1138000


def test_a_state_is_chosen_from_those_there_are_and_a_missing_value_filled_in(screen, household, member):
    opened(screen, member)
    screen.page.get_by_label(screen.say("app.fact.correct_label", field=screen.say("field.status"))).click()
    screen.field("field.status").select_option(label=screen.say("status.unpaid"))
    screen.press("app.save", within="dialog")
    expect(screen.page.locator(".fact-fields li", has_text=screen.say("status.unpaid"))).to_have_count(1)
    screen.page.get_by_label(screen.say("app.fact.correct_label", field=screen.say("field.pool"))).click()
    screen.field("field.pool").fill("江宁市")
    screen.press("app.save", within="dialog")
    expect(screen.page.locator(".fact-fields li", has_text="江宁市")).to_have_count(1)
    assert {records(household, member)[1][name] for name in ("status", "pool")} == {"unpaid", "江宁市"}


def test_a_record_is_deleted_and_put_back(screen, household, member):
    opened(screen, member)
    screen.press("app.fact.delete", within="main")
    screen.sees(screen.say("app.fact.delete_text"))
    screen.press("app.fact.delete", within="dialog")
    screen.ready("records")
    expect(screen.notice()).to_contain_text(screen.say("app.fact.deleted"))
    expect(screen.page.locator("tbody tr")).to_have_count(1)
    screen.press("app.by_hand.undo", within="#notice")
    expect(screen.page.locator("tbody tr")).to_have_count(2)
    assert len(records(household, member)) == 2


def test_a_record_that_is_gone_is_said_to_be(screen, member):
    screen.open(f"#/fact/{member}/0123456789abcdef.0", "failure")
    screen.sees(screen.say("error.fact_not_found"))
