"""Rows that head the rows below them."""

import pytest

from shebaobu.normalize import normalize
from tests.normalize.pages import capture, grid, lines, read

HEADER = ["单位编号", "缴费年月", "缴费基数", "个人缴费"]
PENSION = {"path": ["企业职工基本养老保险"]}


def test_a_row_that_names_an_insurance_is_a_heading_of_the_rows_below_it():
    found = read(
        grid(
            HEADER,
            ["职工社会医疗保险", "", "", ""],
            ["1", "202301", "5000", "100"],
            ["小计", "", "", "100"],
            ["重大疾病医疗补助", "", "", ""],
            ["1", "202301", "5000", "0"],
        ),
        title="医疗保险缴费历史",
    )
    assert [(r["insurance"], r["insurance_text"], r["personal_amount"]) for r in found] == [
        ("medical_employee", "职工社会医疗保险", 10000),
        ("medical_large", "重大疾病医疗补助", 0),
    ]


def test_a_heading_may_have_something_beside_it_that_nobody_knows():
    rows = [["失业保险", "", "", "", "共1条"], ["1", "202301", "5000", "25", "甲"]]
    (record,) = read(grid([*HEADER, "某栏"], *rows, **PENSION))
    assert record["insurance"] == "unemployment"


def test_a_heading_that_nobody_knows_ends_the_insurance_before_it():
    first, second = read(
        grid(
            HEADER,
            ["失业保险", "", "", ""],
            ["1", "202301", "5000", "25"],
            ["离休干部统筹", "", "", ""],
            ["1", "202301", "5000", "100"],
            **PENSION,
        )
    )
    assert first["insurance"] == "unemployment"
    assert "insurance" not in second
    assert second["questions"][0]["subject"] == "离休干部统筹"


@pytest.mark.parametrize("label", ["月份", "月"])
def test_rows_below_a_year_are_of_that_year(label):
    table = grid(
        [label, "缴费基数", "个人缴费"],
        ["2022年度", "", ""],
        ["12月", "5000", "400"],
        ["2023年度", "", ""],
        ["1月", "5000", "400"],
        **PENSION,
    )
    assert [r["month"] for r in read(table)] == ["2022-12", "2023-01"]
    rows = [entry for entry in normalize(capture(table)).accounting if entry.part == "row"]
    assert [entry.meaning for entry in rows if entry.index in (0, 2)] == ["year", "year"]


def test_a_year_of_the_rows_comes_before_the_one_that_was_asked_for():
    (record,) = read(
        grid(["月份", "个人缴费"], ["2022年", ""], ["12月", "400"], path=["企业养老", "2023年度缴费"]),
    )
    assert record["month"] == "2022-12"


SHARES = ["缴费基数", "单位缴费", "个人缴费"]


def test_a_month_alone_in_a_row_is_that_of_the_insurances_below():
    rows = [["2022年2月", "", "", ""], ["失业保险", "3500", "17.5", "17.5"], ["2022年1月", "", "", ""]]
    found = read(grid(["险种", *SHARES], *rows, ["失业保险", "3500", "17.5", "17.5"]))
    assert [record["month"] for record in found] == ["2022-02", "2022-01"]


def test_an_empty_month_dates_no_row_below_it():
    rows = [["2022-02", "-", "-", "-"], ["二月", "3500", "560", "280"]]
    assert read(grid(["缴费月份", *SHARES], *rows, path=["失业保险"])) == []


@pytest.mark.parametrize(("header", "cell"), [("缴费月份", "1-6"), ("起止月份", "01至06"), ("缴费月份", "1月-6月")])
def test_a_span_of_months_is_of_the_rows_year(header, cell):
    found = read(
        grid(["年度", header, "缴费基数", "个人月缴费额"], ["2015", cell, "2400", "192"], path=["企业养老保险"])
    )
    assert [record["month"] for record in found] == [f"2015-{month:02d}" for month in range(1, 7)]
    assert read(lines("企业养老保险"), grid([header, "缴费基数", "个人月缴费额"], [cell, "2400", "192"])) == []


def test_an_unknown_label_over_months_beside_an_uncertain_one_is_asked_about():
    header = ["费款所属期", "费款对应月份段", "险种", "个人缴费"]
    (record,) = read(grid(header, ["202312", "202310", "失业保险", "20"]))
    assert "month" not in record
    assert [question["code"] for question in record["questions"]] == ["month_column"]


def test_an_empty_month_under_an_unknown_label_heads_no_row_below_it():
    rows = [["2022年4月", "-", "-", "-", "-"], ["2022年5月", "失业保险", "3500", "17.5", "17.5"]]
    assert read(grid(["某月份栏", "险种", *SHARES], *rows)) == []


GROUPED = ["险种", "缴费月份", "个人缴费"]


def test_an_insurance_written_once_is_that_of_the_rows_below_it():
    found = read(
        grid(
            GROUPED,
            ["工伤保险", "202301", "10"],
            ["", "202302", "10"],
            ["失业保险", "202301", "25"],
            ["", "202302", "25"],
            ["合计", "", "70"],
        )
    )
    assert [r["insurance"] for r in found] == ["injury", "injury", "unemployment", "unemployment"]


@pytest.mark.parametrize(
    "rows",
    [
        [["工伤保险", "202301", "10"], ["", "202301", "25"], ["工伤", "202302", "10"], ["", "202302", "25"]],
        [["工伤保险", "202301", "10"], ["工伤保险", "202302", "10"], ["", "202303", "25"]],
        [["", "202301", "10"], ["工伤保险", "202302", "10"], ["", "202303", "25"]],
        [["工伤保险", "202301", "10"], ["小计", "", "10"], ["", "202302", "25"]],
    ],
    ids=["two of a month", "written twice", "first empty", "after a sum"],
)
def test_an_empty_insurance_that_no_group_explains_is_asked_about(rows):
    assert "insurance" not in read(grid(GROUPED, *rows))[-1]


def test_a_year_written_once_is_that_of_the_rows_below_it():
    table = grid(["年度", "月", "个人缴费"], ["2022", "12", "400"], ["2023", "1", "400"], ["", "2", "400"], **PENSION)
    assert [r["month"] for r in read(table)] == ["2022-12", "2023-01", "2023-02"]
