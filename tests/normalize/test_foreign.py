"""What is of no person's social insurance gives no record and says why, however much it looks like one."""

import pytest

from shebaobu.normalize import normalize
from tests.normalize.pages import capture, fields, grid, lines, read

SLIP = grid(
    ["月份", "应发合计", "养老保险", "医疗保险", "实发工资"], ["2024-01", "12000.00", "640.00", "163.00", "10041.09"]
)
TAX = grid(["税款所属期", "收入", "基本养老保险费", "已缴税额"], ["2024-01", "12000.00", "640.00", "155.91"])
POLICY = grid(["险种类型", "缴费基数上限（元）", "缴费基数下限（元）", "年度"], ["失业保险", "33891", "6326", "2024"])
TIERS = grid(
    ["年度", "缴费档次", "个人缴费", "政府补贴"], ["2024", "一档", "200", "30"], path=["城乡居民养老保险缴费档次标准"]
)
RECKONED = grid(
    ["年度", "缴费基数", "当年记账利息", "年末累计储存额"],
    ["2026", "8000", "31.00", "9678.00"],
    path=["养老待遇测算", "逐年过程"],
)
FUND = grid(["缴费年月", "缴费基数", "单位缴费", "个人缴费"], ["202401", "8000", "960", "960"], path=["住房公积金"])


def reasons(*blocks, **page):
    result = normalize(capture(*blocks, **page))
    assert result.records == []
    assert result.asked == []
    return {entry.why for entry in result.accounting if entry.use == "not_understood"}


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (SLIP, "other_system"),
        (TAX, "other_system"),
        (FUND, "other_system"),
        (POLICY, "rules"),
        (TIERS, "rules"),
        (RECKONED, "estimate"),
    ],
)
def test_what_only_looks_like_records_gives_none(table, why):
    assert reasons(table) == {why}


def test_a_panel_of_the_housing_fund_is_no_account():
    panel = fields(("姓名", "陈*航"), ("个人公积金账号", "200188123"), ("账户余额", "56,210.33"))
    assert reasons(panel, title="社保公积金查询") == {"other_system"}


def test_a_bank_statement_is_no_account_of_an_insurance():
    table = grid(["日期", "摘要", "收入", "支出", "余额"], ["2024-05-20", "医保代扣", "", "412.00", "8400.04"])
    assert reasons(lines("示例农商银行"), table) == {"unknown_table"}
    assert len(read(table, title="医保个人账户明细")) == 1
    assert len(read(table, url="https://ybj.example.gov.cn/")) == 1


def test_an_insured_employer_is_no_insurance_policy():
    (record,) = read(grid(["年月", "单位缴费", "个人缴费"], ["202401", "1280", "640"], path=["本年度参保单位"]))
    assert record["personal_amount"] == 64000


@pytest.mark.parametrize("title", ["社保公积金综合服务平台", "社会保险与住房公积金"])
def test_a_title_that_names_both_rules_nothing_out(title):
    (record,) = read(grid(["年月", "单位缴费", "个人缴费"], ["202401", "1280", "640"], path=["缴费明细"]), title=title)
    assert record["personal_amount"] == 64000


def test_the_nearest_heading_that_names_a_system_decides():
    table = grid(["年月", "单位缴费", "个人缴费"], ["202401", "25", "25"], path=["公积金", "失业保险", "明细"])
    assert [record["insurance"] for record in read(table)] == ["unemployment"]


def test_a_kind_of_filing_alone_is_a_guide():
    table = grid(["备案类型", "所需材料", "有效期"], ["临时外出就医人员", "无", "6个月"])
    assert reasons(table, title="异地就医备案") == {"rules"}
    assert "incomplete_row" in reasons(grid(["备案类型", "备案方式", "备案状态"], ["临时外出就医人员", "线上", ""]))


def test_tiers_to_choose_from_were_not_paid():
    header = ["缴费所属期", "险种", "缴费档次", "缴费基数", "应缴金额"]
    rows = [
        ["202406", "企业职工基本养老保险", tier, base, "898.80"] for tier, base in (("60%", "4494"), ("80%", "5992"))
    ]
    assert reasons(grid(header, *rows)) == {"rules"}
    paid = [[*row, "已缴费"] for row in rows]
    assert len(read(grid([*header, "缴费状态"], *paid))) == 2


def test_one_year_for_several_groups_of_people_is_no_ones():
    header = ["缴费年度", "人员类别", "个人缴费", "财政补助"]
    table = grid(header, ["2024", "成年人", "380", "640"], ["2024", "学生儿童", "380", "640"], path=["城乡居民医保"])
    assert reasons(table) == {"rules"}
    assert (
        len(read(grid(header, ["2023", "成年人", "350", "610"], ["2024", "成年人", "380", "640"], path=["居民医保"])))
        == 2
    )


def test_an_employers_sums_are_several_persons():
    table = grid(["年月", "缴费人数", "单位缴费", "个人缴费"], ["202405", "38", "1520", "1520"], path=["失业保险"])
    assert reasons(table) == {"several_persons"}


def test_a_slip_and_a_hospitals_list_are_none():
    slip = fields(("发放月份", "2024-05"), ("基本工资", "6000"), ("养老保险个人缴费", "640.00"), ("缴费基数", "8000"))
    assert "other_system" in reasons(slip, title="2024年05月工资")
    assert reasons(fields(("合计", "32.60"), ("预交金", "5000.00"), ("余额", "4967.40")), title="医保住院清单")


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("养老金测算与缴费查询", ["失业保险"]),
        ("社保业务办事指南 | 缴费查询", ["失业保险"]),
        ("养老待遇测算", ["失业保险", "缴费明细"]),
        ("五险一金查询", ["失业保险"]),
    ],
)
def test_what_was_paid_is_read_beside_guides_and_estimates(title, path):
    assert len(read(grid(["年月", "缴费基数", "个人缴费"], ["202401", "8000", "40"], path=path), title=title)) == 1
