"""Names that are one and names that are not; records that state the same fact."""

import pytest

from shebaobu.domain.records import Contribution, Enrolment
from shebaobu.ledger.identity import contribution_key, equal_key, fits
from shebaobu.ledger.names import employer_codes_fit, employers_fit, place_codes_fit, places_fit

USCC, OTHER_USCC = "91990102MA00000001", "91990102MA00000002"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例科技", "示例科技有限公司"),
        ("示例科技有限公司", "示例科技(有限公司)"),
        ("示例科技有限公司", "示例 科技有限公司"),
        ("示例科技有限…", "示例科技有限公司"),
        ("示例科技...", "示例科技有限公司"),
        ("示例**有限公司", "示例科技有限公司"),
        ("汐见贸易有限公司", "深圳市汐见贸易有限公司"),
        ("拾光餐饮管理", "广州市海珠区拾光餐饮管理有限公司"),
        ("示例科技有限公司", "上海示例科技有限公司"),
    ],
)
def test_employers_that_can_be_one(one, other):
    assert employers_fit(one, other)
    assert employers_fit(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例科技", "示例科技发展有限公司"),
        ("示例", "示例科技有限公司"),
        ("示例科技有限公司", "示例科技股份有限公司"),
        ("示例科技有限公司", "示例科技有限公司武汉分公司"),
        ("深圳市示例科技有限公司", "广州市示例科技有限公司"),
        ("示例**有限公司", "实例科技有限公司"),
        ("*****", "示例科技有限公司"),
        ("科技有限公司", "示例科技有限公司"),
    ],
)
def test_employers_that_are_two(one, other):
    assert not employers_fit(one, other)
    assert not employers_fit(other, one)


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("武汉", "武汉市", True),
        ("武汉", "湖北省武汉市", True),
        ("湖北武汉", "湖北省武汉市", True),
        ("武汉市", "湖北省武汉市武昌区", True),
        ("湖北省", "湖北省武汉市", True),
        ("苏州工业园区", "江苏省苏州市工业园区", True),
        ("朝阳区", "北京市朝阳区", True),
        ("朝阳区", "辽宁省朝阳市", False),
        ("武汉市武昌区", "武汉市洪山区", False),
        ("南海区", "海南省海口市", False),
        ("广州市", "深圳市", False),
        ("海南省", "海南藏族自治州", False),
    ],
)
def test_places(one, other, fit):
    assert places_fit(one, other) is places_fit(other, one) is fit


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("42", "420106", True),
        ("4201", "420100", True),
        ("420100", "420106000000", True),
        ("420106", "420111", False),
        ("420100", "440100", False),
    ],
)
def test_codes_of_places(one, other, fit):
    assert place_codes_fit(one, other) is place_codes_fit(other, one) is fit


def test_a_credit_code_says_nothing_of_an_offices_own_number():
    assert employer_codes_fit(USCC, "100234")
    assert not employer_codes_fit(USCC, OTHER_USCC)
    assert not employer_codes_fit("100234", "100235")
    assert employer_codes_fit(USCC[:8] + "*" * 6 + USCC[14:], USCC)


def test_an_entry_that_is_reversed_stays_itself_and_the_reversal_is_another():
    entry, reversed_, reversal = (
        Contribution(month="2023-01", reversal=one) for one in ("none", "reversed", "reversal")
    )
    assert fits(entry, reversed_)
    assert not fits(reversed_, reversal)
    assert not fits(entry, reversal)


def test_the_key_of_a_month_is_that_of_its_contributions():
    assert contribution_key("injury", "2023-01") == equal_key(Contribution(insurance="injury", month="2023-01", base=1))


def test_an_enrolment_that_ended_is_the_one_that_was_active():
    assert fits(Enrolment(since="2020-01", status="active"), Enrolment(since="2020-01", status="ended"))
    assert not fits(Enrolment(since="2020-01"), Enrolment(since="2021-01"))
