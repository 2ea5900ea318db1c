"""Cells of a table: what a value of a record is to whoever reads it, in their language."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from shebaobu.domain.records import Item, Period, Step
from shebaobu.i18n import has_text, say
from shebaobu.services.exporting.field_sorts import Sort

CHINA = timezone(timedelta(hours=8))


class Money(NamedTuple):
    """An amount in fen."""

    fen: int

    def in_yuan(self) -> str:
        """The amount as a decimal: ``1820.80``."""
        sign = "-" if self.fen < 0 else ""
        return f"{sign}{abs(self.fen) // 100}.{abs(self.fen) % 100:02d}"


class Month(NamedTuple):
    """A month: its first day."""

    first: date


class Rate(NamedTuple):
    """A rate as printed: ``0.08``."""

    printed: str

    def is_number(self) -> bool:
        """Whether it is one, of few enough digits for any program."""
        return re.fullmatch(r"\d{1,6}(\.\d{1,9})?", self.printed, re.ASCII) is not None


Cell = str | int | bool | date | datetime | Money | Month | Rate | None
"""A ``str`` is text and nothing else, whatever it looks like; a ``datetime`` is China's time, without its zone."""


class Table(NamedTuple):
    """A table: ``code`` is its name in any language."""

    code: str
    title: str
    columns: list[str]
    rows: list[list[Cell]]

    def without_empty_columns(self) -> Table:
        """The same without the columns in which no row has anything."""
        kept = [at for at in range(len(self.columns)) if any(row[at] is not None for row in self.rows)]
        columns = [self.columns[at] for at in kept]
        return self._replace(columns=columns, rows=[[row[at] for at in kept] for row in self.rows])


def title_of(kind: str, field: str, lang: str) -> str:
    """What a field is called, in that kind of record."""
    own = f"field.{kind}.{field}"
    return say(lang, own if has_text(own) else f"field.{field}")


def word_of(tag: str, name: str, code: str | None, lang: str) -> str | None:
    """The word of a code, that of its kind before the usual one; the code where there is none."""
    if code is None:
        return None
    keys = (f"{name}.{tag}.{code}", f"{name}.{code}")
    return next((say(lang, key) for key in keys if has_text(key)), code)


def cell_of(value: object, sort: Sort, lang: str) -> Cell:
    """A field's value as a cell."""
    if isinstance(value, bool):
        return say(lang, "app.yes" if value else "app.no")
    if isinstance(value, int):
        return Money(value) if sort is Sort.MONEY else value
    if isinstance(value, str):
        return _time(value) if sort is Sort.TIME else Rate(value) if sort is Sort.RATE else value
    return _put_together(value, lang)


def _put_together(value: object, lang: str) -> str | None:
    if isinstance(value, Period):
        return say(lang, "app.period", start=value.start, end=value.end, months=value.months)
    if isinstance(value, tuple) and value:
        return say(lang, "app.list_comma").join(_item(item) for item in value)
    return None


def _item(item: Item | Step) -> str:
    if isinstance(item, Step):
        return f"{item.name} {item.on or ''}".strip()
    return item.name if item.amount is None else f"{item.name} {Money(item.amount).in_yuan()}"


def _time(text: str) -> Cell:
    """A month or a day as such; whatever else a page gave for one stays text."""
    try:
        if len(text) == len("2023-01"):
            return Month(date.fromisoformat(f"{text}-01"))
        return date.fromisoformat(text) if len(text) == len("2023-01-01") else text
    except ValueError:
        return text


def in_china(time: datetime | str) -> datetime:
    """A time as clocks in China show it."""
    moment = datetime.fromisoformat(time) if isinstance(time, str) else time
    return moment.astimezone(CHINA).replace(tzinfo=None)


def as_text(cell: Cell) -> str:
    """A cell where it stands among others in a text."""
    if isinstance(cell, Money):
        return cell.in_yuan()
    if isinstance(cell, Month):
        return cell.first.isoformat()[:7]
    return "" if cell is None else str(cell.printed if isinstance(cell, Rate) else cell)
