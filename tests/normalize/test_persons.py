"""Whose page it is: fields, glued lines, the address, a masked name in the page's header."""

import msgspec
import pytest

from shebaobu.domain.person import Person
from shebaobu.normalize import normalize
from tests.normalize.pages import capture, fields, lines


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
