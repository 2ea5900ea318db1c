"""Following a site that its user allowed: pages, years, tabs, a list that is scrolled; one capture at the end."""

from __future__ import annotations

import itertools

import pytest

from tests.extension.allowing import answer_yes, give_back_all, may_read
from tests.extension.followed_pages import PAGER, TABS, VIRTUAL, months, page, periods

SITE = "https://follow.example/*"
YEARS = {"2023": months("5000.00"), "2024": months("6000.00")}
_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def site(browser, paired):
    """An allowed-to-ask site, a member to save for; nothing is followed afterwards."""
    answer_yes(browser, "*://*/*")
    yield paired.add_member("宋亦然", "self")
    give_back_all(browser)
    until(browser, lambda: not followed(browser))
    for tab in browser.context.pages[1:]:
        tab.close()


def until(browser, check, seconds=15):
    for _ in range(seconds * 10):
        if check():
            return
        browser.context.pages[0].wait_for_timeout(100)
    raise AssertionError(check())


def followed(browser):
    return browser.in_extension("chrome.storage.local.get('sites').then(({sites = []}) => sites.map(({site}) => site))")


def open_tab(browser, html, path="cx"):
    return browser.show(f"https://follow.example/{path}?tab={next(_numbers)}", html)


def follow(browser, tab):
    popup = browser.click_extension(tab)
    popup.wait_state("preview", "nothing")
    popup.click("#follow")
    popup.wait_state("following")
    return popup


def badge_is(browser, text):
    until(browser, lambda: browser.badge() == text)


def finish(browser, tab):
    """Click the icon, then done; the preview is shown."""
    popup = browser.click_extension(tab)
    popup.wait_state("following")
    popup.click("#done")
    popup.wait_state("preview")
    assert "这次一共整理出" in popup.text("#found h1")
    return popup


def saved_blocks(household, member):
    [listed] = household.captures(member)
    return household.ask("GET", f"/api/v1/captures/{listed['id']}")


def test_pages_and_years_become_one_capture(browser, site, paired):
    tab = open_tab(browser, page(PAGER, YEARS))
    assert not may_read(browser, SITE)
    popup = follow(browser, tab)
    assert may_read(browser, SITE)
    assert "12 行中的 5 行" in popup.text("#gathered")
    popup.close()
    badge_is(browser, "5")
    tab.click("#next")
    badge_is(browser, "10")
    tab.click("#next")
    badge_is(browser, "12")
    tab.click("#prev")
    tab.select_option("#year", "2024")
    tab.wait_for_timeout(1500)
    assert browser.badge() == "12"
    tab.click("#query")
    badge_is(browser, "17")
    tab.click("#next")
    badge_is(browser, "22")
    tab.click("#next")
    badge_is(browser, "24")
    assert paired.captures(site) == []

    popup = browser.click_extension(tab)
    popup.wait_state("following")
    assert popup.text("#gathered").count("12 行，全了") == 2
    assert "2023" in popup.text("#gathered")
    assert "2024" in popup.text("#gathered")
    popup.click("#done")
    popup.wait_state("preview")
    assert "24 条记录" in popup.text("#found")
    popup.choose("#member", site)
    popup.click("#save")
    popup.wait_state("saved")
    popup.close()
    [capture] = paired.captures(site)
    assert capture["records"] == 24
    assert browser.badge() == ""
    facts = paired.ask("GET", f"/api/v1/members/{site}/facts")["facts"]
    found = sorted((fact["record"]["month"], fact["record"]["base"]) for fact in facts)
    expected = [
        (f"{year}-{month:02}", base) for year, base in ((2023, 500000), (2024, 600000)) for month in range(1, 13)
    ]
    assert found == expected


def test_a_tab_whose_rows_come_late_never_lends_its_name_to_the_old_rows(browser):
    data = {
        "养老保险": periods(3, "5000.00"),
        "失业保险": [[month, base, "25.00"] for month, base, _ in periods(3, "5000.00")],
    }
    tab = open_tab(browser, page(TABS, data))
    follow(browser, tab).close()
    badge_is(browser, "3")
    tab.get_by_text("失业保险").click()
    badge_is(browser, "6")
    popup = finish(browser, tab)
    assert "6 条记录" in popup.text("#found")
    insurances = popup.js("[...document.querySelectorAll('#records tbody tr')].map((row) => row.innerText).join('\\n')")
    assert insurances.count("400.00") == 3
    assert insurances.count("25.00") == 3
    popup.close()


def test_the_same_rows_under_another_tab_count_once_the_page_stands_still(browser):
    data = {"养老保险": periods(3, "5000.00"), "失业保险": periods(3, "5000.00")}
    tab = open_tab(browser, page(TABS, data))
    follow(browser, tab).close()
    badge_is(browser, "3")
    tab.get_by_text("失业保险").click()
    tab.wait_for_timeout(1200)
    assert browser.badge() == "3"
    badge_is(browser, "6")


def test_the_same_rows_under_another_year_are_asked_about(browser):
    same = months("5000.00", 4)
    tab = open_tab(browser, page(PAGER, {"2023": same, "2024": same}))
    follow(browser, tab).close()
    badge_is(browser, "4")
    tab.select_option("#year", "2024")
    tab.click("#query")
    tab.wait_for_timeout(1000)
    popup = browser.click_extension(tab)
    popup.wait_state("following")
    assert "2024" in popup.text(".held")
    popup.click(".count-held")
    popup.wait_text("8", "#amount")
    assert popup.text(".held") == ""
    popup.close()
    badge_is(browser, "8")


def test_a_list_that_is_scrolled_is_gathered_row_by_row(browser):
    rows = periods(60, "5000.00")
    rows[30] = rows[29]
    tab = open_tab(browser, page(VIRTUAL, rows, count=60))
    follow(browser, tab).close()
    tab.mouse.move(100, 150)
    for _ in range(30):
        tab.mouse.wheel(0, 100)
        tab.wait_for_timeout(150)
    badge_is(browser, "60")
    popup = finish(browser, tab)
    assert "60 行" in popup.text("#found")
    assert popup.text(".truncated") == ""
    popup.close()


def test_a_page_opened_anew_on_the_site_is_followed_too(browser):
    follow(browser, open_tab(browser, page(PAGER, YEARS))).close()
    badge_is(browser, "5")
    other = open_tab(browser, page(TABS, {"养老保险": periods(3, "7000.00")}), "other")
    badge_is(browser, "8")
    popup = finish(browser, other)
    assert popup.text("#found .block:nth-of-type(2)") != ""
    popup.close()


def test_stop_and_forget_leaves_nothing(browser, site, paired):
    tab = open_tab(browser, page(PAGER, YEARS))
    popup = follow(browser, tab)
    popup.click("#stop")
    popup.wait_state("stopped")
    assert "什么也没有发送" in popup.text("#view")
    popup.close()
    assert browser.badge() == ""
    assert not may_read(browser, SITE)
    assert browser.in_extension("chrome.storage.session.get('visits').then(({visits}) => visits)") == []
    assert browser.in_extension("chrome.scripting.getRegisteredContentScripts()") == []
    tab.click("#next")
    tab.wait_for_timeout(1500)
    assert browser.badge() == ""
    assert paired.captures(site) == []


def test_taking_the_permission_back_stops_the_watcher(browser):
    tab = open_tab(browser, page(PAGER, YEARS))
    follow(browser, tab).close()
    badge_is(browser, "5")
    give_back_all(browser)
    until(browser, lambda: followed(browser) == [])
    tab.click("#next")
    tab.wait_for_timeout(1500)
    assert browser.badge() == "5"


def test_the_options_page_lists_allowed_sites_and_removes_them(browser):
    tab = open_tab(browser, page(PAGER, YEARS))
    follow(browser, tab).close()
    options = browser.open_options()
    options.wait_for_selector("#site-list")
    assert "follow.example" in options.inner_text("#site-list")
    options.click("#site-list button")
    options.wait_for_selector("#sites-note")
    assert options.locator("#site-list").count() == 0
    assert not may_read(browser, SITE)
    assert browser.badge() == ""


def test_another_persons_page_is_another_visit(browser):
    def whose(name, base):
        return page(TABS, {"养老保险": periods(3, base)}).replace(
            "<h2>", f"<p>姓名：<input value={name} readonly></p><h2>"
        )

    first = open_tab(browser, whose("宋亦然", "5000.00"))
    follow(browser, first).close()
    second = open_tab(browser, whose("周小溪", "6000.00"))
    badge_is(browser, "6")
    popup = browser.click_extension(second)
    popup.wait_state("following")
    assert "3 行" in popup.text("#amount")
    assert "3 行" in popup.text("#visits")
    popup.close()


def test_a_sign_in_page_is_not_read(browser):
    tab = open_tab(browser, page(PAGER, YEARS))
    follow(browser, tab).close()
    badge_is(browser, "5")
    login = page(TABS, {"养老保险": periods(3, "7000.00")}).replace("<h2>", "<input type=password><h2>")
    open_tab(browser, login, "login").wait_for_timeout(1500)
    assert browser.badge() == "5"


def test_what_was_gathered_and_not_saved_is_shown_on_other_sites(browser):
    follow(browser, open_tab(browser, page(PAGER, YEARS))).close()
    badge_is(browser, "5")
    elsewhere = browser.show(f"https://elsewhere.example/?{next(_numbers)}", "<!doctype html><p>hi</p>")
    popup = browser.click_extension(elsewhere)
    popup.wait_state("nothing")
    assert "follow.example" in popup.text("#visits")
    popup.click(".open-visit")
    popup.wait_state("following")
    popup.click("#done")
    popup.wait_state("preview")
    popup.close()


def test_a_full_memory_is_said_in_words(browser):
    tab = open_tab(browser, page(PAGER, YEARS))
    follow(browser, tab).close()
    badge_is(browser, "5")
    browser.in_extension(
        "chrome.storage.session.set({ballast: 'x'.repeat(chrome.storage.session.QUOTA_BYTES - 20000)})"
    )
    tab.evaluate("DATA[2023] = Array.from({length: 3000}, (_, at) => [`${at}月`, '1'.repeat(40), '2.00'])")
    tab.evaluate(
        "SIZE_ALL = document.querySelector('tbody').innerHTML = DATA[2023].map((row) =>"
        " '<tr>' + row.map((cell) => `<td>${cell}</td>`).join('') + '</tr>').join('')"
    )
    until(browser, lambda: browser.in_extension("chrome.storage.session.get('full').then(({full}) => full)"))
    popup = browser.click_extension(tab)
    popup.wait_state("following")
    assert "记满" in popup.text("#full")
    assert "5 行" in popup.text("#amount")
    popup.close()
    browser.in_extension("chrome.storage.session.remove('ballast')")
