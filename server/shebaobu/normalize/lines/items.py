"""Lines of a list of cards as items: months, labels with their values, words that say a state, names of insurances."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from shebaobu.normalize.context import PageContext
from shebaobu.normalize.kinds.readers import is_readable
from shebaobu.normalize.labels import meaning_of_label
from shebaobu.normalize.lines.headings import names_insurance
from shebaobu.normalize.lines.kinds import takes
from shebaobu.normalize.lines.look_alikes import mended
from shebaobu.normalize.lines.texts import Head, Text, head_of
from shebaobu.normalize.lines.words import load_line_words
from shebaobu.normalize.text import fold, is_blank, split_brackets
from shebaobu.normalize.vocabulary import Meaning

_COLON = re.compile(r"\s*[:：]\s*")
_MONTH_WORDS = re.compile(r"月|[-/.]|^\d{6}$")
_OF_YEAR = re.compile(r"(\d{1,2})月(?:份)?")
_YEAR = re.compile(r"((?:19|20)\d{2})年?度?(?:[vV▼▾∨﹀])?")
_BACK = "<＜‹〈«← "
_SHORTEST_PREFIX = 2
_BARE_MONTH = Meaning(name="month", value="month")

ItemKind = Literal["month", "month_of_year", "year", "field", "word", "insurance", "other"]


class Item(msgspec.Struct, kw_only=True):
    """One thing that lines say. ``label`` is the printed one, or that of the column a word belongs to.

    ``dates`` marks what tells one card from the next: its month, or its year where the cards have no months.
    """

    kind: ItemKind
    label: str
    value: str
    lines: list[int]
    meaning: Meaning | None = None
    dates: bool = False

    @property
    def key(self) -> str:
        """What makes two items the same thing of two cards."""
        return fold(self.label) if self.kind in ("field", "word") else self.kind


def items_of(texts: Sequence[Text], page: PageContext) -> list[Item]:
    """The items of the lines, in their order; noise left out."""
    items: list[Item] = []
    noise = load_line_words().noise
    lines = [text for text in texts if text.tokens and not noise.search(text.text)]
    at = 0
    while at < len(lines):
        found, used = _items_at(lines, at, page)
        items += found
        at += used
    return items


def _items_at(lines: Sequence[Text], at: int, page: PageContext) -> tuple[list[Item], int]:
    """The items that begin at a line, and how many lines they take."""
    text = lines[at]
    labels = [label_of(token, page) for token in text.tokens]
    if labels and all(labels):
        return _labels_and_next(lines, at, [label for label in labels if label], page)
    pairs = _pairs(text, page)
    if pairs:
        plain = page.vocabulary.without_action
        return [_field(label, meaning, plain(value), [text.index]) for label, meaning, value in pairs], 1
    words = [_word(token, text.index, page) for token in text.tokens]
    if all(word.kind != "other" for word in words):
        several = [word for word in words if word.kind == "insurance"]
        return ([], 1) if len(several) > 1 else (words, 1)
    whole = _word(text.text, text.index, page)
    return [whole], 1


def _labels_and_next(
    lines: Sequence[Text], at: int, labels: list[tuple[str, Meaning]], page: PageContext
) -> tuple[list[Item], int]:
    """Labels alone on a line: their values stand on the next one, if it has as many of their kind."""
    text = lines[at]
    following = lines[at + 1] if at + 1 < len(lines) else None
    values: list[str] = []
    if following is not None and not _pairs(following, page) and not any(label_of(t, page) for t in following.tokens):
        values = [following.text] if len(labels) == 1 else list(following.tokens)
    heads = [Head(text=label, kind="label", meaning=meaning) for label, meaning in labels]
    mend = [mended(value, meaning.value) for value, (_, meaning) in zip(values, labels, strict=False)]
    if following is None or len(mend) != len(labels) or not all(map(takes, heads, mend)):
        return [_field(label, meaning, "", [text.index]) for label, meaning in labels], 1
    both = [text.index, following.index]
    return [_field(label, meaning, v, both) for (label, meaning), v in zip(labels, mend, strict=True)], 2


def _pairs(text: Text, page: PageContext) -> list[tuple[str, Meaning, str]]:
    """The labels of a line with what stands behind each; none where the line does not begin with one."""
    tokens = [part for token in text.tokens for part in _split(token, page)]
    pairs: list[tuple[str, Meaning, str]] = []
    for token in tokens:
        label = label_of(token, page)
        if label is not None:
            pairs.append((*label, ""))
        elif not pairs:
            return []
        elif token.strip(":："):
            name, meaning, value = pairs.pop()
            pairs.append((name, meaning, f"{value} {token.lstrip(':：')}".strip()))
    return [(label, meaning, mended(value, meaning.value)) for label, meaning, value in pairs]


def _split(token: str, page: PageContext) -> list[str]:
    """A token in its label and value: at a colon, or before the digits of an amount glued to its label."""
    parts = _COLON.split(token, maxsplit=1)
    if len(parts) == 2 and label_of(parts[0], page):
        return [part for part in parts if part]
    for end in range(len(token) - 1, _SHORTEST_PREFIX - 1, -1):
        label = label_of(token[:end], page)
        if label is not None and label[1].value != "text":
            return (
                [token[:end], token[end:]]
                if is_readable(mended(token[end:], label[1].value), label[1].value)
                else [token]
            )
    return [token]


def label_of(token: str, page: PageContext) -> tuple[str, Meaning] | None:
    """A token that is a known label of any kind of table, with its meaning."""
    folded = fold(token)
    bare = split_brackets(folded)[0] or folded
    if any(character.isdigit() for character in bare) or bare in page.vocabulary.values["status"]:
        return None
    meaning = meaning_of_label(bare, (), page.vocabulary, page.portal)
    if meaning is None:
        head = head_of(token, page)
        meaning = head.meaning if head.kind == "label" and head.named is None else None
    return (token.rstrip(":："), meaning) if meaning is not None else None


def _field(label: str, meaning: Meaning, value: str, lines: list[int]) -> Item:
    return Item(kind="field", label=label, value=value, lines=lines, meaning=meaning)


def _word(text: str, line: int, page: PageContext) -> Item:
    """What a line or token without a label is."""
    return _time(text, line) or _state(text, line, page) or Item(kind="other", label="", value=text, lines=[line])


def _time(text: str, line: int) -> Item | None:
    """A month, a month of the year, or a year."""
    plain = mended(text, "month") if sum(character.isdigit() for character in text) >= 4 else text
    of_year = _OF_YEAR.fullmatch(mended(text, "month_of_year"))
    if of_year and 1 <= int(of_year[1]) <= 12:
        return Item(kind="month_of_year", label="年月", value=of_year[1], lines=[line], meaning=_BARE_MONTH)
    if _MONTH_WORDS.search(plain) and is_readable(plain, "month"):
        return Item(kind="month", label="年月", value=plain, lines=[line], meaning=_BARE_MONTH)
    year = _YEAR.fullmatch("".join(text.split()))
    return Item(kind="year", label="", value=year[1], lines=[line]) if year else None


def _state(text: str, line: int, page: PageContext) -> Item | None:
    """A type of payment, a state of it, an employer, or an insurance; arrows to go back stand before a title."""
    text = text.lstrip(_BACK)
    for field, label in (("pay_type", "缴费类型"), ("status", "缴费状态")):
        if page.vocabulary.value(field, text) and not is_blank(text):
            return Item(kind="word", label=label, value=text, lines=[line], meaning=Meaning(name=field))
    if load_line_words().employer.match(text):
        return Item(kind="word", label="单位名称", value=text, lines=[line], meaning=Meaning(name="employer"))
    if names_insurance(text, page):
        return Item(kind="insurance", label="险种", value=text, lines=[line], meaning=Meaning(name="insurance"))
    return None
