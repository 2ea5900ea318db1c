"""Columns of several insurances beside amounts of none: one figure is never given to each of them."""

import pytest

from tests.normalize.pages import grid, read

BESIDE = ["年月", "缴费基数", "养老个人缴费", "医疗个人缴费"]


@pytest.mark.parametrize("shared", ["合计", "单位缴费", "划入个人账户", "利息", "单位缴费比例"])
def test_a_figure_beside_several_insurances_is_of_none_of_them(shared):
    found = read(grid([*BESIDE, shared], ["202201", "4000", "320", "80", "400"]))
    assert [record["personal_amount"] for record in found] == [32000, 8000]
    for record in found:
        assert set(record) == {"kind", "insurance", "month", "base", "personal_amount"}


def test_a_scheme_on_top_of_the_tables_insurance_is_a_record_of_its_own():
    header = ["年月", "缴费基数", "单位缴费", "个人缴费", "大额救助"]
    own, added = read(grid(header, ["202201", "4000", "320", "80", "5"], path=["职工医疗保险"]))
    assert (own["insurance"], own["employer_amount"], own["personal_amount"]) == ("medical_employee", 32000, 8000)
    assert added["insurance"] == "medical_large"
    assert not {"base", "employer_amount", "personal_amount", "total"} & set(added)
    assert [question["code"] for question in added["questions"]] == ["amount"]


def test_where_nothing_names_the_insurance_under_a_scheme_on_top_it_is_asked():
    header = ["年月", "缴费基数", "单位缴费", "个人缴费", "大额救助"]
    own, added = read(grid(header, ["202201", "4000", "320", "80", "5"]))
    assert "insurance" not in own
    assert [question["code"] for question in own["questions"]] == ["insurance"]
    assert added["insurance"] == "medical_large"


def test_amounts_beside_insurances_of_which_a_row_has_one_are_that_ones():
    header = ["养老保险", "失业保险", "年月", "单位缴费", "个人缴费"]
    found = read(grid(header, ["已缴费", "", "202201", "640", "320"], ["", "欠费", "202201", "20", "20"]))
    assert [(record["insurance"], record["employer_amount"], record["status"]) for record in found] == [
        ("pension_employee", 64000, "paid"),
        ("unemployment", 2000, "unpaid"),
    ]
