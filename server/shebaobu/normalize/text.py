"""Folding: one spelling for the many in which portals write the same word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Marks of direction and of width that nobody sees.
_UNSEEN = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
_UNSEEN_OR_SPACE = re.compile(rf"\s+|{_UNSEEN}")
# What stands behind a label for clicking: help, the order of rows.
_SIGNS = re.compile(r"(?<=[\u4e00-\u9fff)）])\s*[?？ⓘℹ⇅↕↑↓]+(?=\s*(?:[:：]?\s*$|[(（]))")
_DECORATION = re.compile(r"^[*＊\s]+|[:：\s]+$")
_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_DASHES = frozenset({"", "-", "--", "---", "—", "——", "–", "－", "/", "无", "null", "NULL", "------", "…"})


def without_spaces(text: str) -> str:
    """A text in plain characters, without spaces and without what nobody sees."""
    return _UNSEEN_OR_SPACE.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """A label without width, space, star and colon differences; 帐 is written 账."""
    plain = without_spaces(_SIGNS.sub("", text))
    return _DECORATION.sub("", plain).replace("帐", "账").lower()


@lru_cache(maxsize=4096)
def split_brackets(folded: str) -> tuple[str, tuple[str, ...]]:
    """A folded label without its bracketed parts, and these parts: ``个人缴费(每月)(元)``."""
    return _BRACKETS.sub("", folded), tuple(_BRACKETS.findall(folded))


@lru_cache(maxsize=16384)
def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, or only a dash. A printed zero is not blank."""
    return without_spaces(text) in _DASHES
