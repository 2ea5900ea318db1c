"""Rows that cover a period: divided where that is exact and stated, kept as a period otherwise."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shebaobu.domain.month import format_month, parse_month
from shebaobu.normalize import normalize
from tests.normalize.pages import capture, grid, lines, read

HEADER = ["起始年月", "截至年月", "缴费月数", "缴费基数", "个人缴费(每月)"]
PENSION = {"path": ["企业职工基本养老保险"]}
TOTALS = lines("注：表中金额为该时段内缴费金额合计")
START = parse_month("2000-01")


@settings(deadline=None)
@given(st.integers(0, 300), st.integers(2, 60), st.integers(0, 10**6))
def test_a_full_period_becomes_each_of_its_months(start, length, amount):
    first, last = format_month(START + start), format_month(START + start + length - 1)
    found = read(grid(HEADER, [first, last, str(length), "5000", f"{amount / 100:.2f}"], **PENSION))
    assert [r["month"] for r in found] == [format_month(START + start + n) for n in range(length)]
    assert {r["personal_amount"] for r in found} == {amount}
    assert all(r["derived"] and r["period"] == {"start": first, "end": last, "months": length} for r in found)


def test_what_a_resident_paid_for_a_year_stays_whole_with_its_subsidy():
    header = ["年度", "开始年月", "终止年月", "缴费月数", "个人缴费", "财政补助"]
    table = grid(header, ["2023", "202301", "202312", "12", "380.00", "640.00"], path=["居民医疗"])
    found = read(lines("个人缴费、财政补助为缴费时段内的合计金额"), table)
    assert [r["month"] for r in found[:-1]] == [f"2023-{month:02d}" for month in range(1, 13)]
    year = found[-1]
    assert (year["kind"], year["year"]) == ("contribution_year", 2023)
    assert (year["personal_amount"], year["subsidy"]) == (38000, 64000)


def test_a_note_with_a_number_states_a_sum_and_explains_none():
    table = grid(["起始年月", "截至年月", "个人缴费"], ["202301", "202303", "120"], path=["失业保险"])
    first, *_ = read(lines("查询期间缴费金额合计120.00元"), table)
    assert "personal_amount" not in first


@settings(deadline=None)
@given(st.integers(2, 60), st.integers(1, 10**6))
def test_a_total_is_divided_to_the_fen_or_kept_with_the_period(length, total):
    header = ["起始年月", "截至年月", "缴费月数", "个人缴费"]
    row = ["2010-01", format_month(parse_month("2010-01") + length - 1), str(length), f"{total / 100:.2f}"]
    found = read(TOTALS, grid(header, row, **PENSION))
    months = [r for r in found if r["kind"] == "contribution"]
    periods = [r for r in found if r["kind"] == "contribution_period"]
    if total % length:
        assert [p["personal_total"] for p in periods] == [total]
        assert not any("personal_amount" in r for r in months)
    else:
        assert periods == []
        assert sum(r["personal_amount"] for r in months) == total


def test_fewer_months_than_the_period_are_not_told_apart():
    (record,) = read(grid(HEADER, ["201901", "201912", "10", "5000", "400"], **PENSION))
    assert (record["kind"], record["months"], record["start"], record["end"]) == (
        "contribution_period",
        10,
        "2019-01",
        "2019-12",
    )


def test_a_single_month_needs_no_dividing():
    (record,) = read(grid(["开始年月", "终止年月", "个人缴费"], ["201901", "201901", "400"], **PENSION))
    assert (record["month"], record["personal_amount"], "derived" in record) == ("2019-01", 40000, False)


def test_amounts_of_unstated_coverage_are_asked_about_and_left_out():
    found = read(grid(["开始年月", "终止年月", "缴费基数", "个人缴费"], ["201901", "201902", "5000", "800"], **PENSION))
    assert [("personal_amount" in r, r["base"], r["questions"][0]["code"]) for r in found] == [
        (False, 500000, "amounts_cover")
    ] * 2


def test_a_period_that_ends_before_it_starts_is_not_understood():
    result = normalize(capture(grid(HEADER, ["201912", "201901", "12", "5000", "400"], **PENSION)))
    assert result.records == []
    assert [(e.part, e.why) for e in result.accounting if e.use == "not_understood"] == [("row", "no_month")]


def test_a_month_of_its_own_counts_before_the_dates_beside_it():
    header = ["费款所属期", "开始日期", "结束日期", "个人缴费"]
    (record,) = read(grid(header, ["202303", "202301", "202312", "400"], **PENSION))
    assert (record["month"], record["personal_amount"], "derived" in record) == ("2023-03", 40000, False)


def test_rows_that_tell_what_amounts_cover_tell_it_of_the_others():
    header = ["险种", "开始年月", "终止年月", "缴费工资", "单位缴纳", "个人缴纳"]
    found = read(
        grid(
            header,
            ["职工养老保险", "201901", "201903", "3100", "1209", "744"],
            ["失业保险", "201901", "201904", "1410", "45.12", "11.28"],
        )
    )
    assert {(record["insurance"], record["personal_amount"]) for record in found} == {
        ("pension_employee", 24800),
        ("unemployment", 282),
    }


@pytest.mark.parametrize(
    ("start", "end"),
    [("对应费款所属期开始", "对应费款所属期结束"), ("费款月份起", "费款月份止"), ("缴费起始月份", "缴费截止期")],
)
def test_first_and_last_months_are_told_by_the_pieces_of_their_labels(start, end):
    header = ["做账期", start, end, "险种", "个人缴费（每月）"]
    found = read(grid(header, ["202312", "202310", "202311", "失业保险", "20"]))
    assert [record["month"] for record in found] == ["2023-10", "2023-11"]


@pytest.mark.parametrize("header", [("对应费款所属期开始", "某某栏"), ("某某栏", "对应 费款所属期结束")])
def test_beside_half_a_corresponding_period_a_month_is_asked_about(header):
    table = grid(["费款所属期", *header, "险种", "个人缴费"], ["202312", "202310", "202311", "失业保险", "40"])
    (record,) = read(table)
    assert not {"month", "personal_amount"} & set(record)
    assert [question["code"] for question in record["questions"]] == ["month_column"]


def test_amounts_a_month_beside_their_sums_are_told_by_the_upper_header():
    header = [
        "起止时间",
        "缴费月数",
        *[(over, who) for over in ("每月缴费(元)", "时段合计(元)") for who in ("单位", "个人")],
    ]
    found = read(grid(header, ["202001-202003", "3", "0.00", "304.24", "0.00", "912.72"], **PENSION))
    assert {(r["employer_amount"], r["personal_amount"]) for r in found} == {(0, 30424)}
