"""Which month or period a row is for: whole months, a year and a month apart, periods in one cell or two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from shebaobu.normalize.calendar import NotReadable, read_month, read_month_of_year, read_period
from shebaobu.normalize.text import fold

_MONTH_IN_HEADING = re.compile(
    r"(?<![\d.\-/年])((?:19|20)\d{2})(?:年|[-./])(\d{1,2})(?:月份?|(?![\d.\-/年月]))(?!\d{1,2}[日号])"
)
_SPAN = re.compile(r"至|到|--|[-~—－]")
_MONTHS = ("month", "booked_month", "start", "end")


def read_month_cell(text: str) -> str | int | tuple[str, str] | tuple[int, int]:
    """``YYYY-MM``, or 1 to 12 where the year stands elsewhere; of a period the first and last of them."""
    for reader in (read_month, read_period, read_month_of_year, _read_months_of_year):
        try:
            found: str | int | tuple[str, str] | tuple[int, int] = reader(text)
        except NotReadable:
            continue
        return found
    raise NotReadable


def read_period_cell(text: str) -> tuple[str, str] | tuple[int, int]:
    """First and last month of a period, with their years or as 1 to 12."""
    try:
        return read_period(text)
    except NotReadable:
        return _read_months_of_year(text)


def _read_months_of_year(text: str) -> tuple[int, int]:
    """First and last of 1-6, 7月至12月."""
    parts = _SPAN.split(fold(text))
    if len(parts) != 2:
        raise NotReadable
    first, last = read_month_of_year(parts[0]), read_month_of_year(parts[1])
    if last <= first:
        raise NotReadable
    return first, last


def month_of_heading(path: Sequence[str], of_other: Sequence[str]) -> str | None:
    """``YYYY-MM`` where the nearest heading (2024年8月缴费) names one month and none of the words ``of_other``."""
    heading = fold(path[-1]) if path else ""
    found = set(_MONTH_IN_HEADING.findall(heading))
    if len(found) != 1 or any(word in heading for word in of_other):
        return None
    year, month = found.pop()
    try:
        return read_month(f"{year}-{month}")
    except NotReadable:
        return None


def settle_dates(values: dict[str, Any], year: int | None) -> bool:
    """Turn what a row's cells say into ``month``, ``booked_month``, ``start`` and ``end``.

    ``year`` is that of the whole table, where the row has none of its own. False where the row has no date at all,
    or a month of which nothing says the year.
    """
    year = values.pop("year", year)
    if "month_of_year" in values:
        values.setdefault("month", values.pop("month_of_year"))
    for name in (*_MONTHS, "period"):
        value = values.get(name)
        if isinstance(value, int):
            if year is None:
                return False
            values[name] = f"{year}-{value:02d}"
        elif isinstance(value, tuple) and isinstance(value[0], int):
            if year is None:
                return False
            values[name] = tuple(f"{year}-{month:02d}" for month in value)
    if isinstance(values.get("booked_month"), tuple):
        del values["booked_month"]
    _settle_period(values)
    if {"start", "end"} <= values.keys() and values["end"] < values["start"]:
        return False
    return "month" in values or "booked_month" in values or {"start", "end"} <= values.keys()


def _settle_period(values: dict[str, Any]) -> None:
    """A period in one cell, also in the cell of a month, is a first and a last month; one month is a month."""
    for name in ("month", "period"):
        if isinstance(values.get(name), tuple):
            start, end = values.pop(name)
            if start == end:
                values.setdefault("month", start)
            elif not isinstance(values.get("month"), str):
                values.update(start=start, end=end)
    for name in ("start", "end"):
        if isinstance(values.get(name), tuple):
            values[name] = values[name][0 if name == "start" else 1]
