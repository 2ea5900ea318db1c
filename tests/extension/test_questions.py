"""Questions in the popup: asked once a table, answered on the spot, kept for the next page of that layout."""

from __future__ import annotations

import json

import pytest

HEAD = "<!doctype html><meta charset=utf-8>"
ROWS = "<tr><td>202401</td><td>5000.00</td><td>400.00</td></tr><tr><td>202402</td><td>5000.00</td><td>400.00</td></tr>"
OPEN_INSURANCE = (
    f"{HEAD}<h3>明细</h3><table><tr><th>费款所属期</th><th>缴费基数</th><th>个人缴费</th></tr>{ROWS}</table>"
)
OPEN_MONTH = f"{HEAD}<h3>失业保险</h3><table><tr><th>结算年月</th><th>缴费基数</th><th>个人缴费</th></tr>{ROWS}</table>"
INSURANCE = "select[id^=question-insurance]"


def radio(name, value):
    return f"input[name^=question-{name}][value='{value}']"


def page(portal):
    """The address of a portal that no other test has answered for."""
    return f"https://{portal}.example/list"


@pytest.fixture
def member(paired):
    return paired.add_member("宋亦然", "self")


def rows_shown(popup):
    script = "[...document.querySelectorAll('#records tbody tr')].map(row => row.innerText)"
    return popup.js(script)


def answered(popup, selector):
    """Wait until the preview has been asked again and drawn anew."""
    popup.js(f"document.querySelector({json.dumps(selector)}).dataset.before = 'yes'")

    def drawn():
        return popup.js(f"document.querySelector({json.dumps(selector)})?.dataset.before !== 'yes'")

    return drawn


def choose(popup, selector, value):
    drawn = answered(popup, selector)
    popup.choose(selector, value)
    popup._until(drawn, "the preview was not drawn again")


def facts(household, member):
    return household.ask("GET", f"/api/v1/members/{member}/facts")["facts"]


def test_a_question_is_asked_with_plain_words_and_answered_on_the_spot(click, paired, member):
    popup = click(page("asked"), OPEN_INSURANCE)
    popup.wait_state("preview")
    asked = popup.text("#questions")
    assert "这张表是哪个险种" in asked
    assert "明细" in asked
    assert "还有 1 个问题" in asked
    assert "待回答" in rows_shown(popup)[0]
    assert popup.js(f"document.querySelector('{INSURANCE}').selectedOptions[0].text") == "不确定，先不定"

    choose(popup, INSURANCE, "injury")
    assert "工伤保险" in rows_shown(popup)[0]
    assert "还有" not in popup.text("#questions")
    assert popup.js(f"document.querySelector('{INSURANCE}').value") == "injury"

    popup.click("#save")
    popup.wait_state("saved")
    assert [fact["record"]["insurance"] for fact in facts(paired, member)] == ["injury", "injury"]


@pytest.mark.usefixtures("member")
def test_the_answer_is_used_for_the_next_page_and_says_so(click, browser):
    popup = click(page("kept"), OPEN_INSURANCE)
    popup.wait_state("preview")
    choose(popup, INSURANCE, "unemployment")
    popup.click("#save")
    popup.wait_state("saved")
    popup.close()
    browser.context.pages[-1].close()

    popup = click(page("kept"), OPEN_INSURANCE.replace("2024", "2025"))
    popup.wait_state("preview")
    assert "失业保险" in rows_shown(popup)[0]
    assert "以前" in popup.text("#questions .kept")
    choose(popup, INSURANCE, "")
    assert "待回答" in rows_shown(popup)[0]
    assert popup.text("#questions .kept") == ""


def test_a_column_in_question_shows_what_is_in_it(click, paired, member):
    popup = click(page("column"), OPEN_MONTH)
    popup.wait_state("preview")
    asked = popup.text("#questions")
    assert "失业保险 › 结算年月" in asked
    assert "202401 · 202402" in asked
    assert rows_shown(popup)[0].startswith("待回答")
    first = radio("month_column", "month")
    drawn = answered(popup, first)
    popup.click(first)
    popup._until(drawn, "the preview was not drawn again")
    assert popup.js(f"document.activeElement === document.querySelector({json.dumps(first)})")
    assert popup.js(f"document.querySelector({json.dumps(first)}).checked")
    assert rows_shown(popup)[0].startswith("2024-01")
    popup.click("#save")
    popup.wait_state("saved")
    assert [fact["record"]["month"] for fact in facts(paired, member)] == ["2024-01", "2024-02"]


def test_a_question_left_open_is_saved_open(click, paired, member):
    popup = click(page("open"), OPEN_INSURANCE)
    popup.wait_state("preview")
    popup.click("#save")
    popup.wait_state("saved")
    assert [fact["record"]["questions"][0]["code"] for fact in facts(paired, member)] == ["insurance", "insurance"]


def test_the_member_chosen_stays_chosen_when_a_question_is_answered(click, paired, member):
    other = paired.add_member("周小溪")
    popup = click(page("member"), OPEN_INSURANCE)
    popup.wait_state("preview")
    popup.choose("#member", other)
    choose(popup, INSURANCE, "injury")
    assert popup.js("document.querySelector('#member').value") == other
    assert "周小溪" in popup.text("#save")
    popup.click("#save")
    popup.wait_state("saved")
    assert facts(paired, member) == []
    assert len(facts(paired, other)) == 2


@pytest.mark.usefixtures("member")
def test_when_the_server_goes_away_meanwhile_that_is_said_and_the_question_comes_again(click, paired):
    popup = click(page("away"), OPEN_INSURANCE)
    popup.wait_state("preview")
    paired.stop()
    popup.choose(INSURANCE, "injury")
    popup.wait_state("unreached")
    paired.start()
    popup.click("#again")
    popup.wait_state("preview")
    assert "还有 1 个问题" in popup.text("#questions")


@pytest.mark.usefixtures("member")
def test_where_a_page_disagrees_with_itself_that_is_shown(click):
    total = "<tr><td>合计</td><td></td><td>99.99</td></tr>"
    popup = click(page("checked"), OPEN_INSURANCE.replace("明细", "工伤保险").replace("</table>", f"{total}</table>"))
    popup.wait_state("preview")
    assert "99.99" in popup.text("#checks")
