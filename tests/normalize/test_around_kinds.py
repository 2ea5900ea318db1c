"""What stands around tables and panels of other kinds than contributions: a place, a line above, steps, a heading."""

import pytest

from shebaobu.normalize import normalize
from tests.normalize.pages import capture, fields, grid, lines, read

TRANSFER = fields(("联系函编号", "LXH1"), ("转出地", "信阳市"), ("转入地", "余姚市"), ("业务流水号", "3302"))
STEPS = [{"name": "转入地受理", "on": "2025-04-03"}, {"name": "转移资金到账", "on": "2025-05-06"}]


def test_a_line_above_a_panel_names_its_insurance():
    (transfer,) = read(lines("企业职工基本养老保险关系转移接续"), TRANSFER)
    assert (transfer["insurance"], transfer["reference"]) == ("pension_employee", "LXH1")


def test_the_place_that_a_page_names_once_is_that_of_its_records():
    header = ("缴费年度", "个人缴费金额", "政府补贴")
    table = grid(header, ("2025", "1000", "100"), path=["城乡居民养老保险"])
    (year,) = read(fields(("姓名", "覃*莲"), ("参保地", "湖南省怀化市")), table)
    assert year["pool"] == "湖南省怀化市"


def test_the_place_of_a_page_is_none_of_a_transfer():
    (transfer,) = read(fields(("姓名", "覃*莲"), ("参保地", "湖南省怀化市")), TRANSFER)
    assert "pool" not in transfer


def test_a_figure_below_a_heading_that_is_its_label():
    (balance,) = read(lines("2,318.92", path=["职工医保", "当前账户余额(元)"]))
    assert (balance["kind"], balance["balance"], balance["insurance"]) == (
        "account_balance",
        231892,
        "medical_employee",
    )


@pytest.mark.parametrize(
    "drawn",
    [
        [lines("2025-04-03", path=["转入地受理"]), lines("2025-05-06", path=["转移资金到账"])],
        [lines("转入地受理", "2025-04-03", "转移资金到账", "2025-05-06")],
        [lines("2025-04-03 10:20:31", "转入地受理", "2025-05-06 08:00:00", "转移资金到账")],
        [lines("转入地受理 2025-04-03", "转移资金到账 2025-05-06")],
        [fields(("转入地受理", "2025-04-03"), ("转移资金到账", "2025-05-06"))],
        [grid(((), ()), ("转入地受理", "2025-04-03"), ("转移资金到账", "2025-05-06"))],
        [grid(((), (), ()), ("1", "2025-04-03", "转入地受理"), ("2", "2025-05-06", "转移资金到账"))],
    ],
    ids=["headings", "alternating", "dates first", "on a line", "a panel", "a list", "a numbered list"],
)
def test_the_steps_of_a_transfer_however_they_are_drawn(drawn):
    found = normalize(capture(TRANSFER, *drawn))
    (transfer,) = found.records
    assert [{"name": step.name, "on": step.on} for step in transfer.steps] == STEPS
    assert not [entry for entry in found.accounting if entry.part == "line" and entry.use == "not_understood"]


def test_a_step_that_has_no_date_yet_is_one_by_its_number():
    drawn = [lines("2025-04-03", path=["转入地受理"]), lines("2025-05-06", path=["转移资金到账"]), lines("3", "办结")]
    (transfer,) = normalize(capture(TRANSFER, *drawn)).records
    assert [(step.name, step.on) for step in transfer.steps][-1] == ("办结", None)


@pytest.mark.parametrize("drawn", [[lines("更新时间 2025-05-06")], [lines("2025-05-06", path=["打印"])]])
def test_a_single_date_beside_a_transfer_is_no_step(drawn):
    (transfer,) = normalize(capture(TRANSFER, *drawn)).records
    assert transfer.steps == ()


HEADS = [
    (
        ("2025年09月", "2025年10月", "基础养老金", "发放状态"),
        [("", "3,147.00元", "3,147.00元", "发放成功"), ("3,100.00元", "", "3,100.00元", "发放失败")],
        [("2025-10", 314700, "paid"), ("2025-09", 310000, "failed")],
    ),
]


@pytest.mark.parametrize(("header", "rows", "expected"), HEADS)
def test_a_month_over_a_card_is_its_month(header, rows, expected):
    table = grid(header, *rows, path=["企业职工基本养老保险", "养老金发放"])
    assert [(record["month"], record["amount"], record["status"]) for record in read(table)] == expected


def test_a_name_over_an_amount_with_a_sign_is_what_it_was_for():
    header = ("药店购药", "医保划入", "交易时间", "账户余额")
    rows = [("", "+95.20", "2025-11-05", "1,906.35"), ("-42.80", "", "2025-11-03", "1,811.15")]
    found = read(grid(header, *rows, path=["职工医保个人账户"]))
    assert [(record["summary"], record["direction"], record["amount"]) for record in found] == [
        ("医保划入", "in", 9520),
        ("药店购药", "out", 4280),
    ]


def test_balances_one_below_the_other_are_not_what_stands_in_the_account_now():
    table = grid(("某时间", "账户余额"), ("2025-11-05", "1,906.35"), ("2025-11-03", "1,811.15"), path=["职工医保"])
    assert read(table) == []


def test_what_came_in_and_went_out_over_a_month_is_no_entry():
    found = read(lines("职工医保个人账户余额（元）", "1,906.35", "2025年11月", "支出 ¥122.80 收入 ¥95.20"))
    assert [(record["kind"], record["balance"], record["insurance"]) for record in found] == [
        ("account_balance", 190635, "medical_employee")
    ]


def test_an_insurance_in_a_label_says_nothing_where_the_panel_names_its_own():
    (settled,) = read(
        fields(
            ("险种类型", "职工基本医疗保险"),
            ("结算时间", "2025-06-11"),
            ("医疗费总额", "23,410.77"),
            ("基本医疗保险统筹基金支出", "9.00"),
        )
    )
    assert (settled["insurance_text"], settled["pool_paid"]) == ("职工基本医疗保险", 900)


SHARED = ("授权人", "使用人", "关系", "共济状态")


@pytest.mark.parametrize(
    ("own", "rows", "others"),
    [
        ("罗*辉", [("罗*辉", "苏*", "配偶", "有效"), ("苏*", "罗*辉", "配偶", "有效")], ["苏*", "苏*"]),
        (None, [("罗*辉", "苏*", "配偶", "有效"), ("罗*辉", "罗*", "子女", "有效")], ["苏*", "罗*"]),
        (None, [("罗*辉", "苏*", "配偶", "有效")], []),
    ],
    ids=["named", "in each row", "unknown"],
)
def test_an_account_is_shared_with_who_is_not_the_pages_own_person(own, rows, others):
    named = [fields(("姓名", own), ("性别", "男"))] if own else []
    found = read(*named, grid(SHARED, *rows, path=["家庭共济"]))
    assert [record["with_person"] for record in found] == others
