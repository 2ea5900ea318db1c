"""Figures that a page explains itself: ``到账标志：0-未到账，1-已到账`` below a table, or in a column's brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ONE = r"(\d{1,2})[-—=:、.]?([^\d\s,;、。()/:=—-]{1,12})"
_LIST = re.compile(rf"^{_ONE}(?:[,;、/]?{_ONE})+[,;、/。]?$")
_EXPLAINS = re.compile(r"(说明|含义|释义|代码|取值|解释)$")
_EACH = re.compile(_ONE)
_SAID_OF = re.compile(r"(?:^|[,;。:注])([^\d,;。:()]{2,12})[:(]((?:\d{1,2}[-—=:、.]?[^\d,;。()/:]+[,;、/]?){2,})")


def codes_explained(text: str) -> dict[str, str]:
    """The figures of a folded text that is a list of figures and words, and nothing else."""
    return dict(_EACH.findall(text)) if _LIST.match(text) else {}


def codes_of_columns(texts: Iterable[str]) -> dict[str, dict[str, str]]:
    """For each label that a note of the page speaks of, what figures mean under it."""
    told: dict[str, dict[str, str]] = {}
    for text in texts:
        for label, listed in _SAID_OF.findall(text):
            codes = codes_explained(listed)
            if codes:
                told[_EXPLAINS.sub("", label)] = codes
    return told
