"""Which insurance a text names: a wording, a code, or only a family of insurances that the table must decide."""

from __future__ import annotations

import re

import msgspec

from shebaobu.normalize.portals import Portal
from shebaobu.normalize.text import fold, split_brackets
from shebaobu.normalize.vocabulary import Vocabulary

_MARK = re.compile(r"\(([^()]{1,10})\)")


class Named(msgspec.Struct, kw_only=True, frozen=True):
    """An insurance as named somewhere. ``code`` None with ``choices``: one of these. ``text``: the words matched.

    ``subject`` are the words of a cell, where these are what is unclear.
    """

    code: str | None = None
    text: str | None = None
    choices: tuple[str, ...] = ()
    with_employer: str | None = None
    subject: str | None = None

    @property
    def held_by_none(self) -> bool:
        """Whether it is an insurance of which no record can be made (公务员医疗补助)."""
        return self.code is None and not self.choices

    def decided(self, *, employer: bool) -> str | None:
        """The code, or for a family the employees' scheme where the table shows an employer."""
        return self.code or (self.with_employer if employer else None)


def named_exactly(text: str, vocabulary: Vocabulary, portal: Portal) -> Named | None:
    """The insurance that a header or a cell is, as a whole."""
    folded, marks = split_brackets(fold(text))
    code = portal.insurance(folded) or vocabulary.insurance_codes.get(folded)
    if code:
        return Named(code=code, text=text.strip())
    word = vocabulary.insurances.get(folded)
    if word is None:
        return None
    if word.choices:
        word = next((of for mark in marks if (of := vocabulary.insurances.get(mark + folded))), word)
    return Named(code=word.code, text=text.strip(), choices=word.choices, with_employer=word.with_employer)


def named_within(text: str, vocabulary: Vocabulary) -> Named | None:
    """The one insurance that a heading or a longer cell speaks of; None where it names none or several."""
    found = all_named_within(text, vocabulary)
    return found[0] if len({(named.code, named.choices) for named in found}) == 1 else None


def all_named_within(text: str, vocabulary: Vocabulary) -> list[Named]:
    """All the insurances that a text speaks of, the longest wordings first."""
    rest = fold(text)
    found: list[Named] = []
    for folded, word in vocabulary.insurances.items():
        if folded in rest:
            mark = _MARK.match(rest, rest.index(folded) + len(folded))
            of = vocabulary.insurances.get(mark[1] + folded, word) if mark and word.choices else word
            rest = rest.replace(folded, "|")
            found.append(Named(code=of.code, text=of.word, choices=of.choices, with_employer=of.with_employer))
    return found


def split_prefix(folded: str, vocabulary: Vocabulary, portal: Portal) -> tuple[Named, str] | None:
    """An insurance written before the rest of a label: ``养老单位缴费`` is 养老 and 单位缴费."""
    for word in vocabulary.insurances:
        if folded.startswith(word) and len(folded) > len(word):
            named = named_exactly(word, vocabulary, portal)
            if named is not None:
                return named, folded[len(word) :]
    return None
