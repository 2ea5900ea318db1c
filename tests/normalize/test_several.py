"""Tables of several persons on one page are not read; one person named in several ways is one."""

import pytest

from shebaobu.domain.person import can_be_one
from shebaobu.normalize import normalize
from tests.normalize.pages import capture, fields, grid, lines


def paid(amount, **more):
    return grid(["年月", "险种", "个人缴费"], ["202401", "失业保险", amount], **more)


TWO = [
    pytest.param(
        [paid("25", path=["陈*航（本人）"]), paid("30", path=["罗*英（配偶）"])],
        id="masked names as headings",
    ),
    pytest.param(
        [paid("25", path=["陈小航（本人）"]), paid("30", path=["罗小英（配偶）"])],
        id="names with what they are to the family",
    ),
    pytest.param(
        [fields(("姓名", "陈小航")), paid("25"), fields(("姓名", "罗小英")), paid("30")],
        id="panels above the tables",
    ),
    pytest.param(
        [lines("证件号码：9901**********0018"), paid("25"), lines("证件号码：9901**********1124"), paid("30")],
        id="numbers in lines above the tables",
    ),
    pytest.param(
        [grid(["姓名", "年月", "险种", "个人缴费"], [name, "202401", "失业保险", "25"]) for name in ("陈*航", "罗*英")],
        id="a column in each table",
    ),
]


def test_a_document_that_goes_on_to_the_next_person_is_not_read():
    header = "费款所属期 险种 缴费基数 个人缴费"
    first = ["姓名 陈小航 性别 男", header, "202401 失业保险 8000 40.00"]
    assert len(normalize(capture(lines(*first))).records) == 1
    assert normalize(capture(lines(*first, "姓名 罗小英 性别 女", header, "202401 失业保险 7200 36.00"))).records == []


def test_relatives_with_what_they_are_to_the_person_are_left_out():
    family = grid(["姓名", "关系", "参保险种", "参保状态"], ["陈小一", "子女", "城乡居民基本医疗保险", "正常参保"])
    (record,) = normalize(capture(fields(("姓名", "陈小航")), paid("25"), family)).records
    assert record.personal_amount == 2500


@pytest.mark.parametrize("blocks", TWO)
def test_tables_of_two_persons_are_not_read(blocks):
    result = normalize(capture(*blocks))
    assert result.records == []
    assert result.asked == []
    refused = {entry.block for entry in result.accounting if entry.why == "several_persons"}
    assert refused >= {number for number, block in enumerate(blocks) if block["type"] == "grid"}


@pytest.mark.parametrize(
    "blocks",
    [
        [lines("欢迎您，罗*英"), fields(("姓名", "陈小航")), paid("25"), paid("30")],
        [paid("25", path=["陈*航（本人）"]), paid("30", path=["陈**（本人）"])],
        [fields(("姓名", "陈小航")), fields(("联系人", "罗小英")), paid("25")],
        [fields(("姓名", "陈小航"), ("证件号码", "9901**********0018")), paid("25"), lines("姓名：陈*航"), paid("30")],
    ],
)
def test_one_person_named_in_several_ways_is_read(blocks):
    result = normalize(capture(*blocks))
    assert len(result.records) == sum(block["type"] == "grid" for block in blocks)


def test_whose_the_records_are_is_the_person_of_the_page():
    found = normalize(capture(fields(("姓名", "罗小英")), fields(("姓名", "陈小航")), paid("25"))).person
    assert found.name == "陈小航"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("陈*航", "陈小航", True),
        ("陈*航", "陈**", True),
        ("*小航", "陈*航", True),
        ("陈*航", "罗*英", False),
        ("陈*航", "罗小航", False),
        ("9901**********0018", "99010219*******018", True),
        ("9901**********0018", "9901**********1124", False),
    ],
)
def test_masked_texts_are_compared_by_what_they_show(one, other, same):
    assert can_be_one(one, other) is same
