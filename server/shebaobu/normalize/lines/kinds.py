"""Whether a token can stand in a column: each kind of column takes only its own kind of text."""

from __future__ import annotations

import re

from shebaobu.normalize.cells import READERS
from shebaobu.normalize.kinds.readers import is_readable
from shebaobu.normalize.lines.look_alikes import mended
from shebaobu.normalize.lines.texts import Head
from shebaobu.normalize.lines.words import load_line_words
from shebaobu.normalize.text import fold, is_blank

_NUMBER = re.compile(r"[-+¥￥]?[\d,.，]+(?:元|%)?")
_ROW_NUMBER = re.compile(r"\d{1,4}")
_TIER = re.compile(r"\d{1,2}|[一-鿿]{1,8}(?:[A-Z]档)?")
# Residents pay by tiers that are known by their amounts: 500, 1000元.
_TIER_OF_ROW = re.compile(r"\d{1,5}(?:\.0+)?(?:元|档)?|[一-鿿]{1,8}(?:[A-Z]档)?")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z*＊-]{1,18}[0-9A-Za-z]")
_WORD = re.compile(r"\d{1,3}|[^\d\s]{1,16}")
# A moment is a date or a month, both of which the reader of months takes.
_READ_AS = {name: name for name in READERS if name != "text"} | {"moment": "month"}
_TEXT_FIELDS = frozenset({"employer", "pool", "agency", "note_text"})
_WORD_FIELDS = frozenset({"status", "pay_type", "insurance", "payer", "person_category"})


def is_text(head: Head) -> bool:
    """Whether a column holds free words: it may be empty, or a text with spaces."""
    return head.name in _TEXT_FIELDS


def takes(head: Head, token: str) -> bool:
    """Whether a token is of the kind that a column holds; a dash stands in any but a month."""
    pattern = _pattern(head)
    if pattern is not None:
        return bool(pattern.fullmatch(token)) or is_blank(token)
    reader = _reader(head)
    if reader is None:
        return head.kind == "unknown" or is_blank(token) or not _NUMBER.fullmatch(token)
    if _reads(reader, token) or (reader == "month_of_year" and _reads("month", token)):
        return True
    if reader == "money" and fold(token) in load_line_words().insured:
        return True
    return reader not in ("month", "year", "month_of_year", "period") and is_blank(token)


def _reads(reader: str, token: str) -> bool:
    return is_readable(mended(token, reader), reader)


def as_read(head: Head, token: str) -> str:
    """The token as it is handed on: letters that stand for digits put right."""
    reader = _reader(head)
    return mended(token, reader) if reader is not None else token


def _pattern(head: Head) -> re.Pattern[str] | None:
    if head.name == "tier":
        return _TIER if head.kind == "tier" else _TIER_OF_ROW
    if head.name == "row_number":
        return _ROW_NUMBER
    if head.name == "employer_code":
        return _CODE
    return _WORD if head.name in _WORD_FIELDS else None


def _reader(head: Head) -> str | None:
    if head.kind in ("year", "month_of_year"):
        return head.kind
    if head.meaning is None or head.meaning.value not in _READ_AS:
        return None
    return _READ_AS[head.meaning.value]
