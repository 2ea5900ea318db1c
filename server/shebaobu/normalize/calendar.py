"""Readers of years, months, dates and periods in all the forms in which portals write them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from shebaobu.domain.month import format_month, month_index
from shebaobu.normalize.text import without_spaces


class NotReadable(ValueError):
    """A cell whose text is not of the kind its column holds. Carries no text: cells are personal."""


_YEAR_MONTH = re.compile(r"^((?:19|20)\d{2})(?:[-/.年·])?(\d{1,2})月?(?:份|度)?$")
_TIME_OF_DAY = r"(?:T?\d{1,2}[:时]\d{2}(?:[:分]\d{2}秒?)?(?:\.\d+)?Z?)?"
_DATE = re.compile(rf"^((?:19|20)\d{{2}})(?:[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})日?|(\d{{2}})(\d{{2}})){_TIME_OF_DAY}$")
_SERIAL = re.compile(r"^(\d{5})(?:\.0+)?$")
_YEAR = re.compile(r"^((?:19|20)\d{2})年?度?$")
_MONTH_OF_YEAR = re.compile(r"^(\d{1,2})月?(?:份)?$")
_BETWEEN = re.compile(r"至|到|~|—|--|－|―|→")
_DASH = re.compile(r"^(\d{6}|\d{8}|[^-]*月|\d{4}[./年]\d{1,2}(?:[./月]\d{1,2}日?)?)-(.+)$")
_TWO_DASHED = re.compile(r"^(\d{4}-\d{1,2}(?:-\d{1,2})?)-(\d{4}-\d{1,2}(?:-\d{1,2})?)$")
_TO_MONTH = re.compile(r"^(\d{1,2})月?$")

_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
_CHINESE_MONTHS = {
    name: str(number)
    for number, name in enumerate(("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"), start=1)
}
_CHINESE_YEAR_MONTH = re.compile(r"^([〇零○一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,2})月)?(?:份)?$")
_EPOCH_OF_SERIALS = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 28000, 73050


@lru_cache(maxsize=16384)
def _plain(text: str) -> str:
    folded = without_spaces(text).replace("−", "-").replace("–", "-")
    chinese = _CHINESE_YEAR_MONTH.match(folded)
    if chinese is None:
        return _CHINESE_MONTHS.get(folded.removesuffix("月").removesuffix("份"), folded) if "月" in folded else folded
    year = chinese[1].translate(_DIGITS)
    return f"{year}年{_CHINESE_MONTHS.get(chinese[2], '')}月" if chinese[2] else f"{year}年"


@lru_cache(maxsize=8192)
def read_month(text: str) -> str:
    """``YYYY-MM`` of 202301, 2023-1, 2023.01, 2023年1月, 二〇二三年一月, a spreadsheet's 44927, or a whole date."""
    found = _YEAR_MONTH.match(_plain(text))
    if found is None:
        return read_date(text)[:7]
    try:
        return format_month(month_index(int(found[1]), int(found[2])))
    except ValueError:
        raise NotReadable from None


@lru_cache(maxsize=8192)
def read_date(text: str) -> str:
    """``YYYY-MM-DD`` of 20230105, 2023-1-5, 2023年1月5日, or a spreadsheet's 44931; a time behind it is left out."""
    plain = _plain(text)
    serial = _SERIAL.match(plain)
    if serial and _FIRST_SERIAL <= int(serial[1]) <= _LAST_SERIAL:
        return (_EPOCH_OF_SERIALS + timedelta(days=int(serial[1]))).isoformat()
    found = _DATE.match(plain)
    if found is None:
        raise NotReadable
    year, month, day = found[1], found[2] or found[4], found[3] or found[5]
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise NotReadable from None


@lru_cache(maxsize=256)
def read_year(text: str) -> int:
    """The year of 2023, 2023年, 2023年度, 二〇二三年."""
    found = _YEAR.match(_plain(text))
    if found is None:
        raise NotReadable
    return int(found[1])


@lru_cache(maxsize=256)
def read_month_of_year(text: str) -> int:
    """1 to 12 of 1, 01, 1月, 一月."""
    found = _MONTH_OF_YEAR.match(_plain(text))
    if found is None or not 1 <= int(found[1]) <= 12:
        raise NotReadable
    return int(found[1])


@lru_cache(maxsize=4096)
def read_period(text: str) -> tuple[str, str]:
    """First and last month of 201701-201706, 2017年1月至2017年6月, 2017.01~06; a single month is both."""
    plain = _plain(text)
    parts = [part for part in _BETWEEN.split(plain) if part]
    if len(parts) == 1:
        dashed = _TWO_DASHED.match(plain) or _DASH.match(plain)
        if dashed is None:
            month = read_month(text)
            return month, month
        parts = [dashed[1], dashed[2]]
    if len(parts) != 2:
        raise NotReadable
    start = read_month(parts[0])
    within_year = _TO_MONTH.match(parts[1])
    end = f"{start[:4]}-{read_month_of_year(parts[1]):02d}" if within_year else read_month(parts[1])
    if end < start:
        raise NotReadable
    return start, end
