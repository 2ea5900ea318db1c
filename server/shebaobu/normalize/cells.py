"""Cell readers: one text to one value, or a refusal; which reader a column uses is data in the vocabulary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from shebaobu.normalize.calendar import (
    NotReadable,
    read_date,
    read_month,
    read_month_of_year,
    read_period,
    read_year,
)
from shebaobu.normalize.text import without_spaces

__all__ = [
    "READERS",
    "NotReadable",
    "Reader",
    "read_code",
    "read_count",
    "read_date",
    "read_money",
    "read_month",
    "read_month_of_year",
    "read_period",
    "read_rate",
    "read_text",
    "read_year",
]

_AMOUNT = re.compile(
    r"^(?P<open>\()?(?P<sign>[-+]?)(?:人民币|rmb|cny)?[¥￥]?(?P<after>[-+]?)"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d*))?(?P<close>\))?(?P<ten>万?)(?:元|圆)?(?:/月|每月)?(?:整|正)?$",
    re.IGNORECASE,
)
_COUNT = re.compile(r"^(?:共|合计)?(\d{1,4})(?:\.0+)?(?:个?月|个|条|年|次|天)?$")
_YEARS_AND_MONTHS = re.compile(r"^(\d{1,2})年(?:零)?(\d{1,2})个?月$")
_RATE = re.compile(r"^(\d+(?:\.\d+)?)([%‰]?)$")
_APART = re.compile(r"[\d.]\s+[\d.]")
_PLAIN_LETTERS = {
    code: code - 0xFEE0 for span in ("０９", "ＡＺ", "ａｚ") for code in range(ord(span[0]), ord(span[1]) + 1)
}
_MINUS = str.maketrans({"−": "-", "–": "-", "﹣": "-", "。": "."})

MOST_DIGITS = 18  # with commas: beyond what anybody is paid


def _plain(text: str) -> str:
    if _APART.search(text):
        raise NotReadable
    return without_spaces(text).translate(_MINUS)


@lru_cache(maxsize=16384)
def read_money(text: str) -> int:
    """Fen of 1,820.80, ¥1820.8, 1820.80元, 1.2万元, -264.00, (264.00); more than two decimals must be zeros."""
    found = _AMOUNT.match(_plain(text))
    if found is None or bool(found["open"]) != bool(found["close"]) or (found["sign"] and found["after"]):
        raise NotReadable
    if len(found["whole"]) > MOST_DIGITS:
        raise NotReadable
    number = Decimal(f"{found['whole'].replace(',', '')}.{found['decimals'] or '0'}")
    fen = number * (1_000_000 if found["ten"] else 100)
    if fen != fen.to_integral_value():
        raise NotReadable
    negative = "-" in (found["sign"], found["after"]) or bool(found["open"])
    return -int(fen) if negative else int(fen)


@lru_cache(maxsize=1024)
def read_count(text: str) -> int:
    """A number of months, rows or times: 12, 12个月, 8年8个月 (104)."""
    plain = _plain(text)
    both = _YEARS_AND_MONTHS.match(plain)
    if both:
        return int(both[1]) * 12 + int(both[2])
    found = _COUNT.match(plain)
    if found is None:
        raise NotReadable
    return int(found[1])


@lru_cache(maxsize=1024)
def read_rate(text: str) -> str:
    """A rate as a printed decimal: 8% is 0.08, 0.0800 stays as it is printed."""
    found = _RATE.match(_plain(text))
    if found is None:
        raise NotReadable
    if not found[2]:
        return found[1]
    return format(Decimal(found[1]) / (100 if found[2] == "%" else 1000), "f")


def read_text(text: str) -> str:
    """The page's own words, full-width digits and Latin letters as plain ones: 1234 is one number however written."""
    return text.strip().translate(_PLAIN_LETTERS)


def read_code(text: str) -> str:
    """A number that somebody or something is known by: however wide it is printed, it is the same."""
    return unicodedata.normalize("NFKC", text).strip()


Reader = Callable[[str], "str | int | tuple[str, str]"]

READERS: dict[str, Reader] = {
    "month": read_month,
    "month_of_year": read_month_of_year,
    "year": read_year,
    "period": read_period,
    "date": read_date,
    "money": read_money,
    "count": read_count,
    "rate": read_rate,
    "code": read_code,
    "text": read_text,
}
