"""What the cells of one row of a table say: values by name, of the whole row and of each insurance in it."""

from __future__ import annotations

from typing import Any

from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.cells import NotReadable
from shebaobu.normalize.headers import Column
from shebaobu.normalize.kinds.labels import KindColumn
from shebaobu.normalize.kinds.planning import KindPlan
from shebaobu.normalize.kinds.readers import OWN_READERS
from shebaobu.normalize.kinds.specs import empty_words, open_end_words
from shebaobu.normalize.rows import RowSieve
from shebaobu.normalize.text import fold, is_blank
from shebaobu.normalize.units import in_fen, unit_of_column
from shebaobu.normalize.vocabulary import Meaning

# Columns of which a cell may say that its row is one of sums.
_MAY_SAY_TOTAL = frozenset({"row_number", "insurance", "pool", "region", "item", "employer_code", "summary"})
_OF_TIME = frozenset({"year", "month", "moment", "date", "period", "days"})
_SIGNS = frozenset("-−－–+＋")
_SHARES = ("_personal", "_employer")

Values = dict[str, Any]


def sieve_of(plan: KindPlan) -> RowSieve:
    """Tells the rows that are no records: sums, notes, pagers, repeated headers."""
    return RowSieve([_as_column(column) for column in plan.columns], plan.page.vocabulary)


def _as_column(column: KindColumn) -> Column:
    meaning = column.part.meaning if column.part else None
    if meaning and (meaning.name in _MAY_SAY_TOTAL or meaning.value in _OF_TIME):
        meaning = Meaning(name="row_number")
    return Column(index=column.index, path=column.path, meaning=meaning)


class RowReader:
    """Reads the rows of one table; cells that cannot be read go into the account."""

    def __init__(self, plan: KindPlan, account: BlockAccount) -> None:
        self._plan = plan
        self._account = account
        self._columns = sorted((column for column in plan.columns if column.kept), key=_is_weak)
        self._signed = {
            column.index for column in self._columns if column.name == "turnover" and _has_sign(column, plan)
        }
        self._has_shares = any(column.name and column.name.endswith(_SHARES) for column in self._columns)

    def read(self, number: int, row: list[str]) -> tuple[Values, dict[int, Values]]:
        """The values of a row, shared and by the place of each insurance side by side.

        Of two cells that contradict each other neither is taken.
        """
        shared: Values = {}
        own: dict[int, Values] = {}
        said_by: dict[tuple[int | None, str], list[KindColumn]] = {}
        contradicted: list[tuple[int | None, str]] = []
        for column in self._columns:
            text = row[column.index] if column.index < len(row) else ""
            if is_blank(text) or fold(text) in empty_words() or _has_no_end(column, text):
                continue
            position = self._plan.beside.index(column.insurance) if column.insurance else None
            target = shared if position is None else own.setdefault(position, {})
            for name, value in self._values(number, column, text):
                if name == "parts":
                    target.setdefault(name, []).append(value)
                    continue
                if _is_weak(column) and target.get(name):
                    continue
                if _is_weak(column):
                    target[name] = value
                if target.setdefault(name, value) != value and (position, name) not in contradicted:
                    contradicted.append((position, name))
                said_by.setdefault((position, name), []).append(column)
        for position, name in contradicted:
            del (shared if position is None else own[position])[name]
            self._refuse(number, said_by[position, name], "two_values")
        for name in _shares_above_the_whole(shared) if self._has_shares else ():
            del shared[name]
            self._refuse(number, said_by[None, name], "more_than_whole")
        return shared, {position: values for position, values in own.items() if values}

    def _values(self, number: int, column: KindColumn, text: str) -> list[tuple[str, Any]]:
        """What one cell says; words that stand for a code say both."""
        if column.part is None:
            return []
        meaning, spec = column.part.meaning, self._plan.spec
        if meaning.name in spec.said:
            bare = fold(text) in self._plan.page.vocabulary.furniture["bare_word"]
            words = f"{column.title}={text.strip()}" if bare else text.strip()
            code = spec.value(meaning.name, text, column.code)
            return [(f"{meaning.name}_text", words), *([(meaning.name, code)] if code else [])]
        try:
            value = OWN_READERS[meaning.value](text)
            if meaning.value == "money" and isinstance(value, int):
                value = in_fen(value, text, unit_of_column(column.marks) or self._plan.page.unit)
        except NotReadable:
            self._refuse(number, [column], "unreadable_value")
            return []
        if column.index in self._signed and isinstance(value, int):
            return [(meaning.name, value), ("direction", "out" if value < 0 else "in")]
        if meaning.name == "part":
            return [("parts", (column.title, value))]
        return [(meaning.name, value)]

    def _refuse(self, number: int, columns: list[KindColumn], why: str) -> None:
        for column in columns:
            self._account.cell_not_understood(number, column.index, column.label, why)


def _has_no_end(column: KindColumn, text: str) -> bool:
    return column.part is not None and column.part.meaning.value in _OF_TIME and fold(text) in open_end_words()


def _has_sign(column: KindColumn, plan: KindPlan) -> bool:
    """Whether a column of money that moved says by its signs which way."""
    texts = (row[column.index].strip() for row in plan.rows if column.index < len(row))
    return any(text[:1] in _SIGNS and not is_blank(text) for text in texts)


def _is_weak(column: KindColumn) -> bool:
    """Whether a column only says something where no other says it, or says 0."""
    return column.part is not None and "weak" in column.part.flags


def _shares_above_the_whole(values: Values) -> list[str]:
    """Shares that are more than what they are a share of: they belong to something else."""
    found: list[str] = []
    for name, value in values.items():
        whole = values.get(next((name.removesuffix(share) for share in _SHARES if name.endswith(share)), ""))
        if isinstance(whole, int) and isinstance(value, int) and abs(value) > abs(whole):
            found.append(name)
    return found
