"""What stands around a table and is not in it: its month, its insurance, notes on amounts and on figures."""

import pytest

from tests.normalize.pages import fields, grid, lines, read

SHARES = ("单位缴费", "个人缴费")


def insurances(path):
    return grid(["险种", "缴费基数", *SHARES], ["养老保险", "4879", "780.64", "390.32"], path=path)


@pytest.mark.parametrize("heading", ["2024年08月", "2024年8月已缴费", "2024-08缴费明细"])
def test_a_table_of_insurances_under_its_month_is_for_that_month(heading):
    (record,) = read(insurances(["我的社保", heading]))
    assert record["month"] == "2024-08"


@pytest.mark.parametrize(
    "heading",
    ["截至2024年8月", "2024年8月累计缴费", "2024年1月至2024年8月", "2024年8月5日", "结算期2024年8月", "2024年"],
)
def test_a_heading_that_names_a_month_for_something_else_dates_nothing(heading):
    assert read(insurances([heading])) == []


def test_a_title_above_the_persons_line_names_the_insurance():
    table = grid(["缴费月份", "缴费基数", *SHARES], ["202205", "3197", "511.52", "255.76"])
    (record,) = read(lines("企业养老缴费历史", "姓名：王*笙", "性别：女"), table)
    assert record["insurance"] == "pension_employee"
    (record,) = read(lines("企业养老缴费历史", "失业保险"), table)
    assert "insurance" not in record


@pytest.mark.parametrize(
    ("note", "personal"),
    [("说明：缴费金额为起止月份内的合计金额。", 5200), ("注：金额为每月金额，非期间合计金额。", None)],
)
def test_a_note_says_that_amounts_are_a_periods(note, personal):
    header = ["单位名称", "险种", "起始年月", "终止年月", "缴费基数", *SHARES]
    row = ["某厂", "职工医疗保险", "202201", "202203", "2600", "468.00", "156.00"]
    found = read(grid(header, row, [note, *[""] * 6]))
    assert {record.get("personal_amount") for record in found} == {personal}


@pytest.mark.parametrize(
    "page",
    [
        [grid(["费款所属期", "险种", *SHARES, "足额到账标志(0未足额到账1已足额到账)"])],
        [grid(["费款所属期", "险种", *SHARES, "足额到账标志"]), lines("足额到账标志说明：0未足额到账；1已足额到账")],
        [grid(["费款所属期", "险种", *SHARES, "足额到账标志"]), lines("注：足额到账标志：0-未足额到账，1-已足额到账")],
    ],
)
def test_figures_mean_what_the_page_says_of_them(page):
    page[0]["rows"] = [["202210", "失业保险", "8", "4", "1"], ["202211", "失业保险", "8", "4", "0"]]
    assert [record["status"] for record in read(*page)] == ["paid", "partial"]


def test_figures_that_nothing_explains_are_unknown():
    table = grid(["费款所属期", "险种", *SHARES, "足额到账标志"], ["202210", "失业保险", "8", "4", "1"])
    (record,) = read(table, lines("注：缴费类型：0-未足额到账，1-已足额到账"))
    assert record["status"] == "unknown"


def test_a_persons_share_by_where_it_goes_is_the_share_where_the_employers_is_shown_so():
    header = ["缴费月份", "单位缴纳统筹金额", "单位缴纳个人账户金额", "个人缴纳个人账户金额", "个人账户合计"]
    (record,) = read(grid(header, ["201509", "156", "52", "52", "104"], path=["基本医疗保险"]))
    amounts = {name: record[name] for name in record if name.endswith("amount")}
    assert amounts == {"employer_amount": 20800, "personal_amount": 5200, "account_amount": 10400}


def test_a_query_forms_month_is_no_month_of_a_table():
    assert read(fields(("查询月份", "2024年8月")), insurances([])) == []
