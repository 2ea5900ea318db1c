"""Columns whose header says nothing, or too little: what stands in all of their cells tells what they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from shebaobu.normalize.cells import NotReadable, read_date, read_money, read_month, read_month_of_year
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.headers import Column
from shebaobu.normalize.insurances import named_exactly
from shebaobu.normalize.text import fold, is_blank, split_brackets

# 单位 over amounts is the employer's amount, over names the employer; 个人 likewise.
_BY_MONEY = {"单位": "employer_amount", "个人": "personal_amount"}
_TELLS_MONTH = {"month", "month_of_year"}
_ENOUGH_ROWS = 400


def told_by_values(columns: list[Column], rows: Sequence[Sequence[str]], page: PageContext) -> list[Column]:
    """The columns with the meanings that only their cells tell; all filled cells must agree on one."""
    taken = {column.name for column in columns}
    months = [column.meaning for column in columns if column.meaning and column.name == "month"]
    doubtful = bool(months) and all(meaning.uncertain for meaning in months)
    told: list[Column] = []
    for column in columns:
        if doubtful and _may_be_the_month(column, rows, page):
            told.append(msgspec.structs.replace(column, meaning=months[0]))
            continue
        cells = _filled(column.index, rows) if _needs_values(column) else []
        if cells and all(fold(cell) in page.vocabulary.furniture["unit_word"] for cell in cells):
            told.append(msgspec.structs.replace(column, meaning=None, why="aside"))
            continue
        name = _name_of(column, cells, taken, page) if cells else None
        if name is None:
            told.append(column)
            continue
        taken.add(name)
        told.append(msgspec.structs.replace(column, meaning=page.vocabulary.meanings[name]))
    return _one_kind_of_payment(told, rows, page)


def _one_kind_of_payment(columns: list[Column], rows: Sequence[Sequence[str]], page: PageContext) -> list[Column]:
    """Of two columns called a kind of payment (账目类型, 业务标志) one without a known word for it is none."""
    called = [column for column in columns if column.name == "pay_type"]
    known = {
        column.index
        for column in called
        if any(page.vocabulary.value("pay_type", cell) for cell in _filled(column.index, rows))
    }
    if len(called) < 2 or not known:
        return columns
    return [
        msgspec.structs.replace(column, meaning=None, why="less_exact")
        if column in called and column.index not in known
        else column
        for column in columns
    ]


def _may_be_the_month(column: Column, rows: Sequence[Sequence[str]], page: PageContext) -> bool:
    """Whether an unknown label speaks of a month that is paid for, over months: as good as an uncertain one."""
    if column.meaning is not None or not any(
        word in fold(column.leaf) for word in page.vocabulary.furniture["month_like_label"]
    ):
        return False
    cells = _filled(column.index, rows)
    return bool(cells) and _all(cells, read_month)


def _needs_values(column: Column) -> bool:
    leaf = fold(column.leaf)
    if _payer(column):
        return column.meaning is None or column.name == "employer"
    return (not leaf and column.meaning is None) or column.bare or column.name in ("arrived_on", "month_of_year")


def _payer(column: Column) -> str | None:
    """The payer that a label is, alone (单位) or behind the insurance it begins with (养老单位)."""
    leaf = split_brackets(fold(column.leaf))[0]
    if column.insurance is None or column.bare:
        return leaf if leaf in _BY_MONEY else None
    return next((payer for payer in _BY_MONEY if leaf.endswith(payer)), None)


def _filled(index: int, rows: Sequence[Sequence[str]]) -> list[str]:
    return [row[index] for row in rows[:_ENOUGH_ROWS] if index < len(row) and not is_blank(row[index])]


def _name_of(column: Column, cells: list[str], taken: set[str | None], page: PageContext) -> str | None:
    payer = _payer(column)
    if payer:
        return _BY_MONEY[payer] if _all(cells, read_money) else None
    if column.name == "arrived_on":
        return _name_of_time(cells, taken)
    if column.bare:
        return _name_under_insurance(column, cells, page)
    months = _name_of_months(cells, taken, whole=column.name == "month_of_year")
    if months is not None or column.name == "month_of_year" or _all(cells, read_month):
        return months
    return "row_number" if _counts(cells) else _name_of_words(cells, taken, page)


def _name_of_months(cells: list[str], taken: set[str | None], *, whole: bool) -> str | None:
    """Months with their years, or (unless only ``whole`` ones are sought) months of a year that stands elsewhere."""
    if _all(cells, read_month):
        return None if "month" in taken else "month"
    of_year = not whole and all("月" in cell for cell in cells) and _all(cells, read_month_of_year)
    return "month_of_year" if of_year and not taken & _TELLS_MONTH else None


def _counts(cells: list[str]) -> bool:
    """1, 2, 3 …, which a page counts its rows by."""
    return len(cells) > 1 and cells == [str(number) for number in range(1, len(cells) + 1)]


def _name_of_time(cells: list[str], taken: set[str | None]) -> str | None:
    """A time of payment that is written as months (缴费时间 202301) is no day."""
    if _all(cells, read_date) or not _all(cells, read_month):
        return None
    return "booked_month" if "month" in taken else "month"


def _name_under_insurance(column: Column, cells: list[str], page: PageContext) -> str | None:
    """What a column headed 养老保险 alone holds: a state, or an amount of which the page says no more."""
    if column.meaning is not None:
        return None
    if all(page.value_in("status", cell) for cell in cells):
        return "status"
    return "amount" if _all(cells, read_money) else None


def _name_of_words(cells: list[str], taken: set[str | None], page: PageContext) -> str | None:
    """An insurance, a kind of payment or a state; 补缴 and 正常缴费 are words for both and then the kind of payment."""
    if "insurance" not in taken and all(named_exactly(cell, page.vocabulary, page.portal) for cell in cells):
        return "insurance"
    fitting = [
        name
        for name in ("pay_type", "status")
        if name not in taken and all(page.vocabulary.value(name, cell) for cell in cells)
    ]
    return fitting[0] if fitting else None


def _all(cells: list[str], reader: Callable[[str], object]) -> bool:
    try:
        for cell in cells:
            reader(cell)
    except NotReadable:
        return False
    return True
