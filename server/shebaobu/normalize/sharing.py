"""Amounts of no insurance in particular beside columns of several: the table's own insurance, or a sum of all."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from shebaobu.normalize.headers import Column
from shebaobu.normalize.insurances import Named
from shebaobu.normalize.text import fold, is_blank
from shebaobu.normalize.vocabulary import Vocabulary

_BASES = frozenset({"base", "declared_wage", "employer_base", "base_total"})
# Paid on top of another insurance: a column of theirs does not make a table one of theirs.
_ADDED = frozenset({"medical_large", "care", "annuity_occupational"})


def settle_shared(
    columns: list[Column], rows: Sequence[Sequence[str]], of_table: Named | None, vocabulary: Vocabulary
) -> list[Column]:
    """The columns with an owner for each amount: never is one figure that of each of several insurances in a row.

    A base may be that of all; with the amounts of the table's own insurance it is of that one.
    """
    beside = list(dict.fromkeys(column.insurance for column in columns if column.insurance and column.meaning))
    amounts = {column.index for column in columns if column.insurance is None and _is_amount(column, vocabulary)}
    if not beside or not amounts:
        return columns
    if of_table is not None and not any(_can_be(of_table, named) for named in beside):
        return _owned(columns, amounts, of_table)
    if all(named.code in _ADDED for named in beside) and not (of_table and of_table.code in _ADDED):
        return _owned(columns, amounts, of_table or Named())
    if not _several_in_a_row(columns, rows):
        return columns
    return [_sum(column) if column.index in amounts else column for column in columns]


def _several_in_a_row(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> bool:
    """Whether any row fills columns of more than one insurance; where none does, a row's amounts are of its one."""
    of_insurances = [column for column in columns if column.insurance and column.meaning]
    return any(
        len({column.insurance for column in of_insurances if not is_blank(row[column.index])}) > 1
        for row in rows
        if len(row) == len(columns)
    )


def _is_amount(column: Column, vocabulary: Vocabulary) -> bool:
    name = column.name
    return name is not None and (
        (name in vocabulary.money_fields and name not in _BASES) or name in ("employer_rate", "personal_rate")
    )


def _can_be(one: Named, other: Named) -> bool:
    """Whether two names can be those of one insurance."""
    return bool({one.code, *one.choices} & {other.code, *other.choices} - {None})


def _owned(columns: Sequence[Column], amounts: set[int], owner: Named) -> list[Column]:
    return [
        msgspec.structs.replace(column, insurance=owner)
        if column.index in amounts or (column.insurance is None and column.name in _BASES)
        else column
        for column in columns
    ]


def _sum(column: Column) -> Column:
    of_all = any(word in fold(column.leaf) for word in ("合计", "总", "小计"))
    return msgspec.structs.replace(column, meaning=None, why="total_column" if of_all else None)
