"""Rows with empty cells in a text that keeps its columns one below the other, as some readers of PDF print it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

import msgspec

from shebaobu.normalize.lines.kinds import as_read, takes
from shebaobu.normalize.lines.texts import Head, Text

_TOKEN = re.compile(r"\S+")
_GAP = re.compile(r"\s{2,}")
_FEWEST_ROWS = 2
Span = tuple[int, int]


class Places(msgspec.Struct, kw_only=True, frozen=True):
    """Where the columns of a table begin and end, and how places are counted: a wide character is two, or one."""

    columns: list[Span]
    measure: Callable[[str], int]


def spans_of(raw: str, measure: Callable[[str], int]) -> list[Span]:
    """Where each token of a line begins and ends."""
    return [(measure(raw[: found.start()]), measure(raw[: found.end()])) for found in _TOKEN.finditer(raw)]


def columns_of(rows: Sequence[Text], width: int) -> Places | None:
    """Where the columns are that whole rows stand in; None unless they are straight and apart from each other.

    A column is straight where its cells all begin, or all end, at the same place. Some readers of PDF give a wide
    character two places, others one; the columns are straight in one of the two ways of counting.
    """
    if not all(_GAP.search(row.raw.strip()) for row in rows):
        return None
    for measure in (_wide, len):
        columns = _straight([spans for row in rows if len(spans := spans_of(row.raw, measure)) == width])
        if columns is not None:
            return Places(columns=columns, measure=measure)
    return None


def _straight(whole: Sequence[Sequence[Span]]) -> list[Span] | None:
    if len(whole) < _FEWEST_ROWS:
        return None
    columns: list[Span] = []
    for cells in zip(*whole, strict=True):
        starts, ends = {start for start, _ in cells}, {end for _, end in cells}
        if len(starts) > 1 and len(ends) > 1:
            return None
        columns.append((min(starts), max(ends)))
    apart = all(after[0] > before[1] for before, after in pairwise(columns))
    return columns if apart else None


def fit_by_place(text: Text, heads: Sequence[Head], places: Places) -> list[str] | None:
    """The cells of a row by the columns that its tokens stand in; None where one stands in none, or in two."""
    columns = places.columns
    cells = [""] * len(columns)
    for token, (start, end) in zip(text.tokens, spans_of(text.raw, places.measure), strict=True):
        under = [at for at, (left, right) in enumerate(columns) if start < right and end > left]
        if len(under) != 1 or cells[under[0]] or not takes(heads[under[0]], token):
            return None
        left, right = columns[under[0]]
        if start != left and end != right:
            return None
        cells[under[0]] = as_read(heads[under[0]], token)
    return cells


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
