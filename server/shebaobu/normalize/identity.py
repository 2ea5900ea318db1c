"""Whose rows a table holds: columns of a name, an ID number, a personal number; one person's, or several persons'."""

from __future__ import annotations

import re

import msgspec

from shebaobu.domain.capture import Grid
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.headers import with_header_found
from shebaobu.normalize.text import fold, is_blank, split_brackets
from shebaobu.normalize.vocabulary import Vocabulary

IDENTITY = ("id_number", "name", "personal_no")
_COUNTED = re.compile(r"\d{1,2}$")


class IdentityColumn(msgspec.Struct, kw_only=True, frozen=True):
    """A column of the person's own data and its different values, in their order."""

    index: int
    label: str
    meaning: str
    values: list[str]


def person_label(label: str, code: str, vocabulary: Vocabulary) -> str | None:
    """What a label, or the page's own name of its data, says of the person."""
    folded = fold(label)
    bare = split_brackets(folded)[0]
    for words in (folded, bare, _COUNTED.sub("", bare), code.lower()):
        if words and words in vocabulary.persons:
            return vocabulary.persons[words]
    return None


def identity_columns(grid: Grid, page: PageContext, account: BlockAccount) -> list[IdentityColumn]:
    """The columns of a table that tell of the person, as far as its rows became records."""
    headed, first_row = with_header_found(grid, page.vocabulary)
    codes = headed.codes if len(headed.codes) == len(headed.columns) else [""] * len(headed.columns)
    used = {entry.index for entry in account.entries if entry.part == "row" and entry.use == "used"}
    rows = [row for number, row in enumerate(headed.rows, start=first_row) if number in used]
    found: list[IdentityColumn] = []
    for index, (path, code) in enumerate(zip(headed.columns, codes, strict=True)):
        meaning = person_label(path[-1] if path else "", code, page.vocabulary)
        if meaning is None:
            continue
        texts = [row[index].strip() for row in rows if index < len(row) and not is_blank(row[index])]
        found.append(
            IdentityColumn(index=index, label=" › ".join(path), meaning=meaning, values=list(dict.fromkeys(texts)))
        )
    return found


def of_relatives(grid: Grid, page: PageContext) -> bool:
    """Whether the rows of a table are those of the person's family, each with what they are to the person."""
    header = with_header_found(grid, page.vocabulary)[0].columns
    return any(path and fold(path[-1]) in page.vocabulary.furniture["relation_label"] for path in header)


def of_several(grid: Grid, page: PageContext, account: BlockAccount) -> bool:
    """Whether the rows of a table are several persons': then whose they are cannot be told.

    The surest column decides: the ID number, else the name. A personal number may differ from place to place for
    one person whom the page names elsewhere.
    """
    taken = {entry.index for entry in account.entries if entry.part == "column" and entry.use == "used"}
    columns = [column for column in identity_columns(grid, page, account) if column.index not in taken]
    for meaning in IDENTITY:
        values = {value for column in columns if column.meaning == meaning for value in column.values}
        if not values:
            continue
        if meaning == "personal_no" and any(
            page.vocabulary.persons.get(label) in ("name", "id_number") for label, _ in page.labelled
        ):
            return False
        return len({value.replace(" ", "") for value in values}) > 1
    return False
