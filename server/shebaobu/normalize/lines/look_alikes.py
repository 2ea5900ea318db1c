"""Letters that OCR took for digits: put right where everything else in the cell is digits."""

from __future__ import annotations

import re
import unicodedata

from shebaobu.normalize.kinds.readers import is_readable

_NUMBERS = frozenset({"money", "month", "count", "rate", "date", "year", "month_of_year", "period"})
_MISTAKEN = str.maketrans("OolI|，。", "00111,.")
_LETTER = re.compile(r"[OolI|]")
_DIGIT = re.compile(r"\d")


def mended(text: str, value: str) -> str:
    """The text of a cell whose reader is ``value``; as it was where that reads it, or would not read it mended."""
    if value not in _NUMBERS or is_readable(text, value):
        return text
    plain = unicodedata.normalize("NFKC", text)
    if len(_LETTER.findall(plain)) > len(_DIGIT.findall(plain)):
        return text
    changed = plain.translate(_MISTAKEN)
    return changed if is_readable(changed, value) else text
