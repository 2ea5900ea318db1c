"""Folding: one spelling for the many in which portals write the same word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_DECORATION = re.compile(r"^[*＊\s]+|[:：\s]+$")
_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_DASHES = frozenset({"", "-", "--", "---", "—", "——", "–", "－", "/", "无", "null", "NULL", "------", "…"})


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """A label without width, space, star and colon differences; 帐 is written 账."""
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", text))
    return _DECORATION.sub("", plain).replace("帐", "账").lower()


@lru_cache(maxsize=4096)
def split_brackets(folded: str) -> tuple[str, tuple[str, ...]]:
    """A folded label without its bracketed parts, and these parts: ``个人缴费(每月)(元)``."""
    return _BRACKETS.sub("", folded), tuple(_BRACKETS.findall(folded))


@lru_cache(maxsize=16384)
def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, or only a dash. A printed zero is not blank."""
    return unicodedata.normalize("NFKC", text).strip() in _DASHES
