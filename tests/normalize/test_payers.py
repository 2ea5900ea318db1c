"""One row a payer: two rows become one contribution, in any order, and nothing is lost where they do not pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.normalize.pages import grid, read

HEADER = ["对应期", "险种类型", "缴费对象", "缴费基数", "缴纳金额", "缴费标识"]
ROWS = [
    ["201801", "失业保险", "单位", "3300", "16.50", "已实缴"],
    ["201801", "失业保险", "个人", "3300", "15.50", "未实缴"],
    ["201802", "失业保险", "单位", "3300", "17.50", "已实缴"],
    ["201802", "失业保险", "个人", "3300", "14.50", "已实缴"],
    ["201802", "工伤保险", "单位", "3300", "29.70", "已实缴"],
]


@given(st.permutations(ROWS))
def test_the_order_of_rows_does_not_matter(rows):
    found = {(r["insurance"], r["month"]): r for r in read(grid(HEADER, *rows))}
    assert len(found) == 3
    first = found["unemployment", "2018-01"]
    assert (first["employer_amount"], first["personal_amount"], first["status"], first["status_text"]) == (
        1650,
        1550,
        "partial",
        "单位:已实缴;个人:未实缴",
    )
    assert found["unemployment", "2018-02"]["status_text"] == "已实缴"
    assert "personal_amount" not in found["injury", "2018-02"]


def test_a_second_row_of_the_same_payer_stays_a_record_of_its_own():
    found = read(grid(HEADER, ROWS[0], ROWS[0], ROWS[1]))
    assert [(r.get("employer_amount"), r.get("personal_amount")) for r in found] == [(1650, None), (1650, 1550)]


def test_bases_that_differ_are_not_chosen_between():
    other = [*ROWS[1][:3], "3400", *ROWS[1][4:]]
    (record,) = read(grid(HEADER, ROWS[0], other))
    assert "base" not in record


def test_an_amount_of_an_unknown_payer_is_left_out():
    (record,) = read(grid(HEADER, ["201801", "失业保险", "第三方", "3300", "16.50", "已实缴"]))
    assert not {"employer_amount", "personal_amount"} & record.keys()


@pytest.mark.parametrize("item", ["企业养老保险{}缴费", "企业养老保险（{}）", "企业养老保险-{}"])
def test_an_item_can_name_the_insurance_and_the_payer(item):
    header = ["费款所属期", "款项", "缴费基数", "本期应缴", "划入个人账户金额"]
    (record,) = read(
        grid(
            header,
            ["202109", item.format("单位"), "3673", "587.68", "0.00"],
            ["202109", item.format("个人"), "3673", "293.84", "293.84"],
        )
    )
    assert (record["insurance"], record["employer_amount"], record["personal_amount"]) == (
        "pension_employee",
        58768,
        29384,
    )
    assert record["account_amount"] == 29384


def test_rows_of_an_insurance_that_is_not_told_are_joined_only_where_they_follow_each_other():
    header = [label for label in HEADER if label != "险种类型"]
    rows = [
        [month, payer, "3300", amount, "已实缴"]
        for month, payer, amount in (
            ("201801", "单位", "627"),
            ("201801", "单位", "16.50"),
            ("201801", "个人", "15.50"),
            ("201801", "个人", "264"),
        )
    ]
    found = [(r.get("employer_amount"), r.get("personal_amount")) for r in read(grid(header, *rows))]
    assert found == [(62700, None), (1650, 1550), (None, 26400)]
