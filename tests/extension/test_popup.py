"""The popup from the click to the saved capture, on the real toolbar button and against a real server."""

from __future__ import annotations

import pytest

from tests.extension.reading import PLAIN
from tests.portals.pages import SAMPLES

PAGES = {sample.name: sample for sample in SAMPLES}
BEIJING = PAGES["bj_csibiz_oldage_2018"]
NATIONAL = PAGES["si12333_vxe_fixed"]
GUANGZHOU = PAGES["gz_pension_ranges"]


@pytest.fixture
def open_page(click):
    return lambda sample: click(sample.url, sample.html)


def member_choice(popup):
    return popup.js("document.querySelector('#member').value")


def test_before_pairing_the_popup_leads_to_the_options(fresh, open_page):
    popup = open_page(BEIJING)
    popup.wait_state("unpaired")
    assert "配对码" in popup.text("#view")
    with fresh.context.expect_page() as opened:
        popup.click("#open-options")
    opened.value.wait_for_selector("#pair")
    opened.value.close()


@pytest.mark.usefixtures("paired")
def test_a_page_of_the_browser_itself_may_not_be_read(browser):
    page = browser.context.new_page()
    page.goto("chrome://version")
    popup = browser.click_extension(page)
    popup.wait_state("forbidden")
    assert "不允许" in popup.text("#view")
    popup.close()
    page.close()


@pytest.mark.usefixtures("paired")
@pytest.mark.parametrize("body", ["<img alt=''>", "<h1>Welcome</h1><p>No records here.</p>"], ids=["empty", "words"])
def test_a_page_with_nothing_to_read_says_what_to_do(click, body):
    popup = click("https://portal.example/empty", f"<!doctype html><body>{body}</body>")
    popup.wait_state("nothing")
    assert "查询" in popup.text("#view")


def test_preview_names_what_was_found_and_saving_it_says_what_was_new(browser, paired, open_page):
    member = paired.add_member("宋亦然", "self")
    paired.add_member("周小溪")
    popup = open_page(BEIJING)
    popup.wait_state("preview")
    assert popup.text("#household") == "宋家的社保簿"
    found = popup.text("#found")
    assert "9 条记录" in found
    assert "养老保险" in found
    assert "2018-01 至 2018-10，共 9 个月" in found
    assert member_choice(popup) == member
    assert "姓名" in popup.text("#reason")
    assert "990102********1381" in popup.text("#whom")
    assert "990102199103101381" not in popup.js("document.documentElement.outerHTML")
    assert "5,500.00" in popup.text("#records")
    assert paired.captures(member) == []

    popup.click("#save")
    popup.wait_state("saved")
    assert "9 条新记录记到了宋亦然名下" in popup.text("#view")
    [capture] = paired.captures(member)
    assert capture["records"] == 9
    assert capture["host"] == "www.bjrbj.gov.cn"
    assert browser.badge() == ""


def test_the_same_page_twice_adds_nothing_and_says_so(browser, paired, open_page):
    member = paired.add_member("宋亦然", "self")
    for time in range(2):
        popup = open_page(BEIJING)
        popup.wait_state("preview")
        assert ("以前存过" in popup.text("#found")) is bool(time)
        popup.click("#save")
        popup.wait_state("saved")
        assert ("以前存过" in popup.text("#view")) is bool(time)
        popup.close()
        browser.context.pages[-1].close()
    assert len(paired.captures(member)) == 1


def test_a_page_that_shows_a_part_says_how_much(paired, open_page):
    paired.add_member("周小溪")
    popup = open_page(NATIONAL)
    popup.wait_state("preview")
    assert "15 条中的 10 条" in popup.text(".truncated")


def test_two_members_who_fit_the_person_are_not_chosen_between(paired, open_page):
    for relation in ("self", "son"):
        paired.add_member("宋亦然", relation)
    popup = open_page(BEIJING)
    popup.wait_state("preview")
    assert popup.js("document.querySelector('#save').disabled") is True
    assert "不止一位" in popup.text("#reason")


def test_without_a_guess_the_user_must_choose(paired, open_page):
    paired.add_member("宋亦然", "self")
    chosen = paired.add_member("周小溪")
    popup = open_page(GUANGZHOU)
    popup.wait_state("preview")
    assert popup.js("document.querySelector('#save').disabled") is True
    assert "请您选" in popup.text("#reason")
    popup.choose("#member", chosen)
    assert "周小溪" in popup.text("#save")
    popup.click("#save")
    popup.wait_state("saved")
    assert len(paired.captures(chosen)) == 1


def test_the_first_records_are_shown_and_all_on_request(paired, open_page):
    paired.add_member("宋亦然", "self")
    popup = open_page(GUANGZHOU)
    popup.wait_state("preview")
    shown = "document.querySelectorAll('#records tbody tr').length"
    assert popup.js(shown) == 12
    popup.click("#show-all")
    assert popup.js(shown) == 84


@pytest.mark.usefixtures("paired")
def test_without_members_the_popup_leads_to_the_web_app(open_page):
    popup = open_page(BEIJING)
    popup.wait_state("preview")
    assert "请先在网页端添加家人" in popup.text("#whom")
    assert popup.js("document.querySelector('#save')") is None
    assert popup.text("#open-ledger") != ""


def test_what_was_not_understood_is_listed(paired, click):
    paired.add_member("宋亦然", "self")
    table = "<table><tr><th>缴费年月</th><th>险种</th><th>单位缴费</th><th>玄之又玄</th></tr>"
    rows = "<tr><td>202401</td><td>失业保险</td><td>20.00</td><td>众妙之门</td></tr>" * 2
    popup = click("https://portal.example/strange", f"<!doctype html><meta charset=utf-8>{table}{rows}</table>")
    popup.wait_state("preview")
    assert "玄之又玄" not in popup.text("#not-understood")
    popup.click("#not-understood summary")
    assert "玄之又玄" in popup.text("#not-understood")


def test_text_of_a_page_is_never_markup(paired, click):
    paired.add_member("宋亦然", "self")
    page = "<!doctype html><meta charset=utf-8><h3>&lt;img src=x onerror=alert(1)&gt;&lt;b&gt;粗&lt;/b&gt;</h3>" + PLAIN
    popup = click("https://portal.example/markup", page)
    popup.wait_state("preview")
    assert "<b>粗</b>" in popup.text("#found")
    assert popup.js("document.querySelectorAll('#found img').length") == 0


def test_the_keyboard_is_enough(paired, open_page):
    member = paired.add_member("宋亦然", "self")
    popup = open_page(BEIJING)
    popup.wait_state("preview")
    order = []
    for _ in range(12):
        popup.key("Tab", 9)
        order.append(popup.js("document.activeElement.id"))
        if order[-1] == "save":
            break
    assert order[-1] == "save", order
    assert "member" in order
    popup.key("Enter", 13)
    popup.wait_state("saved")
    assert len(paired.captures(member)) == 1


def test_the_other_language_is_one_click_away_and_stays(paired, open_page):
    paired.add_member("宋亦然", "self")
    popup = open_page(BEIJING)
    popup.wait_state("preview")
    popup.click("#language")
    popup.wait_text("9 records found on this page")
    assert "Pension (employees)" in popup.text("#records")
    assert popup.js("document.documentElement.lang") == "en"
