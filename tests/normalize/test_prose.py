"""Sentences that sum up an insurance: with their day they are records, unless a panel says the same."""

import pytest

from tests.normalize.pages import fields, lines, read

SUM = "截至2025年9月，您的失业保险累计缴费120个月。"
STATEMENT = {
    "kind": "statement",
    "as_of": "2025-09",
    "months_total": 120,
    "insurance": "unemployment",
    "insurance_text": "失业保险",
}


@pytest.mark.parametrize(
    "text",
    [
        SUM,
        "截至2025-09，您的失业保险累计缴费月数为120个月",
        "截止202509,失业保险累计缴费年限共10年0个月。",
    ],
)
def test_months_in_all_with_their_day(text):
    assert read(lines(text)) == [STATEMENT]


def test_months_deemed_and_a_balance_in_the_same_sentence():
    text = "截至2025年9月30日，您累计缴费年限为15年6个月，其中视同缴费年限为2年0个月，个人账户储存额为76,120.44元。"
    found = {record["kind"]: record for record in read(lines(text, path=["企业职工基本养老保险"]))}
    assert (found["statement"]["months_total"], found["statement"]["months_deemed"]) == (186, 24)
    assert (found["account_balance"]["balance"], found["account_balance"]["as_of"]) == (7612044, "2025-09-30")


def test_what_stands_before_the_day_has_none():
    text = "累计实际缴费年限2年5个月（其中趸缴0年0个月），截至2022年末个人账户本息合计金额：8712.45元"
    found = {record["kind"]: record for record in read(lines(text, path=["企业职工基本养老保险"]))}
    assert "as_of" not in found["statement"]
    assert found["statement"]["lump_sum_months"] == 0
    assert found["account_balance"]["as_of"] == "2022-12"


@pytest.mark.parametrize(
    "text",
    [
        "共缴费120个月，缴费年月为201708。",
        "截至2025年9月，养老保险累计缴费120个月，失业保险累计缴费110个月。",
        "截至2025年9月，本年缴费9个月。",
        "请于截至2025年9月30日前办理。",
    ],
    ids=["no day", "several insurances", "of a year", "a notice"],
)
def test_no_record_from_other_sentences(text):
    assert read(lines(text)) == []


def test_a_sentence_that_a_panel_repeats_is_no_second_record():
    panel = fields(("险种", "失业保险"), ("累计缴费月数", "120"), ("视同缴费月数", "0"))
    assert [record["kind"] for record in read(lines(SUM), panel)] == ["statement"]
