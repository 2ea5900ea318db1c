"""What columns mean beside each other: two months, two bases, amounts due with or without amounts paid."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from shebaobu.normalize.headers import Column
from shebaobu.normalize.labels import meaning_of_code
from shebaobu.normalize.text import fold, split_brackets
from shebaobu.normalize.vocabulary import Meaning, Vocabulary

# Where only amounts due are shown they are what there is of the contribution.
_DUE_FOR_PAID = {"due_employer": "employer_amount", "due_personal": "personal_amount", "due_total": "total"}
_DUE_BESIDE_PAID = {paid: due for due, paid in _DUE_FOR_PAID.items()}
_SAYS_PAID = ("实缴", "已缴", "实交", "已交", "实收", "已收", "到账", "实际")
_CREDITS = frozenset({"account_amount", "employer_to_account", "personal_to_account"})
_LESS_EXACT = "less_exact"


def settle_roles(columns: list[Column], vocabulary: Vocabulary) -> tuple[list[Column], list[int]]:
    """The columns with meanings that no longer clash, and the month columns of which the page must be asked.

    Of two wordings the less certain gives way, as the vocabulary says to what.
    """
    columns = _one_insurance_a_row(columns)
    columns = _by_code_where_uncertain(columns, vocabulary)
    columns = _certain_before_uncertain(columns, vocabulary)
    columns = _first_of_equals(columns, vocabulary)
    columns = _monthly_before_sums(columns)
    columns = _due_beside_paid(columns, vocabulary)
    columns = _due_as_paid(columns, vocabulary)
    columns = _employer_base(columns, vocabulary)
    columns = _sum_of_credits(columns)
    columns = _counts_so_far(columns)
    months = [column.index for column in columns if column.name == "month"]
    return columns, months if len(months) > 1 else []


def _one_insurance_a_row(columns: list[Column]) -> list[Column]:
    """Where a column names the insurance of each row, a label such as 医保个账金额 names none of its own."""
    if not any(column.name == "insurance" and column.insurance is None for column in columns):
        return columns
    return [msgspec.structs.replace(column, insurance=None) for column in columns]


def _groups(columns: list[Column]) -> list[list[Column]]:
    """Columns of one meaning for one insurance; those of all insurances together are a group of their own."""
    found: dict[tuple[object, str], list[Column]] = defaultdict(list)
    for column in columns:
        if column.meaning:
            found[(column.insurance, column.meaning.name)].append(column)
    return list(found.values())


def _replaced(columns: list[Column], changes: dict[int, Column]) -> list[Column]:
    return [changes.get(column.index, column) for column in columns]


def _by_code_where_uncertain(columns: list[Column], vocabulary: Vocabulary) -> list[Column]:
    """Of several uncertain wordings of one meaning, a column whose code says something else means that."""
    changes: dict[int, Column] = {}
    for group in _groups(columns):
        if len(group) < 2:
            continue
        for column in group:
            by_code = meaning_of_code(column.code, vocabulary)
            if column.meaning and column.meaning.uncertain and by_code:
                changes[column.index] = msgspec.structs.replace(column, meaning=by_code)
    return _replaced(columns, changes)


def _certain_before_uncertain(columns: list[Column], vocabulary: Vocabulary) -> list[Column]:
    changes: dict[int, Column] = {}
    names = {column.name for column in columns}
    for group in _groups(columns):
        uncertain = [column for column in group if column.meaning and column.meaning.uncertain]
        if group[0].name == "month" and ("period" in names or {"start", "end"} <= names or _half_of_period(columns)):
            kept = () if _period_is_certain(columns) else vocabulary.furniture["month_beside_period"]
            yielding = [column for column in uncertain if fold(column.leaf) not in kept]
        else:
            yielding = uncertain if len(uncertain) < len(group) else []
        for column in yielding:
            changes[column.index] = _given_way(column, vocabulary)
    changed = _replaced(columns, changes)
    return _certain_before_uncertain(changed, vocabulary) if changes else changed


def _first_of_equals(columns: list[Column], vocabulary: Vocabulary) -> list[Column]:
    """Of several uncertain wordings that give way to nothing, the one the vocabulary names first counts."""
    changes: dict[int, Column] = {}
    for group in _groups(columns):
        meanings = [column.meaning for column in group if column.meaning]
        if len(group) < 2 or any(not meaning.uncertain or meaning.otherwise for meaning in meanings):
            continue
        ranked = sorted(
            group, key=lambda column: vocabulary.rank(column.name or "", split_brackets(fold(column.leaf))[0])
        )
        for column in ranked[1:]:
            changes[column.index] = _given_way(column, vocabulary)
    return _replaced(columns, changes)


def _rank(column: Column, vocabulary: Vocabulary) -> int:
    return vocabulary.rank(column.name or "", split_brackets(fold(column.leaf))[0])


def _half_of_period(columns: list[Column]) -> bool:
    """Whether only one end of a corresponding period is understood: a row may be for more than one month."""
    return any(column.name in ("start", "end") for column in columns) and _period_is_certain(columns)


def _period_is_certain(columns: list[Column]) -> bool:
    """Whether a first and a last month are called the corresponding ones (对应费款所属期起, ``accrym_begn``)."""
    starts = [column for column in columns if column.name in ("start", "end", "period")]
    return any("对应" in fold(column.label) or column.code.startswith("accrym") for column in starts)


def _monthly_before_sums(columns: list[Column]) -> list[Column]:
    """Of an amount a month and its sum over the period, side by side, the monthly one is the contribution's."""
    changes: dict[int, Column] = {}
    for group in _groups(columns):
        if any(column.cover == "month" for column in group):
            for column in group:
                if column.cover != "month" and len(group) > 1:
                    changes[column.index] = msgspec.structs.replace(column, meaning=None, why="sum_of_period")
    return _replaced(columns, changes)


def _given_way(column: Column, vocabulary: Vocabulary) -> Column:
    otherwise = column.meaning.otherwise if column.meaning else None
    if otherwise is None:
        return msgspec.structs.replace(column, meaning=None, why=_LESS_EXACT)
    return msgspec.structs.replace(column, meaning=vocabulary.meanings[otherwise])


def _due_beside_paid(columns: list[Column], vocabulary: Vocabulary) -> list[Column]:
    """Beside 单位已缴 a plain 单位缴 is what was due."""
    changes: dict[int, Column] = {}
    due_already = {(column.insurance, column.name) for column in columns}
    for group in _groups(columns):
        due = _DUE_BESIDE_PAID.get(group[0].name or "")
        plain = [column for column in group if not any(word in column.label for word in _SAYS_PAID)]
        if due is None or len(group) != 2 or len(plain) != 1 or (plain[0].insurance, due) in due_already:
            continue
        changes[plain[0].index] = msgspec.structs.replace(plain[0], meaning=vocabulary.meanings[due])
    return _replaced(columns, changes)


def _due_as_paid(columns: list[Column], vocabulary: Vocabulary) -> list[Column]:
    paid = {(column.insurance, column.name) for column in columns}
    changes = {
        column.index: msgspec.structs.replace(column, meaning=vocabulary.meanings[_DUE_FOR_PAID[column.name]])
        for column in columns
        if column.name in _DUE_FOR_PAID and (column.insurance, _DUE_FOR_PAID[column.name]) not in paid
    }
    return _replaced(columns, changes)


def _sum_of_credits(columns: list[Column]) -> list[Column]:
    """A sum beside nothing but what goes to the account (划入) is of that, and no total of a contribution."""
    money = {column.name for column in columns if column.meaning and column.meaning.value == "money"}
    if "total" not in money or not money - {"total"} or money - {"total"} - _CREDITS:
        return columns
    return [msgspec.structs.replace(column, meaning=None) if column.name == "total" else column for column in columns]


def _counts_so_far(columns: list[Column]) -> list[Column]:
    """Beside single months a count so far (累计月数) is none of the row's."""
    names = {column.name for column in columns}
    if "period" in names or {"start", "end"} <= names:
        return columns
    return [
        msgspec.structs.replace(column, meaning=None, why="aside")
        if column.name == "months" and "累计" in column.leaf
        else column
        for column in columns
    ]


def _employer_base(columns: list[Column], vocabulary: Vocabulary) -> list[Column]:
    """A person's contribution counts by the person's base; the employer's stands in only where it is alone."""
    bases = {(column.insurance, column.name) for column in columns}
    changes: dict[int, Column] = {}
    for column in columns:
        if column.name != "employer_base":
            continue
        alone = (column.insurance, "base") not in bases
        meaning: Meaning | None = vocabulary.meanings["base"] if alone else None
        changes[column.index] = msgspec.structs.replace(column, meaning=meaning, why=None if alone else _LESS_EXACT)
    return _replaced(columns, changes)
