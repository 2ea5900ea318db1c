"""Rows that head the rows below them."""

import pytest

from shebaobu.normalize import normalize
from tests.normalize.pages import capture, grid, read

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
