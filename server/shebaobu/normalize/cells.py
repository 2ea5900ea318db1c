"""Cell readers: one text to one value, or a refusal; which reader a column uses is data in the vocabulary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from shebaobu.domain.month import format_month, month_index


class NotReadable(ValueError):
    """A cell whose text is not of the kind its column holds. Carries no text: cells are personal."""


_YEAR_MONTH = re.compile(r"^((?:19|20)\d{2})\s*(?:[-/.年]\s*)?(\d{1,2})\s*月?(?:份)?$")
_DATE = re.compile(r"^((?:19|20)\d{2})(?:[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{2})(\d{2}))(?:[ T].*)?$")
_AMOUNT = re.compile(r"^([-+]?)\s*¥?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?\s*(万?)\s*元?$")
_COUNT = re.compile(r"^(\d{1,4})(?:个?月|个|条|年)?$")
_RATE = re.compile(r"^(\d+(?:\.\d+)?)(%?)$")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


@lru_cache(maxsize=8192)
def read_month(text: str) -> str:
    """``YYYY-MM`` of 202301, 2023-1, 2023.01, 2023年1月, or of a whole date."""
    plain = _plain(text)
    found = _YEAR_MONTH.match(plain)
    if found is None:
        return read_date(text)[:7]
    try:
        return format_month(month_index(int(found[1]), int(found[2])))
    except ValueError:
        raise NotReadable from None


@lru_cache(maxsize=8192)
def read_date(text: str) -> str:
    """``YYYY-MM-DD`` of 20230105, 2023-1-5, 2023年1月5日; a time of day behind it is left out."""
    found = _DATE.match(_plain(text))
    if found is None:
        raise NotReadable
    year, month, day = found[1], found[2] or found[4], found[3] or found[5]
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise NotReadable from None


@lru_cache(maxsize=16384)
def read_money(text: str) -> int:
    """Fen of 1,820.80, ¥1820.8, 1820.80元, 1.2万元, -264.00; more than two decimals must be zeros."""
    plain = _plain(text).replace("−", "-").replace("¥-", "-")
    found = _AMOUNT.match(plain)
    if found is None:
        raise NotReadable
    sign, whole, decimals, ten_thousand = found.groups()
    fen = Decimal(f"{sign}{whole.replace(',', '')}.{decimals or '0'}") * (1_000_000 if ten_thousand else 100)
    if fen != fen.to_integral_value():
        raise NotReadable
    return int(fen)


@lru_cache(maxsize=1024)
def read_count(text: str) -> int:
    """A number of months, rows or times: 12, 12个月."""
    found = _COUNT.match(_plain(text))
    if found is None:
        raise NotReadable
    return int(found[1])


@lru_cache(maxsize=1024)
def read_rate(text: str) -> str:
    """A rate as a printed decimal: 8% is 0.08, 0.0800 stays as it is printed."""
    found = _RATE.match(_plain(text))
    if found is None:
        raise NotReadable
    return str(Decimal(found[1]) / 100) if found[2] else found[1]


def read_text(text: str) -> str:
    """The page's own words."""
    return text.strip()


Reader = Callable[[str], "str | int"]

READERS: dict[str, Reader] = {
    "month": read_month,
    "date": read_date,
    "money": read_money,
    "count": read_count,
    "rate": read_rate,
    "text": read_text,
}
