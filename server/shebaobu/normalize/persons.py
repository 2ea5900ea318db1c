"""Whom a capture is about: labelled fields, info lines with several labels, the address, a masked name on its own."""

from __future__ import annotations

import re

from shebaobu.domain.capture import Capture, Fields, Lines
from shebaobu.domain.person import Person
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.cells import NotReadable, read_date
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.text import fold, is_blank
from shebaobu.normalize.vocabulary import Vocabulary

_LABEL = re.compile(r"([^\s:：,，。;；]{1,14})\s*[:：]\s*")
_MASKED_NAME = re.compile(r"[\u4e00-\u9fff·]{0,3}[*＊]{1,3}[\u4e00-\u9fff]{0,2}")
_RECORD_LIKE = re.compile(r"(?:19|20)\d{2}[-年./]?(?:0[1-9]|1[0-2])|\d+\.\d{2}(?!\d)|\d+个月")


class PersonReader:
    """Gathers what a page says of its person; the first statement of a field counts."""

    def __init__(self, page: PageContext) -> None:
        self._page = page
        self._found: dict[str, str] = {}

    def read(self, capture: Capture, accounts: list[BlockAccount]) -> Person:
        """The person of a capture; fields and loose lines are accounted for on the way."""
        for block, account in zip(capture.blocks, accounts, strict=True):
            if isinstance(block, Fields):
                self._read_fields(block, account)
        for block, account in zip(capture.blocks, accounts, strict=True):
            if isinstance(block, Lines):
                self._read_lines(block, account)
        for name, value in self._page.query.items():
            meaning = self._page.vocabulary.persons.get(name)
            if meaning:
                self._note(meaning, value)
        return Person(**self._found)

    def _read_fields(self, block: Fields, account: BlockAccount) -> None:
        for index, (label, text) in enumerate(block.pairs):
            meaning = self._page.vocabulary.persons.get(fold(label))
            if is_blank(text):
                account.ignored("field", index, "blank", label)
            elif meaning is not None and self._note(meaning, text):
                account.used("field", index, meaning, label)
            elif fold(label) in self._page.vocabulary.furniture["query_label"]:
                account.ignored("field", index, "query_form", label)
            else:
                account.not_understood("field", index, "unknown_field", label)

    def _read_lines(self, block: Lines, account: BlockAccount) -> None:
        for index, line in enumerate(block.lines):
            meanings = [
                meaning
                for label, value in split_labels(line.text)
                if (meaning := self._page.vocabulary.persons.get(fold(label))) and self._note(meaning, value)
            ]
            name = None if meanings else masked_name(line.text, self._page.vocabulary)
            if name and self._note("name", name):
                meanings = ["name"]
            if meanings:
                account.used("line", index, ",".join(meanings))
            elif _states_something(line.text, self._page.vocabulary):
                account.not_understood("line", index, "unread_line")
            else:
                account.ignored("line", index, "loose_text")

    def _note(self, meaning: str, text: str) -> bool:
        """Keep a field unless an earlier place has told it; False for a text that cannot be its value."""
        settled = _settle(meaning, text.strip(), self._page.vocabulary)
        if settled is None:
            return False
        name, value = settled
        self._found.setdefault(name, value)
        return True


def split_labels(text: str) -> list[tuple[str, str]]:
    """The label-value pairs of a line that glues several: ``姓名：宋亦然 公民身份号码：…``."""
    parts = _LABEL.split(text)
    return [(label, value.strip()) for label, value in zip(parts[1::2], parts[2::2], strict=True)]


def masked_name(text: str, vocabulary: Vocabulary) -> str | None:
    """The masked name that a short line of a page's header is: ``周*溪``, ``欢迎您，周*溪``."""
    rest = re.sub(r"[\s,，:：!！。]", "", text)
    for word in vocabulary.furniture["greeting"]:
        rest = rest.replace(word, "")
    return rest if len(rest) >= 2 and _MASKED_NAME.fullmatch(rest) and rest.strip("*＊") else None


def _settle(meaning: str, text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    masked = "*" in text or "＊" in text
    if meaning in ("name", "id_number"):
        hidden = {"name": "name_masked", "id_number": "id_masked"}[meaning]
        return (hidden if masked else meaning), text
    if meaning == "sex":
        sex = vocabulary.value("sex", text)
        return ("sex", sex) if sex else None
    if meaning == "birth":
        try:
            return "birth", read_date(text)
        except NotReadable:
            return None
    return meaning, text


def _states_something(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a loose line may hold a record: a month, an amount or a number of months, and no pager or note."""
    folded = fold(text)
    furniture = vocabulary.furniture
    if any(word in folded for word in furniture["pager_row"]):
        return False
    if any(folded.startswith(word) for word in furniture["note_row"]):
        return False
    return _RECORD_LIKE.search(folded) is not None
