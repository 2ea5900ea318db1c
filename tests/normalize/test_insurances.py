"""Which insurance words name: whose it is, and that a supplement is none of those it is built on."""

import pytest

from shebaobu.normalize.insurances import named_within
from shebaobu.normalize.vocabulary import load_vocabulary
from tests.normalize.pages import grid, read


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("城乡居民社会医疗保险", "medical_resident"),
        ("基本医疗保险（居民）缴费", "medical_resident"),
        ("少儿医保", "medical_resident"),
        ("在职职工社会养老保险", "pension_employee"),
        ("农村社会养老保险", "pension_resident"),
        ("机关社会养老保险", "pension_civil"),
        ("大病补充医疗保险", "medical_large"),
        ("公务员医疗补助", None),
        ("企业补充医疗保险", None),
        ("工伤补充保险", None),
    ],
)
def test_words_before_a_family_tell_whose_it_is(words, code):
    named = named_within(words, load_vocabulary())
    assert (named.code, named.choices) == (code, ())


def test_a_supplement_is_never_taken_for_the_insurance_it_supplements():
    header = ["险种类型", "年月", "单位名称", "个人缴费"]
    basic, other = read(
        grid(header, ["基本医疗保险", "202301", "某局", "100"], ["公务员医疗补助", "202301", "某局", "50"])
    )
    assert basic["insurance"] == "medical_employee"
    assert "insurance" not in other
    assert (other["insurance_text"], other["questions"][0]["code"]) == ("公务员医疗补助", "insurance")


def test_a_table_of_a_supplement_is_not_of_the_insurance_in_the_title():
    table = grid(["年月", "单位名称", "个人缴费"], ["202301", "某局", "50"], path=["公务员医疗补助缴费"])
    (record,) = read(table, title="职工医疗保险查询")
    assert "insurance" not in record


def test_a_column_of_a_supplement_is_not_mixed_into_the_others():
    header = ["年月", "单位名称", "个人缴费", "公务员医疗补助", ("公务员补助", "单位缴费")]
    (record,) = read(grid(header, ["202301", "某局", "50", "12", "30"], path=["职工医疗保险"]))
    assert record["personal_amount"] == 5000
    assert not {"employer_amount", "questions"} & record.keys()
