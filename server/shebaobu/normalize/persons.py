"""Whom a capture is about: columns of the tables, labelled fields, info lines with several labels, the address."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from shebaobu.domain.capture import Capture, Fields, Grid, Lines
from shebaobu.domain.person import Person, can_be_one
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.glued import spaced_labels, split_labels
from shebaobu.normalize.identity import IDENTITY, identity_columns, person_label
from shebaobu.normalize.kinds.specs import empty_words
from shebaobu.normalize.labels import is_label
from shebaobu.normalize.person_values import masked_name, settle
from shebaobu.normalize.several import Clue
from shebaobu.normalize.text import fold, is_blank
from shebaobu.normalize.totals import months_in_all
from shebaobu.normalize.vocabulary import Vocabulary

__all__ = ["PersonReader", "masked_name", "split_labels"]

_RECORD_LIKE = re.compile(r"(?:19|20)\d{2}[-年./]?(?:0[1-9]|1[0-2])|\d+\.\d{2}(?!\d)|\d+个月")
_LIST = "designated_hospitals"
_NOT_KEPT = "not_kept"
# Of the columns of a table only these are the person's: an employer or a state is that of a row.
_OF_COLUMNS = frozenset({*IDENTITY, "sex", "birth", "ethnicity", "household_type"})


class PersonReader:
    """Gathers what a page says of its person; the first statement of a field counts.

    A name or number that cannot be of the same person as an earlier one, or as ``whose`` the records are, is not
    taken, and said so.
    """

    def __init__(self, page: PageContext, whose: Clue) -> None:
        self._page = page
        self._whose = whose
        self._found: dict[str, Any] = {}

    def read(self, capture: Capture, accounts: list[BlockAccount]) -> Person:
        """The person of a capture; fields and loose lines are accounted for on the way."""
        blocks = list(zip(capture.blocks, accounts, strict=True))
        for block, account in blocks:
            if isinstance(block, Grid):
                self._read_columns(block, account)
        for block, account in blocks:
            if isinstance(block, Fields):
                self._read_fields(block, account)
        for block, account in blocks:
            if isinstance(block, Lines):
                self._read_lines(block, account)
        for name, value in self._page.query.items():
            meaning = self._page.vocabulary.persons.get(name)
            if meaning and meaning != _NOT_KEPT and not is_blank(value):
                self._note(meaning, value)
        return msgspec.convert(self._found, Person)

    def _read_columns(self, block: Grid, account: BlockAccount) -> None:
        """Columns that repeat in each row of a table whose page it is."""
        for column in identity_columns(block, self._page, account):
            if account.settled("column", column.index):
                continue
            if column.meaning == _NOT_KEPT:
                account.ignored("column", column.index, _NOT_KEPT, column.label)
            elif not column.values:
                account.ignored("column", column.index, "blank", column.label)
            elif len(column.values) > 1:
                account.not_understood("column", column.index, "several_values", column.label)
            elif column.meaning not in _OF_COLUMNS:
                account.not_understood("column", column.index, "unknown_column", column.label)
            elif self._note(column.meaning, column.values[0]):
                account.used("column", column.index, column.meaning, column.label)
            else:
                account.not_understood("column", column.index, "unreadable_value", column.label)

    def _read_fields(self, block: Fields, account: BlockAccount) -> None:
        codes = block.codes if len(block.codes) == len(block.pairs) else [""] * len(block.pairs)
        for index, ((label, text), code) in enumerate(zip(block.pairs, codes, strict=True)):
            settled = account.settled("field", index)
            if settled and person_label(label, code, self._page.vocabulary) == "employer":
                continue
            meanings, refused = self._read_field(label, text, code)
            if settled:
                continue
            if is_blank(text):
                account.ignored("field", index, "blank", label)
            elif meanings:
                account.used("field", index, ",".join(meanings), label)
            elif person_label(label, code, self._page.vocabulary) == _NOT_KEPT:
                account.ignored("field", index, _NOT_KEPT, label)
            elif refused:
                account.not_understood("field", index, "several_persons", label)
            elif fold(label) in self._page.vocabulary.furniture["query_label"] or fold(text) in empty_words():
                account.ignored("field", index, "query_form", label)
            else:
                account.not_understood("field", index, "unknown_field", label)

    def _read_field(self, label: str, text: str, code: str) -> tuple[list[str], bool]:
        """What a field told of the person, and whether it named somebody else. A value may hold further labels."""
        vocabulary = self._page.vocabulary
        if is_blank(text):
            return [], False
        glued = [pair for pair in split_labels(text) if person_label(pair[0], "", vocabulary)]
        if glued:
            text = text.split(glued[0][0], 1)[0].strip()
        told: list[str] = []
        refused = False
        for each, value, of in ((label, text, code), *((each, value, "") for each, value in glued)):
            meaning = person_label(each, of, vocabulary)
            if meaning is None or meaning == _NOT_KEPT or is_blank(value):
                continue
            if self._note(meaning, value):
                told.append(meaning)
            else:
                refused = refused or meaning in IDENTITY
        return told, refused

    def _read_lines(self, block: Lines, account: BlockAccount) -> None:
        for index, line in enumerate(block.lines):
            of_records = account.settled("line", index)
            meanings = self._of_line(line.text, spaced=not of_records)
            if of_records:
                continue
            if meanings:
                account.used("line", index, ",".join(meanings))
            elif _states_something(line.text, self._page.vocabulary):
                account.not_understood("line", index, "unread_line")
            else:
                account.ignored("line", index, "loose_text")

    def _is_any_label(self, word: str) -> bool:
        vocabulary = self._page.vocabulary
        return person_label(word, "", vocabulary) is not None or is_label(word, vocabulary)

    def _of_line(self, text: str, *, spaced: bool) -> list[str]:
        """What a line told of the person; labels between spaces count only where the line is none of a record's."""
        vocabulary = self._page.vocabulary
        pairs = split_labels(text)
        if not pairs and spaced:
            pairs = spaced_labels(text, self._is_any_label)
        meanings = [
            meaning
            for label, value in pairs
            if (meaning := person_label(label, "", vocabulary))
            and meaning != _NOT_KEPT
            and not is_blank(value)
            and self._note(meaning, value)
        ]
        name = None if meanings else masked_name(text, vocabulary)
        if name and self._note("name", name):
            meanings = ["name"]
        months = months_in_all(text, vocabulary)
        if months is not None and self._found.setdefault("total_months", months) == months:
            meanings.append("total_months")
        return meanings

    def _note(self, meaning: str, text: str) -> bool:
        """Keep a field unless an earlier place has told it; False for a text that cannot be its value."""
        settled = settle(meaning, text.strip(), self._page.vocabulary)
        if settled is None:
            return False
        name, value = settled
        if name == _LIST:
            known = self._found.get(_LIST, ())
            self._found[_LIST] = known if value in known else (*known, value)
            return True
        if meaning in ("name", "id_number") and not self._can_be(meaning, value):
            return False
        self._found.setdefault(name, value)
        return True

    def _can_be(self, meaning: str, value: str) -> bool:
        """Whether a name or number can be of the person found so far."""
        hidden = {"name": "name_masked", "id_number": "id_masked"}[meaning]
        known = [self._found[name] for name in (meaning, hidden) if name in self._found]
        known += [other for other in (getattr(self._whose, meaning),) if other]
        return all(can_be_one(value, other) for other in known)


def _states_something(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a loose line may hold a record: a month, an amount or a number of months, and no pager or note."""
    folded = fold(text)
    furniture = vocabulary.furniture
    if any(word in folded for word in furniture["pager_row"]):
        return False
    if any(folded.startswith(word) for word in furniture["note_row"]):
        return False
    return _RECORD_LIKE.search(folded) is not None
