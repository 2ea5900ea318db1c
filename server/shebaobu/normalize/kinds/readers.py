"""Readers of cells that only tables of these kinds have, beside those of all tables."""

from __future__ import annotations

import re
import unicodedata

from shebaobu.normalize.cells import READERS, NotReadable, Reader, read_date, read_month, read_month_of_year
from shebaobu.normalize.text import fold

_BETWEEN_DAYS = re.compile(r"至|到|~|—|－|(?<=\d)\s+(?=\d{4})|(?<=\d{8})-(?=\d{8})|(?<=[-/.]\d\d)-(?=\d{4})")
_YES_NO = {"是": True, "1": True, "有": True, "否": False, "0": False, "无": False}


def read_moment(text: str) -> str:
    """A date, or the month where that is all the page tells."""
    try:
        return read_date(text)
    except NotReadable:
        return read_month(text)


def read_days(text: str) -> tuple[str, str]:
    """First and last day of 2023-01-01至2023-12-31; an end of 长期 is none."""
    parts = [part.strip() for part in _BETWEEN_DAYS.split(unicodedata.normalize("NFKC", text)) if part.strip()]
    if len(parts) != 2:
        raise NotReadable
    return read_moment(parts[0]), read_moment(parts[1])


def read_month_in_year(text: str) -> str | int:
    """A month with its year, or 1 to 12 where the year stands elsewhere."""
    try:
        return read_month_of_year(text)
    except NotReadable:
        return read_month(text)


def read_yes_no(text: str) -> bool:
    """是 and 否."""
    said = _YES_NO.get(fold(text))
    if said is None:
        raise NotReadable
    return said


def read_tag(text: str) -> bool:
    """A word that stands there only where it holds (异地)."""
    return bool(fold(text))


def is_readable(text: str, reader: str) -> bool:
    """Whether a reader takes a text."""
    try:
        OWN_READERS[reader](text)
    except NotReadable:
        return False
    return True


OWN_READERS: dict[str, Reader] = {
    **READERS,
    "moment": read_moment,
    "days": read_days,
    "yes_no": read_yes_no,
    "tag": read_tag,
    "month_in_year": read_month_in_year,
}
