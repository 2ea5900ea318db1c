"""The unit that amounts stand in: what a cell says itself, else its column's header, else a note of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from shebaobu.normalize.calendar import NotReadable
from shebaobu.normalize.text import fold

_YUAN = {
    "元": Fraction(1),
    "百元": Fraction(100),
    "千元": Fraction(1000),
    "万元": Fraction(10_000),
    "角": Fraction(1, 10),
    "分": Fraction(1, 100),
}
_UNIT = r"(?:人民币)?([百千万]?元|角|分)"
_OF_COLUMN = re.compile(rf"(?:单位[:：]?)?{_UNIT}(?:/.{{1,2}}|每月|整)?")
_OF_PAGE = re.compile(rf"单位[:：]{_UNIT}")
_OF_CELL = re.compile(r"[元圆万]")


def unit_of_column(marks: Iterable[str]) -> Fraction | None:
    """How many yuan one is in a column whose header has these words in brackets; None where they say no unit."""
    found = (_OF_COLUMN.fullmatch(mark) for mark in marks)
    return next((_YUAN[unit[1]] for unit in found if unit), None)


def unit_of_page(texts: Iterable[str]) -> Fraction:
    """The same for all amounts of a page, as one of its notes says: 单位：万元."""
    found = (_OF_PAGE.search(text) for text in texts)
    return next((_YUAN[unit[1]] for unit in found if unit), Fraction(1))


def is_unit(text: str) -> bool:
    """Whether a cell says nothing but a unit of amounts."""
    return _OF_COLUMN.fullmatch(fold(text)) is not None


def in_fen(amount: int, text: str, unit: Fraction) -> int:
    """The fen of an amount that was read as yuan from a cell's text; raises ``NotReadable`` for parts of a fen."""
    if unit == 1 or _OF_CELL.search(text):
        return amount
    fen = amount * unit
    if fen.denominator != 1:
        raise NotReadable
    return int(fen)
