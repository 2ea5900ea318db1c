"""Cards in the lines of a screenshot: where one begins, what holds for all, what is read in spite of OCR."""

import pytest

from shebaobu.normalize import normalize
from shebaobu.normalize.lines.look_alikes import mended
from tests.normalize.pages import capture, lines, read

CARD = ("正常缴费", "缴费基数 4494.00", "个人缴费 359.52")


def look(*texts):
    return normalize(capture(lines(*texts), url=""))


def short(*texts):
    return [(r.month, r.insurance, r.base, r.personal_amount) for r in look(*texts).records]


@pytest.mark.parametrize("month", ["202404", "2024-04", "2024年4月", "2024.04", "2024年04月"])
def test_a_month_begins_a_card(month):
    assert short("失业保险", month, *CARD, "202403", *CARD) == [
        ("2024-04", "unemployment", 449400, 35952),
        ("2024-03", "unemployment", 449400, 35952),
    ]


@pytest.mark.parametrize(
    "card",
    [
        ("缴费基数(元) 4,494.00 个人缴费(元) 359.52",),
        ("缴费基数：4,494.00元", "个人缴费：359.52元"),
        ("缴费基数", "4,494.00", "个人缴费", "¥359.52"),
        ("缴费基数 个人缴费", "4494.00 359.52"),
        ("缴费基数4494.00", "个人缴费359.52"),
        ("缴费基数 4494.0O", "个人缴费 359.52"),
    ],
    ids=["two on a line", "colons", "values below", "a line of each", "glued", "looks alike"],
)
def test_labels_and_values_stand_in_several_ways(card):
    assert short("失业保险", "202404", *card, "202403", *card) == [
        ("2024-04", "unemployment", 449400, 35952),
        ("2024-03", "unemployment", 449400, 35952),
    ]


def test_a_card_may_begin_with_another_label_and_month_stand_within():
    card = ("单位名称 成都听澜科技有限公司", "费款所属期 {}", "缴费基数 4494.00", "个人缴费 359.52")
    texts = [line.format(month) for month in ("202404", "202403") for line in card]
    found = look("失业保险", *texts).records
    assert [(r.month, r.employer) for r in found] == [
        ("2024-04", "成都听澜科技有限公司"),
        ("2024-03", "成都听澜科技有限公司"),
    ]


def test_a_label_that_one_card_lacks_is_absent_there_alone():
    found = look("失业保险", "202404", *CARD, "到账状态 已到账", "202403", *CARD).records
    assert [r.status for r in found] == ["paid", None]


def test_an_insurance_holds_for_the_cards_below_it_or_is_each_cards_own():
    above = short("失业保险", "202404", *CARD, "企业职工基本养老保险", "202404", *CARD)
    within = short("202404", "失业保险", *CARD, "202404", "企业职工基本养老保险", *CARD)
    assert [insurance for _, insurance, _, _ in above] == ["unemployment", "pension_employee"]
    assert above == within


@pytest.mark.parametrize("tabs", [("养老保险 失业保险",), ("养老保险", "失业保险", "工伤保险")])
def test_tabs_tell_no_insurance(tabs):
    found = look(*tabs, "202404", *CARD)
    assert found.records[0].insurance is None
    assert found.records[0].questions[0].code == "insurance"


def test_months_of_the_year_need_the_year_above_them():
    assert short("失业保险", "2024年", "4月", *CARD, "3月", *CARD, "2023年", "12月", *CARD) == [
        ("2024-04", "unemployment", 449400, 35952),
        ("2024-03", "unemployment", 449400, 35952),
        ("2023-12", "unemployment", 449400, 35952),
    ]
    assert short("失业保险", "4月", *CARD, "3月", *CARD) == []


@pytest.mark.parametrize(
    "texts",
    [
        ("202404", "缴费基数 4494.00", "缴费基数 4077.00", "202403", "缴费基数 4494.00"),
        ("缴费基数", "个人缴费", "202404"),
        ("202404", "202403", "202402"),
        ("费款所属期", "缴费基数", "个人缴费", "202401", "4494.00", "359.52", "202402", "4494.00", "359.52"),
        ("202405 失业保险 25.00元 已到账",),
    ],
    ids=["a label twice", "no amounts", "months alone", "a cell a line", "no labels"],
)
def test_what_cannot_be_told_gives_no_record(texts):
    assert short("失业保险", *texts) == []


@pytest.mark.parametrize(
    ("text", "value", "read"),
    [
        ("4,494.OO元", "money", "4,494.00元"),
        ("l,000.00", "money", "1,000.00"),
        ("I，82O.80", "money", "1,820.80"),
        ("2O2404", "month", "202404"),
        ("OO.OO", "money", "OO.OO"),
        ("约5000", "money", "约5000"),
        ("4,494.00", "money", "4,494.00"),
        ("Oil公司", "text", "Oil公司"),
    ],
)
def test_letters_are_put_right_only_among_figures(text, value, read):
    assert mended(text, value) == read


def test_a_heading_that_names_an_insurance_holds_for_the_cards():
    assert [insurance for _, insurance, _, _ in short("失业保险缴费信息", "202404", *CARD)] == ["unemployment"]


def test_cards_of_other_kinds_are_read_too():
    card = ("发放金额 3,210.50元", "发放状态 已发放")
    found = look("待遇发放明细", "2024-05", *card, "2024-04", *card).records
    assert [(r.month, r.amount, r.status) for r in found] == [("2024-05", 321050, "paid"), ("2024-04", 321050, "paid")]


def test_the_nearest_heading_of_an_insurance_holds_and_a_farther_family_does_not():
    found = look("医保缴费记录", "职工基本医疗保险", "202404", *CARD, "202403", *CARD).records
    assert {(r.insurance, r.insurance_text) for r in found} == {("medical_employee", "职工基本医疗保险")}


def test_a_month_misread_by_ocr_is_no_end_of_the_list():
    assert short("失业保险", "2024年", "O8月 已到账", *CARD[1:], "07月 已到账", *CARD[1:]) == [
        ("2024-08", "unemployment", 449400, 35952),
        ("2024-07", "unemployment", 449400, 35952),
    ]


def test_an_employer_needs_no_label_and_an_action_is_no_part_of_a_value():
    cards = ("202404", "成都听澜科技有限公司", *CARD, "202403", "某某县听涛造纸厂", *CARD)
    found = look("参保地 成都市 切换", "失业保险", *cards).records
    assert [(r.employer, r.pool) for r in found] == [("成都听澜科技有限公司", "成都市"), ("某某县听涛造纸厂", "成都市")]


def test_labels_of_a_voucher_with_a_period_are_a_panel():
    found = look(
        "基本医疗保险参保凭证",
        "凭证编号：370202202407110015",
        "参保险种 职工基本医疗保险 参保地 青岛市市南区",
        "参保起止时间 201208-202406 实际缴费月数 143",
        "个人账户余额 2,315.77元",
    ).records
    transfer, balance = found
    assert transfer.reference == "370202202407110015"
    assert (transfer.local_start, transfer.local_end, transfer.months) == ("2012-08", "2024-06", 143)
    assert (balance.balance, balance.insurance, balance.pool) == (231577, "medical_employee", "青岛市市南区")


def test_a_label_glued_to_a_date_of_another_kind_of_record_is_no_failure():
    """What a label of another kind of table takes is read like any other value."""
    found = normalize(capture(lines("备案人卢*", "就医地上海市", "备案开始时间2023-05-04", "备案结束时间长期有效")))
    assert found.records == []


def test_years_over_cards_without_months_are_what_the_cards_are_of():
    card = ("缴费状态 缴费成功", "个人缴费 600.00元", "财政补助 1,020.00元")
    found = look("＜ 城乡居民医保缴费记录", "2024年度", *card, "2023年度", *card).records
    assert [(r.year, r.insurance, r.personal_amount, r.subsidy) for r in found] == [
        (2024, "medical_resident", 60000, 102000),
        (2023, "medical_resident", 60000, 102000),
    ]
    assert look("＜ 城乡居民医保缴费记录", "2024年度", *card).records == []


def test_a_state_below_its_label_is_read_with_the_figures_below_theirs():
    page = lines("失业保险金", "核定享受月数", "18个月", "已领取月数", "3个月", "领取状态", "领取中", "发放记录")
    [record] = read(page, title="失业保险金领取记录")
    assert (record["entitled_months"], record["used_months"], record["status"]) == (18, 3, "active")
