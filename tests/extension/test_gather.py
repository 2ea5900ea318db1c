"""What readings of a site become: one table from several views of it, other choices apart, nothing counted twice."""

from __future__ import annotations

import pytest

URL = "https://portal.example/cx"


@pytest.fixture(scope="module")
def gather(browser):
    """Put readings together in the extension; answers the visit's capture, what is held, what each brought."""
    page = browser.open_options()

    def run(*readings, settled=False):
        return page.evaluate(
            """async ([readings, settled]) => {
                const { gather, newVisit, captureOf, tablesOf, isOther } = await import("/app/gather.js");
                let visit = newVisit("https://portal.example/*", readings[0].capture);
                const other = readings.map((reading) => isOther(visit, reading));
                const brought = readings.map((reading) => {
                    const others = isOther(visit, reading);
                    // What is kept between two readings is plain data.
                    visit = JSON.parse(JSON.stringify(visit));
                    return [gather(visit, reading, settled), others];
                });
                const capture = captureOf(visit, new Date());
                return {
                    capture,
                    blocks: capture.blocks,
                    grids: capture.blocks.filter((block) => block.type === "grid"),
                    held: visit.held.map((held) => held.what),
                    brought: brought.map(([one]) => one),
                    others: brought.map(([, one]) => one),
                    tables: tablesOf(visit),
                };
            }""",
            [list(readings), settled],
        )

    yield run
    page.close()


def reading(*blocks, url=URL, title="页", keys=None):
    marks = [{"url": url, "keys": keys if block["type"] == "grid" else None} for block in blocks]
    return {
        "capture": {"origin": {"url": url, "title": title, "frame_urls": []}, "blocks": list(blocks)},
        "marks": marks,
    }


def grid(*rows, path=("缴费明细",), columns=("月份", "基数"), **more):
    cells = [row.split("|") for row in rows]
    return {
        "type": "grid",
        "path": list(path),
        "columns": [[name] for name in columns],
        "rows": cells,
        **{"truncated": False, **more},
    }


def form(**pairs):
    return {"type": "fields", "path": [], "pairs": [list(pair) for pair in pairs.items()]}


def lines(*texts):
    return {"type": "lines", "path": [], "lines": [{"text": text} for text in texts]}


def rows(first, last, base="5000"):
    return [f"{number}|{base}" for number in range(first, last + 1)]


def numbers(block):
    return [int(row[0]) for row in block["rows"]]


def test_pages_follow_each_other_and_a_page_seen_before_adds_nothing(gather):
    part = {"total_rows": 12, "truncated": True}
    one, two, three = (reading(grid(*rows(*ends), **part)) for ends in ((1, 5), (6, 10), (11, 12)))
    found = gather(one, two, one, three, two)
    assert found["brought"] == [True, True, False, True, False]
    [table] = found["grids"]
    assert numbers(table) == list(range(1, 13))
    assert table["truncated"] is False
    assert table["total_rows"] == 12


def test_a_table_that_is_not_complete_says_so(gather):
    found = gather(reading(grid(*rows(1, 5), total_rows=12, truncated=True)))
    assert found["grids"][0]["truncated"] is True
    assert found["tables"][0]["rows"] == 5


def test_equal_rows_of_one_page_stay_and_so_do_those_on_two_pages_where_the_count_has_room_for_them(gather):
    twice = ["1|5000", "1|5000", "2|5000"]
    found = gather(reading(grid(*twice, total_rows=5)), reading(grid("2|5000", "3|5000", total_rows=5)))
    assert numbers(found["grids"][0]) == [1, 1, 2, 2, 3]


def test_windows_of_a_list_are_joined_where_they_overlap_in_any_order(gather):
    windows = [(1, 10), (31, 40), (8, 17), (24, 33), (16, 25), (3, 9)]
    found = gather(*(reading(grid(*rows(*ends))) for ends in windows))
    [table] = found["grids"]
    assert numbers(table) == list(range(1, 41))


def test_a_gap_in_a_list_stays_a_gap(gather):
    found = gather(*(reading(grid(*rows(*ends), truncated=True, total_rows=60)) for ends in ((1, 10), (41, 50))))
    assert found["grids"][0]["truncated"] is True
    assert len(found["grids"][0]["rows"]) == 20


def test_row_keys_tell_equal_rows_apart(gather):
    def window(first, last):
        keys = [f"aria-rowindex={number}" for number in range(first, last + 1)]
        return reading(grid(*["1|5000"] * len(keys)), keys=keys)

    found = gather(window(1, 4), window(7, 9), window(3, 8))
    assert len(found["grids"][0]["rows"]) == 9


def test_row_numbers_put_windows_in_order(gather):
    def window(first, last):
        keys = [f"aria-rowindex={number}" for number in range(first, last + 1)]
        return reading(grid(*rows(first, last)), keys=keys)

    assert numbers(gather(window(11, 13), window(1, 3), window(6, 7))["grids"][0]) == [1, 2, 3, 6, 7, 11, 12, 13]


def test_a_page_of_one_row_is_known_again(gather):
    page = reading(grid("1|5000", total_rows=9))
    assert len(gather(page, page)["grids"][0]["rows"]) == 1


def test_keys_that_only_count_the_rows_of_a_page_say_nothing(gather):
    keys = [f"data-index={number}" for number in range(5)]
    found = gather(*(reading(grid(*rows(*ends)), keys=keys) for ends in ((1, 5), (6, 10), (3, 7))))
    assert numbers(found["grids"][0]) == list(range(1, 11))


def test_sums_that_each_page_repeats_stand_once_at_the_end(gather):
    pages = (reading(grid(*rows(*ends), "合计|60000", total_rows=4)) for ends in ((1, 2), (3, 4)))
    [table] = gather(*pages)["grids"]
    assert [row[0] for row in table["rows"]] == ["1", "2", "3", "4", "合计"]
    assert table["truncated"] is False


def test_another_year_is_another_block_after_its_own_form_and_coming_back_adds_to_the_first(gather):
    def year(number, first, last):
        return reading(form(年度=str(number), 姓名="宋亦然"), grid(*rows(first, last, base=str(number))))

    found = gather(year(2023, 1, 2), year(2024, 1, 2), year(2023, 3, 4))
    kinds = [block["pairs"][0][1] if block["type"] == "fields" else numbers(block) for block in found["blocks"]]
    assert kinds == ["2023", [1, 2, 3, 4], "2024", [1, 2]]
    assert [table["chosen"] for table in found["tables"]] == [["2023"], ["2024"]]


def test_another_tab_is_another_block(gather):
    tabs = [
        reading(grid(*rows(1, 2, base=base), path=["缴费明细", tab])) for tab, base in (("养老", "1"), ("失业", "2"))
    ]
    assert [block["path"][1] for block in gather(*tabs)["grids"]] == ["养老", "失业"]


def test_a_year_in_the_text_above_is_another_block_too(gather):
    years = [reading(lines(f"{year}年缴费明细"), grid(*rows(1, 2, base=str(year)))) for year in (2023, 2024)]
    found = gather(*years)
    assert [block["type"] for block in found["blocks"]] == ["lines", "grid", "lines", "grid"]


def test_pages_clocks_and_counts_around_a_table_do_not_part_it(gather):
    def at(page, clock, first, last):
        around = [form(当前时间=clock, 每页条数=str(page)), lines(f"您好，现在是{clock}", f"第 {page} 页")]
        return reading(*around, grid(*rows(first, last)))

    found = gather(at(1, "10:00:01", 1, 5), at(2, "10:00:09", 6, 10))
    assert len(found["grids"]) == 1
    assert numbers(found["grids"][0]) == list(range(1, 11))


def test_a_panel_that_is_opened_above_a_table_does_not_part_it(gather):
    table = grid(*rows(1, 3))
    found = gather(reading(table), reading(form(单位="示例公司"), table))
    assert found["held"] == []
    assert [block["type"] for block in found["blocks"]] == ["grid", "fields"]


def test_rows_of_the_year_before_are_held_back_until_the_page_answers(gather):
    def year(number, base):
        return reading(form(年度=str(number)), grid(*rows(1, 3, base=base)))

    stale = gather(year(2023, "5000"), year(2024, "5000"), settled=True)
    assert stale["held"] == ["年度：2024"]
    assert len(stale["grids"]) == 1
    answered = gather(year(2023, "5000"), year(2024, "5000"), year(2024, "6000"), settled=True)
    assert answered["held"] == []
    assert [block["rows"][0][1] for block in answered["grids"]] == ["5000", "6000"]


def test_another_person_is_seen_masked_or_not(gather):
    def whose(name, base):
        return reading(form(姓名=name), grid(*rows(1, 2, base=base)))

    assert gather(whose("宋亦然", "1"), whose("宋**", "2"))["others"] == [False, False]
    assert gather(whose("宋亦然", "1"), whose("周小溪", "2"))["others"] == [False, True]


def test_pages_that_turn_by_their_address_are_one_table_and_other_pages_are_told_by_their_title(gather):
    def at(query, title, first, last):
        return reading(grid(*rows(first, last)), url=f"{URL}?{query}", title=title)

    one = gather(at("nd=2023&page=1", "养老", 1, 5), at("nd=2023&page=2", "养老", 6, 10))
    assert len(one["grids"]) == 1
    assert one["capture"]["origin"]["title"] == "养老"
    two = gather(at("xz=110", "养老", 1, 5), at("xz=210", "失业", 11, 15))
    assert [block["path"] for block in two["grids"]] == [["养老", "缴费明细"], ["失业", "缴费明细"]]
    assert two["capture"]["origin"] == {"url": "https://portal.example/", "title": "", "frame_urls": []}
    assert [block.get("page", 0) for block in two["blocks"]] == [0, 1]


def test_a_table_without_rows_is_nothing(gather):
    assert gather(reading(grid("暂无数据|")), reading(grid()))["brought"] == [False, False]
