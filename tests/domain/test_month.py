"""Months are integers: every text goes there and back, and ranges hold what their ends say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shebaobu.domain.month import FIRST, LAST, format_month, month_index, months_between, parse_month

months = st.integers(FIRST, LAST)


@given(months)
def test_a_month_survives_its_text(index):
    assert parse_month(format_month(index)) == index


@given(months, months)
def test_a_range_holds_both_ends_and_nothing_outside(one, other):
    start, end = sorted((one, other))
    found = list(months_between(start, end))
    assert (found[0], found[-1], len(found)) == (start, end, end - start + 1)


def test_january_follows_december():
    assert month_index(2024, 1) == month_index(2023, 12) + 1


@pytest.mark.parametrize(
    "text", ["", "2023", "2023-13", "2023-00", "202301", "2023-1", "1948-12", "2100-01", "２０２３-01x"]
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        parse_month(text)
