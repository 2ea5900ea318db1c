"""Marks that portals put beside a value: ``*305`` is the number 305 in a row that was paid back."""

from __future__ import annotations

import re
from typing import Any

from shebaobu.normalize.context import PageContext

_MARKED = re.compile(r"^([*＊#＃※])\s*([\w.\-/年月]+)$|^([\w.\-/年月]+?)\s*([*＊#＃※])$")
_MARKABLE = frozenset({"month", "booked_month", "employer_code", "year", "month_of_year"})


def without_mark(name: str, text: str) -> tuple[str, str | None]:
    """A cell's text without the mark beside it, and the mark; a masked text has its stars inside and none."""
    found = _MARKED.match(text.strip()) if name in _MARKABLE else None
    if found is None:
        return text, None
    return (found[2], found[1]) if found[1] else (found[3], found[4])


def settle_mark(values: dict[str, Any], page: PageContext) -> None:
    """A mark is a kind of payment, as the page's legend says or as marks are used; a column of its own comes first.

    Where the legend gives a mark to what was paid back, a row without one was paid in its time.
    """
    mark = values.pop("mark", None)
    if "pay_type" in values:
        return
    if mark is not None:
        values["pay_type"] = mark
    elif any(page.value_in("pay_type", symbol) == "back_payment" for symbol in page.legend):
        values["pay_type_code"] = "normal"
