"""Cell readers: every form a portal writes a value in, and refusal of what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shebaobu.domain.month import FIRST, LAST, format_month
from shebaobu.normalize.cells import NotReadable, read_count, read_date, read_money, read_month, read_rate, read_text
from shebaobu.normalize.text import is_blank

MONTH_FORMS = [
    "{y}{m:02d}",
    "{y}-{m:02d}",
    "{y}-{m}",
    "{y}.{m}",
    "{y}/{m:02d}",
    "{y}年{m}月",
    "{y}年{m:02d}月",
    "{y}-{m:02d}-01",
]


@given(st.integers(FIRST, LAST), st.sampled_from(MONTH_FORMS))
def test_every_form_of_a_month_reads_the_same(index, form):
    assert read_month(form.format(y=index // 12, m=index % 12 + 1)) == format_month(index)


def test_marks_that_nobody_sees_change_nothing():
    assert read_money("\u200f1,640.00\u202c\ufeff") == 164000
    assert read_month("2024\u200b01") == "2024-01"
    assert is_blank("\u2060")


@given(st.integers(FIRST, LAST))
def test_full_width_digits_are_digits(index):
    text = format_month(index).replace("-", "")
    assert read_month(text.translate({ord("0") + n: ord("０") + n for n in range(10)})) == format_month(index)


@pytest.mark.parametrize(
    "text", ["202313", "2023", "13", "2023-00", "合计", "1045.00", "20230", "18991201", "2023年", "202301-202306"]
)
def test_what_is_no_month_is_refused(text):
    with pytest.raises(NotReadable):
        read_month(text)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,820.80", 182080), ("1820.8", 182080), ("5500", 550000), ("0.00", 0), ("¥390.32", 39032),
        ("390.32元", 39032), ("-264.00", -26400), ("１，８２０．８０", 182080), ("1.2万元", 1200000),
        ("2906.000", 290600), (" 12 ", 1200),
    ],
)  # fmt: skip
def test_amounts_become_fen(text, fen):
    assert read_money(text) == fen


@pytest.mark.parametrize("text", ["", "-", "1.234", "12,34", "1 2", "abc", "8%", "1.2.3", "4,494.OO", "--5"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(NotReadable):
        read_money(text)


@given(st.text(max_size=12))
def test_a_refusal_never_carries_the_text(text):
    for reader in (read_money, read_month, read_date, read_count, read_rate):
        try:
            reader(text)
        except NotReadable as refusal:
            assert str(refusal) == ""


def test_dates_and_counts_and_rates():
    assert (read_date("20231120"), read_date("2023-1-5"), read_date("2023-01-05 10:20")) == (
        "2023-11-20",
        "2023-01-05",
        "2023-01-05",
    )
    assert (read_count("12"), read_count("12个月")) == (12, 12)
    assert (read_rate("8%"), read_rate("0.0800")) == ("0.08", "0.0800")
    with pytest.raises(NotReadable):
        read_date("2023-02-30")


def test_a_blank_is_not_a_zero():
    assert all(is_blank(text) for text in ("", " ", "-", "--", "—", "\u3000"))
    assert not any(is_blank(text) for text in ("0", "0.00", "正常"))


def test_a_number_kept_as_text_is_one_however_its_digits_are_written():
    assert read_text(" ＬＸＨ４２０１０６（二） ") == "LXH420106（二）"
