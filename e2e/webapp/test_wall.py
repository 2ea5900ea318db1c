"""The month wall and the records behind it, from captures saved as the extension saves them."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import COLUMNS, EMPLOYER, PAGE_TITLE, page_of, row

MONTHS = [f"2023{month:02}" for month in range(1, 13) if month not in (5, 6)]
ROWS = [row(month, status="未缴" if month == "202309" else "已到账") for month in MONTHS]
SIZE_OF_TWENTY_YEARS = 5 * 40


@pytest.fixture(scope="module")
def member(household):
    member = household.add_member("宋亦然")
    household.save(member, page_of(ROWS))
    household.save(member, page_of(ROWS[:3], insurance="失业保险"))
    return member


@pytest.fixture
def wall(screen, member):
    screen.open(f"#/member/{member}", "wall")
    expect(screen.page.locator("[data-attended]")).to_have_count(1)
    return screen


def cell(screen, block, year, month):
    """Middle of a month's cell, from what is drawn: years run down from the newest."""
    drawing = screen.page.locator("svg.months").nth(block)
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    years = [int(text) for text in screen.page.locator(".years").nth(block).inner_text().split()]
    height = box["height"] / len(years)
    return box["x"] + (month - 0.5) * box["width"] / 12, box["y"] + (years.index(year) + 0.5) * height


def test_a_block_an_insurance_with_its_count(wall):
    headings = wall.page.locator(".block h2").all_inner_texts()
    assert headings == [wall.say("insurance.pension_employee"), wall.say("insurance.unemployment")]
    expect(wall.page.locator(".block .count").first).to_have_text(wall.say("app.wall.paid", paid=9))
    legend = wall.page.locator(".legend li").all_inner_texts()
    assert wall.say("status.unpaid") in legend
    assert wall.say("app.wall.gap") in legend
    assert wall.say("status.refunded") not in legend


@pytest.mark.parametrize(("month", "key"), [(4, "status.paid"), (5, "status.none"), (9, "status.unpaid")])
def test_pointing_at_a_month_says_it(wall, month, key):
    wall.page.mouse.move(*cell(wall, 0, 2023, month))
    tip = wall.page.locator(".tip")
    expect(tip).to_contain_text(wall.say("app.month.full", year=2023, month=month, name=""))
    expect(tip).to_contain_text(wall.say(key))


def test_months_say_what_is_to_be_known_of_them(screen, household):
    member = household.add_member("宋小满", "son")
    whose = {"pairs": [["姓名", "宋小满"]]}
    places = {"columns": [*COLUMNS, ["参保地"]], **whose}
    before = [[*row(f"2023{month:02}", status="未到账"), "云川市"] for month in (1, 2, 3, 4)]
    after = [[*row(f"2023{month:02}"), "云川市"] for month in (1, 3, 4)]
    household.save(member, page_of(before, captured_at="2026-03-01T09:00:00+08:00", **places))
    household.save(member, page_of(after, captured_at="2026-11-09T09:00:00+08:00", **places))
    elsewhere = {"captured_at": "2026-11-09T09:01:00+08:00", "url": "https://jn.example.test/pay", **places}
    household.save(member, page_of([[*row("202303"), "江宁市"], [*row("202304", "12000.00"), "云川市"]], **elsewhere))
    screen.open(f"#/member/{member}", "wall")
    expect(screen.page.locator("[data-attended]")).to_have_count(1)
    legend = screen.page.locator(".legend li").all_inner_texts()
    tip = screen.page.locator(".tip")
    for month, key in ((1, "changed"), (2, "vanished"), (3, "doubled"), (4, "conflict")):
        assert screen.say(f"mark.{key}") in legend
        drawn = screen.page.locator(f"svg.months path[fill^='url(#cell-{key}']")
        expect(drawn).to_have_count(1)
        screen.page.mouse.move(*cell(screen, 0, 2023, month))
        expect(tip).to_contain_text(screen.say(f"mark.{key}"))
    screen.page.mouse.click(*cell(screen, 0, 2023, 2))
    screen.ready("records")
    expect(screen.page.locator("tr.marked")).to_contain_text(screen.say("mark.vanished"))


def test_a_click_opens_the_records_of_that_month(wall):
    wall.page.mouse.click(*cell(wall, 0, 2023, 9))
    wall.ready("records")
    marked = wall.page.locator("tr.marked")
    expect(marked).to_have_count(1)
    texts = marked.locator("th, td").all_inner_texts()
    assert texts[:5] == ["2023-09", "11,380.00", "1,820.80", "910.40", EMPLOYER]
    assert wall.say("status.unpaid") in texts[5]
    assert PAGE_TITLE in texts[-1] and "si.example.test" in texts[-1]
    expect(wall.page.locator("table.records tbody tr")).to_have_count(len(ROWS))


def test_a_month_without_a_record_opens_nothing(wall):
    wall.page.mouse.click(*cell(wall, 0, 2023, 5))
    expect(wall.page.locator("body")).to_have_attribute("data-ready", "wall")
    assert wall.page.url.count("/records/") == 0


def test_keys_move_over_the_months(wall):
    wall.page.locator(".tabs a").last.focus()
    wall.page.keyboard.press("Tab")
    wall.page.keyboard.press("Tab") if wall.page.evaluate("() => document.activeElement.tagName") != "svg" else None
    tip = wall.page.locator(".tip")
    expect(tip).to_contain_text("2023 年 12 月")
    for _ in range(3):
        wall.page.keyboard.press("ArrowLeft")
    expect(tip).to_contain_text("2023 年 9 月")
    wall.page.keyboard.press("Enter")
    wall.ready("records")
    expect(wall.page.locator("tr.marked th")).to_have_text("2023-09")


def test_a_finger_is_told_first_and_opens_with_the_second_tap(screen_of, household, member):
    options = {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 844}}
    screen = screen_of(household.address, household.cookie, **options)
    screen.open(f"#/member/{member}", "wall")
    expect(screen.page.locator("[data-attended]")).to_have_count(1)
    screen.page.touchscreen.tap(*cell(screen, 0, 2023, 9))
    expect(screen.page.locator(".tip")).to_contain_text(screen.say("app.wall.tap_again"))
    screen.page.touchscreen.tap(*cell(screen, 0, 2023, 9))
    screen.ready("records")


def test_records_are_filtered(screen, member):
    screen.open(f"#/records/{member}", "records")
    expect(screen.page.locator("table.records tbody tr")).to_have_count(len(ROWS) + 3)
    screen.field("app.records.insurance").select_option("unemployment")
    expect(screen.page.locator("table.records tbody tr")).to_have_count(3)
    screen.open(f"#/records/{member}/all/1999", "records")
    screen.sees(screen.say("app.records.none"))


def test_the_wall_stays_small(household, screen):
    member = household.add_member("宋承志", "father")
    months = [f"{year}{month:02}" for year in range(2005, 2025) for month in range(1, 13)]
    rows = [row(month, status="未缴" if number % 7 == 0 else "已到账") for number, month in enumerate(months)]
    for insurance in ("企业职工基本养老保险", "职工基本医疗保险", "失业保险", "工伤保险", "生育保险"):
        household.save(member, page_of(rows, insurance=insurance))
    screen.open(f"#/member/{member}", "wall")
    expect(screen.page.locator(".block")).to_have_count(5)
    assert screen.page.locator(".wall *").count() < SIZE_OF_TWENTY_YEARS
