"""Calendar months as integers, so that ranges are arithmetic.

A month index is ``year * 12 + month - 1``: January 2023 is 24276. Text is ``YYYY-MM``.
"""

from __future__ import annotations

from collections.abc import Iterator

FIRST = 1949 * 12
LAST = 2100 * 12 - 1


def month_index(year: int, month: int) -> int:
    """Index of a month; raises ``ValueError`` outside 1949-2099 or months 1-12."""
    if not 1 <= month <= 12:
        raise ValueError("month outside 1-12")
    index = year * 12 + month - 1
    if not FIRST <= index <= LAST:
        raise ValueError("year outside 1949-2099")
    return index


def parse_month(text: str) -> int:
    """Index of ``YYYY-MM``; raises ``ValueError`` for anything else."""
    if len(text) != 7 or text[4] != "-" or not (text[:4].isdecimal() and text[5:].isdecimal()):
        raise ValueError("not YYYY-MM")
    return month_index(int(text[:4]), int(text[5:]))


def format_month(index: int) -> str:
    """``YYYY-MM`` of a month index."""
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def months_between(start: int, end: int) -> Iterator[int]:
    """The month indexes from start to end, both included."""
    return iter(range(start, end + 1))
