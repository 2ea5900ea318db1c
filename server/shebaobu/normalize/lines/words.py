"""The words by which lines are told apart, from ``vocabulary/lines.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from shebaobu.normalize import vocabulary
from shebaobu.normalize.text import fold

_LABELS = frozenset({"year", "month_of_year", "tier", "insured"})
_CODES = frozenset({"has_tiers", "employer_only", "shared"})


class LineWords(msgspec.Struct, kw_only=True, frozen=True):
    """Folded labels, and patterns."""

    year: frozenset[str]
    month_of_year: frozenset[str]
    tier: frozenset[str]
    insured: frozenset[str]
    has_tiers: frozenset[str]
    employer_only: frozenset[str]
    shared: frozenset[str]
    section: re.Pattern[str]
    heading: re.Pattern[str]
    note: re.Pattern[str]
    noise: re.Pattern[str]
    document: re.Pattern[str]
    insured_in: re.Pattern[str]
    year_of_document: re.Pattern[str]
    quoted: re.Pattern[str]
    bare: re.Pattern[str]
    employer: re.Pattern[str]
    short: dict[str, str]


@cache
def load_line_words() -> LineWords:
    """The words of the package, read once."""
    table = tomllib.loads(files(vocabulary).joinpath("lines.toml").read_text(encoding="utf-8"))
    read: dict[str, Any] = {}
    for name, entry in table.items():
        if name in _LABELS:
            read[name] = frozenset(map(fold, entry))
        elif name in _CODES:
            read[name] = frozenset(entry)
        elif isinstance(entry, dict):
            read[name] = {fold(word): meant for word, meant in entry.items()}
        else:
            read[name] = re.compile("|".join(entry) if isinstance(entry, list) else entry)
    return LineWords(**read)
