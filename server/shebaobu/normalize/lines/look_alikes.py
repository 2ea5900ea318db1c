"""Letters that OCR took for digits: put right where everything else in the cell is digits."""

from __future__ import annotations

import re
import unicodedata

from shebaobu.normalize.cells import READERS, NotReadable

_NUMBERS = frozenset({"money", "month", "count", "rate", "date", "year", "month_of_year", "period"})
_MISTAKEN = str.maketrans("OolI|，。", "00111,.")
_LETTER = re.compile(r"[OolI|]")
_DIGIT = re.compile(r"\d")


def mended(text: str, value: str) -> str:
    """The text of a cell whose reader is ``value``; as it was where that reads it, or would not read it mended."""
    reader = READERS.get(value) if value in _NUMBERS else None
    if reader is None or _reads(text, value):
        return text
    plain = unicodedata.normalize("NFKC", text)
    if len(_LETTER.findall(plain)) > len(_DIGIT.findall(plain)):
        return text
    changed = plain.translate(_MISTAKEN)
    return changed if _reads(changed, value) else text


def _reads(text: str, value: str) -> bool:
    try:
        READERS[value](text)
    except NotReadable:
        return False
    return True
