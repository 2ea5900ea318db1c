"""Rows of a table that are no records: sums, notes, pagers, repeated headers, months with nothing in them."""

from __future__ import annotations

from collections.abc import Sequence

from shebaobu.normalize.headers import Column, repeats_header
from shebaobu.normalize.text import fold, is_blank
from shebaobu.normalize.vocabulary import Vocabulary

_SAYS_WHICH = frozenset({"row_number", "month", "booked_month", "start", "end", "insurance", "payer", "name"})
_PLAIN_WORDS = frozenset({"employer", "employer_code", "pool", "agency", "note_text", "pay_type", "status"})


def reason_to_leave(row: list[str], columns: Sequence[Column], vocabulary: Vocabulary) -> str | None:
    """Why a row is no record (``why.*``), or None for one that should be read."""
    filled = [cell for cell in row if not is_blank(cell)]
    if not filled:
        return "empty_row"
    if repeats_header(row, list(columns)):
        return "repeated_header"
    for column, cell in zip(columns, row, strict=False):
        if not (column.meaning and column.meaning.name in _PLAIN_WORDS):
            reason = _furniture(fold(cell), vocabulary)
            if reason:
                return reason
    telling = [
        cell
        for column, cell in zip(columns, row, strict=False)
        if column.meaning and column.meaning.name not in _SAYS_WHICH and not is_blank(cell)
    ]
    return None if telling else "empty_month"


def _furniture(text: str, vocabulary: Vocabulary) -> str | None:
    """What a cell makes of its row; an employer may well be called 统计局, so its column is not asked."""
    words = vocabulary.furniture
    if any(text.startswith(word) for word in words["note_row"]):
        return "note_row"
    if any(word in text for word in words["pager_row"]):
        return "pager_row"
    if any(word in text for word in words["total_row"]):
        return "total_row"
    return None
