"""Texts for spreadsheets: what their programs cannot hold is replaced or cut, and said to be."""

from __future__ import annotations

import re

from shebaobu.i18n import say

CELL_LIMIT = 32_767
"""The most that Excel keeps in a cell, in UTF-16 units; it splits or refuses what is longer."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n|[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_REPLACEMENT = "\ufffd"


def fitting(text: str, lang: str) -> str:
    """A text as one line of a cell: no character that XML forbids, and cut with a mark where it is too long."""
    shown = _FORBIDDEN.sub(_REPLACEMENT, _BREAKS.sub(" ", text))
    if _units(shown) <= CELL_LIMIT:
        return shown
    mark = say(lang, "export.cut", n=len(text))
    kept = shown.encode("utf-16-le")[: 2 * (CELL_LIMIT - _units(mark))].decode("utf-16-le", "ignore")
    return kept + mark


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
