"""What stands around a table, and what only its cells say: the way to the page, the place, columns without a header."""

import pytest

from shebaobu.normalize import normalize
from tests.normalize.pages import capture, fields, grid, lines

COLUMNS = [["缴费年月"], ["缴费基数"], ["个人缴费"]]
ROWS = [["202401", "5000.00", "25.00"], ["202402", "5000.00", "25.00"]]


def look(*blocks):
    return normalize(capture(*blocks, url="https://portal.example/x"))


@pytest.mark.parametrize(
    "line",
    [
        "您的位置：首页 >> 个人查询 >> 失业保险 >> 历年缴费",
        "当前位置: 社会保险 > 失业保险 > 缴费查询",
        "首页/失业保险/历年缴费",
    ],
)
def test_the_way_to_a_page_tells_its_insurance(line):
    found = look(lines(line), grid(COLUMNS, *ROWS, path=["缴费情况"]))
    assert {r.insurance for r in found.records} == {"unemployment"}


@pytest.mark.parametrize("line", ["养老保险/失业保险/工伤保险", "您的位置：首页 > 五险缴费明细"])
def test_a_list_or_a_way_that_names_none_tells_nothing(line):
    found = look(lines(line), grid(COLUMNS, *ROWS, path=["缴费情况"]))
    assert {r.insurance for r in found.records} == {None}


def test_a_heading_says_more_than_the_way():
    found = look(lines("首页/失业保险/历年缴费"), grid(COLUMNS, *ROWS, path=["职工基本医疗保险"]))
    assert {r.insurance for r in found.records} == {"medical_employee"}


def test_a_place_in_a_loose_line_holds_for_the_page_if_it_is_one():
    table = grid(COLUMNS, *ROWS, path=["失业保险"])
    assert {r.pool for r in look(lines("林*安 参保地：福州市 切换"), table).records} == {"福州市"}
    two = lines("参保地：福州市", "参保地：厦门市")
    assert {r.pool for r in look(two, table).records} == {None}


def test_months_of_the_year_without_a_header_need_the_year_above_them():
    rows = [["1", "2月", "✓ 已到账", "5000.00"], ["2", "1月", "未到账", "5000.00"]]
    columns = [[], [], [], ["缴费基数"]]
    found = look(grid(columns, *rows, path=["失业保险", "2024年 已缴2个月"]))
    assert [(r.month, r.status) for r in found.records] == [("2024-02", "paid"), ("2024-01", "pending")]
    assert not [entry for entry in found.accounting if entry.use == "not_understood"]
    assert look(grid(columns, *rows, path=["失业保险"])).records == []


@pytest.mark.parametrize(
    ("pairs", "month"),
    [
        ([("失业保险缴费记录", "2023年")], "2023-03"),
        ([("失业保险缴费记录", "2023年"), ("养老保险缴费记录", "2022年")], None),
        ([("首次参保年份", "2023年")], None),
    ],
)
def test_a_year_in_words_beside_what_is_no_label_is_chosen(pairs, month):
    found = look(fields(*pairs), grid([[], ["缴费基数"]], ["3月", "5000.00"], path=["失业保险"]))
    assert [r.month for r in found.records] == ([month] if month else [])


def test_amounts_under_a_word_for_an_employer_are_no_name():
    columns = [["缴费月"], ["参保险种"], ["基数"], ["单位"], ["个人"], ["状态"]]
    whole = look(grid(columns, ["2024.06", "失业", "6000", "30.00", "30.00", "已到账"]))
    assert [(r.month, r.employer_amount, r.employer) for r in whole.records] == [("2024-06", 3000, None)]
    undated = look(grid(columns[1:], ["失业", "6000", "30.00", "30.00", "正常参保"]))
    assert all(r.employer is None for r in undated.records)
