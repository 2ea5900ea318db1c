"""Fen are exact: dividing never makes up a fen, and what is shown is what is kept."""

from hypothesis import given
from hypothesis import strategies as st

from shebaobu.domain.money import divide_exactly, format_fen
from shebaobu.normalize.cells import read_money


def test_yuan_are_shown_with_separators_and_two_decimals():
    assert [format_fen(fen) for fen in (182080, 0, -5, 100000000)] == ["1,820.80", "0.00", "-0.05", "1,000,000.00"]


@given(st.integers(-(10**12), 10**12))
def test_what_is_shown_reads_back(fen):
    assert read_money(format_fen(fen)) == fen


@given(st.integers(-(10**9), 10**9), st.integers(1, 600))
def test_a_division_is_exact_or_refused(total, parts):
    share = divide_exactly(total, parts)
    if share is None:
        assert total % parts
    else:
        assert share * parts == total


def test_no_parts_no_division():
    assert divide_exactly(100, 0) is None
