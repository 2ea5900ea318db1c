"""Whose page it is: fields, glued lines, the address, a masked name in the page's header."""

import msgspec
import pytest

from shebaobu.domain.person import Person
from shebaobu.normalize import normalize
from tests.normalize.pages import capture, fields, grid, lines


def person(*blocks, **page):
    return normalize(capture(*blocks, **page)).person


def test_labels_glued_in_one_line_are_told_apart():
    found = person(lines("姓名： 宋亦然 公民身份号码： 990102199103101381 单位：元（保留两位小数）"))
    assert found == Person(name="宋亦然", id_number="990102199103101381")


def test_masked_values_are_kept_as_masked():
    found = person(
        fields(("姓 名：", "钱*宁"), ("证件号码", "3206**********1128"), ("性别", "女"), ("出生日期", "19910310"))
    )
    assert found == Person(name_masked="钱*宁", id_masked="3206**********1128", sex="female", birth="1991-03-10")


def test_a_standard_code_in_the_address_names_the_person():
    assert person(url="https://a.example/x?aac001=3607781122&k=1") == Person(personal_no="3607781122")


@pytest.mark.parametrize("text", ["周*溪", "欢迎您，周*溪", "您好 周*溪 先生"])
def test_a_masked_name_alone_is_the_person(text):
    assert person(lines(text)) == Person(name_masked="周*溪")


@pytest.mark.parametrize("text", ["**", "密码 ******", "苏州工业园区望舒****有限公司", "2*3", "首页"])
def test_other_short_texts_are_no_name(text):
    assert person(lines(text)) == Person()


def test_what_was_asked_is_no_fact_and_what_is_unknown_is_said():
    result = normalize(capture(fields(("开始年月", "2023-10"), ("神秘项目", "值"), ("备注", ""), ("性别", "?"))))
    assert [(e.use, e.why) for e in result.accounting] == [
        ("ignored", "query_form"),
        ("not_understood", "unknown_field"),
        ("ignored", "blank"),
        ("not_understood", "unknown_field"),
    ]
    assert msgspec.to_builtins(result.person) == {}


@pytest.mark.parametrize("label", ["公民身份号码（社会保障号码）", "* 公民身份号码", "公民身份 号码："])
def test_a_label_is_known_in_whatever_form(label):
    assert person(fields((label, "990102199103101381"))) == Person(id_number="990102199103101381")


def test_the_wider_person():
    found = person(
        fields(
            ("参加工作日期", "20140701"),
            ("申报月均工资收入（元）", "8400"),
            ("定点医疗机构1", "示例大学第三医院"),
            ("定点医疗机构2", "示例区社区卫生服务中心"),
            ("定点医疗机构3", ""),
            ("民 族", "汉族"),
            ("联系电话", "13900000000"),
        )
    )
    assert found == Person(
        work_start="2014-07-01",
        declared_wage="8400.00",
        designated_hospitals=("示例大学第三医院", "示例区社区卫生服务中心"),
        ethnicity="汉族",
    )


def test_labels_glued_in_the_value_of_a_field():
    found = person(fields(("单位名称", "某厂 统一社会信用代码（组织机构代码）： 91110108MA00XXXX7Q 所属区县： 海淀区")))
    assert found == Person(employer="某厂", employer_uscc="91110108MA00XXXX7Q")


def test_a_code_tells_what_a_label_does_not():
    assert person({**fields(("编码", "3607781122")), "codes": ["aac001"]}) == Person(personal_no="3607781122")


TABLE = ["年月", "姓名", "身份证", "险种", "个人缴费"]


def test_columns_that_repeat_in_each_row_are_the_person():
    rows = [[month, "沈知远", "990102198407194770", "失业保险", "25.00"] for month in ("202301", "202302")]
    result = normalize(capture(grid(TABLE, *rows)))
    assert result.person == Person(name="沈知远", id_number="990102198407194770")
    assert [(e.index, e.use, e.meaning) for e in result.accounting if e.part == "column"][-2:] == [
        (1, "used", "name"),
        (2, "used", "id_number"),
    ]


def test_rows_of_several_persons_are_nobodys_records():
    rows = [["202301", "张三", "9901**1", "失业保险", "25.00"], ["202301", "李四", "9901**2", "失业保险", "25.00"]]
    result = normalize(capture(grid(TABLE, *rows)))
    assert (result.records, result.person) == ([], Person())
    assert {entry.why for entry in result.accounting} == {"several_persons"}


def test_one_number_is_one_person_whatever_else_differs():
    rows = [["202301", "沈知远", "9901**1", "失业保险", "25.00"], ["202302", "沈*远", "9901**1", "失业保险", "25.00"]]
    result = normalize(capture(grid(TABLE, *rows)))
    assert len(result.records) == 2
    assert result.person == Person(id_masked="9901**1")


def test_a_personal_number_may_differ_from_place_to_place():
    table = grid(
        ["年月", "个人编号", "险种", "个人缴费"],
        ["202301", "1001", "失业保险", "25"],
        ["202302", "2002", "失业保险", "25"],
    )
    assert normalize(capture(table)).records == []
    assert len(normalize(capture(fields(("姓名", "沈知远")), table)).records) == 2


def test_whoever_is_signed_in_is_not_whose_rows_these_are():
    table = grid(["年月", "姓名", "险种", "个人缴费"], ["202301", "沈小远", "失业保险", "25"])
    result = normalize(capture(fields(("姓名", "沈知远"), ("用户名", "shenzy")), table))
    assert result.person == Person(name="沈小远")
    assert ("field", 0, "several_persons") in [(e.part, e.index, e.why) for e in result.accounting]


@pytest.mark.parametrize(
    ("sentence", "months"),
    [
        ("共缴费131个月，其中视同缴费0个月，缴费年月为201712。", 131),
        ("您已累计缴费 8年8个月", 104),
        ("本年度共缴费4个月", None),
        ("2017年共缴费12个月", None),
        ("失业保险累计缴费24个月", None),
        ("累计缴费131个月，累计缴费100个月", None),
    ],
)
def test_the_months_in_all_of_a_summary(sentence, months):
    assert person(lines(sentence)).total_months == months
