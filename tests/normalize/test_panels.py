"""Label-value panels: cards of one record each, panels of several kinds, forms and person data that are no records."""

import pytest

from shebaobu.normalize import normalize
from tests.normalize.pages import capture, fields, grid, lines

PENSION = {"path": ["企业职工基本养老保险"]}


def records(*blocks, **page):
    return normalize(capture(*blocks, **page)).records


def test_each_card_is_a_record_with_its_first_field_as_its_source():
    card = [("费款所属期", "202301"), ("缴费基数", "5000.00"), ("个人缴费", "400.00")]
    next_card = [("费款所属期", "202302"), ("缴费基数", "5000.00"), ("个人缴费", "400.00")]
    found = records(fields(*card, *next_card, **PENSION))
    assert [(record.month, record.source.row) for record in found] == [("2023-01", 0), ("2023-02", 3)]


def test_what_stands_before_the_cards_is_said_of_all():
    head = [("险种", "失业保险"), ("单位名称", "某厂")]
    cards = [("年月", "202301"), ("个人缴费", "25.00"), ("年月", "202302"), ("个人缴费", "25.00")]
    found = records(fields(*head, *cards))
    assert [(r.insurance, r.employer, r.month) for r in found] == [
        ("unemployment", "某厂", "2023-01"),
        ("unemployment", "某厂", "2023-02"),
    ]


@pytest.mark.parametrize(
    "pairs",
    [
        [("险种", "养老保险"), ("开始年月", "2023-01"), ("结束年月", "2023-12"), ("缴费状态", "全部")],
        [("险种类型", "养老保险"), ("参保状态", "请选择"), ("开始日期", "2023-01-01"), ("结束日期", "2023-12-31")],
        [("年度", "2023"), ("险种", "失业保险")],
        [("姓名", "宋亦然"), ("性别", "女"), ("出生日期", "19910310"), ("单位名称", "某厂"), ("个人状态", "在职")],
        [("用户名", "songyr"), ("密码", ""), ("验证码", "")],
    ],
)
def test_forms_and_person_data_are_no_records(pairs):
    assert records(fields(*pairs, path=["企业职工基本养老保险"])) == []


def test_a_panel_that_states_nothing_leaves_its_fields_to_others():
    result = normalize(capture(fields(("姓名", "宋亦然"), ("神秘", "1"))))
    assert [(entry.use, entry.meaning, entry.why) for entry in result.accounting] == [
        ("used", "name", None),
        ("not_understood", None, "unknown_field"),
    ]


def test_one_panel_may_state_several_kinds_and_a_label_counts_once():
    found = records(
        fields(
            ("参保状态", "正常参保"),
            ("累计缴费月数", "131"),
            ("视同缴费月数", "12"),
            ("账户余额", "45210.33"),
            **PENSION,
        )
    )
    assert sorted(type(record).__name__ for record in found) == ["AccountBalance", "Enrolment", "Statement"]
    assert {record.insurance for record in found} == {"pension_employee"}


def test_a_panel_of_a_contribution_is_not_also_a_statement():
    (record,) = records(
        fields(("费款所属期", "202301"), ("缴费月数", "1"), ("个人缴费", "400.00"), ("单位缴费", "800.00"), **PENSION)
    )
    assert (record.month, record.personal_amount) == ("2023-01", 40000)


def test_insurances_listed_in_one_value_are_one_enrolment_each():
    listed = "[养老缴费 (正常)缴费] [失业缴费 (暂停)缴费] [医保缴费 (终止)缴费]"
    found = records(lines("单位名称： 某厂  所属区县： 海淀区"), fields(("参加险种", listed)))
    assert [(r.insurance, r.status, r.status_text, r.employer, r.agency) for r in found] == [
        ("pension_employee", "active", "养老缴费 (正常)缴费", "某厂", "海淀区"),
        ("unemployment", "paused", "失业缴费 (暂停)缴费", "某厂", "海淀区"),
        ("medical_employee", "ended", "医保缴费 (终止)缴费", "某厂", "海淀区"),
    ]


def test_an_insurance_alone_says_nothing_of_an_enrolment():
    assert records(fields(("参保险种", "企业职工基本养老保险"))) == []


def test_words_of_a_state_that_are_not_known_stay_words():
    (record,) = records(fields(("险种", "失业保险"), ("参保状态", "待核查")))
    assert (record.status, record.status_text) == (None, "待核查")


def test_a_figure_for_a_state_needs_the_code_of_its_column():
    pairs = (("险种", "失业保险"), ("参保状态", "2"))
    assert records(fields(*pairs))[0].status is None
    (record,) = records({**fields(*pairs), "codes": ["", "aac031"]})
    assert (record.status, record.status_text) == ("paused", "参保状态=2")


def test_cards_of_several_persons_give_no_records():
    cards = [("姓名", "张三"), ("参保状态", "正常参保"), ("姓名", "李四"), ("参保状态", "正常参保")]
    result = normalize(capture(fields(*cards, path=["失业保险"])))
    assert result.records == []
    assert "several_persons" in {entry.why for entry in result.accounting}


def test_a_field_that_cannot_be_read_is_shown_and_its_panel_kept():
    result = normalize(capture(fields(("应享受月数", "约12"), ("已享受月数", "3"))))
    (record,) = result.records
    assert (record.entitled_months, record.used_months, record.insurance) == (None, 3, "unemployment")
    assert [(entry.index, entry.why) for entry in result.accounting if entry.use == "not_understood"] == [
        (0, "unreadable_value")
    ]


def test_a_panel_beside_a_table_of_contributions_changes_none_of_it():
    table = grid(["年月", "单位名称", "个人缴费"], ["202301", "某厂", "400"], **PENSION)
    panel = fields(("姓名", "宋亦然"), ("参保状态", "参保缴费"), path=["个人信息"])
    assert records(panel, table)[0] == records(fields(), table)[0]
