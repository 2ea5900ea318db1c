"""The vocabulary: what columns, labels, insurances and values are called, as data with its loader.

A wording is added to a TOML file beside this module, never to code.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from shebaobu.normalize.text import fold

_AROUND_ACTION = "[]【】()（）>＞›»"
_DECORATION = "✓✔√●•·◉"


class Meaning(msgspec.Struct, kw_only=True, frozen=True):
    """What a column or label means: the field's name and the reader of its cells.

    ``uncertain`` marks a wording that gives way to a certain one on the same table, and then means
    ``otherwise``, or nothing more where that is None.
    """

    name: str
    value: str = "text"
    uncertain: bool = False
    otherwise: str | None = None


class Fragments(msgspec.Struct, kw_only=True, frozen=True):
    """The pieces of labels with what each says, longest first; and what labels that say just these things mean."""

    pieces: tuple[tuple[str, str], ...]
    meanings: dict[frozenset[str], str]


class InsuranceWord(msgspec.Struct, kw_only=True, frozen=True):
    """What a wording says of the insurance: one code, a family whose table must decide, or one that no record holds."""

    word: str
    code: str | None = None
    choices: tuple[str, ...] = ()
    with_employer: str | None = None


class Vocabulary(msgspec.Struct, kw_only=True, frozen=True):
    """All wordings, folded."""

    columns: dict[str, Meaning]
    codes: dict[str, Meaning]
    meanings: dict[str, Meaning]
    fragments: Fragments
    persons: dict[str, str]
    insurances: dict[str, InsuranceWord]
    insurance_codes: dict[str, str]
    address_codes: dict[str, str]
    values: dict[str, dict[str, str]]
    furniture: dict[str, tuple[str, ...]]
    kind_labels: frozenset[str]
    ranks: dict[str, tuple[str, ...]]
    money_fields: frozenset[str]
    payers: frozenset[str]

    def value(self, meaning: str, text: str) -> str | None:
        """The code of a cell's words (``pay_type``, ``status``, ``payer``, ``sex``), or None if unknown.

        A tick or a dot before the words is a decoration of them.
        """
        folded = fold(text)
        known = self.values[meaning]
        return known.get(folded) or known.get(folded.lstrip(_DECORATION))

    def without_action(self, text: str) -> str:
        """A value without the words behind it that can be tapped (武汉市 切换)."""
        words = text.split(" ")
        while len(words) > 1 and words[-1].strip(_AROUND_ACTION) in self.furniture["action_word"]:
            words.pop()
        return " ".join(words)

    def rank(self, name: str, folded: str) -> int:
        """The place of an uncertain wording among those of its meaning; one that is not there comes last."""
        words = self.ranks.get(name, ())
        return words.index(folded) if folded in words else len(words)

    def value_at_end(self, meaning: str, text: str) -> str | None:
        """The code of the longest known wording that a longer one ends with (缴费基数差额补缴); a denial has none.

        What is usual (正常) is never told by an end: 非正常缴费 is something else.
        """
        folded = fold(text)
        if any(word in folded for word in self.furniture["denial"]):
            return None
        known = self.values[meaning]
        found = max((word for word in known if len(word) > 1 and folded.endswith(word)), key=len, default=None)
        return known[found] if found and known[found] != "normal" else None

    def value_within(self, meaning: str, text: str) -> str | None:
        """The code that the longest known wording within a longer text has."""
        folded = fold(text)
        known = self.values[meaning]
        found = max((word for word in known if len(word) > 1 and word in folded), key=len, default=None)
        return known[found] if found else self.value(meaning, text)


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _columns() -> tuple[dict[str, Meaning], dict[str, Meaning], dict[str, Meaning]]:
    """Meanings by wording, by code, and by their own name."""
    words: dict[str, Meaning] = {}
    codes: dict[str, Meaning] = {}
    names: dict[str, Meaning] = {}
    for name, entry in _table("columns").items():
        weaker = entry.get("uncertain", {})
        names[name] = certain = Meaning(name=name, value=entry["value"])
        yielding = msgspec.structs.replace(certain, uncertain=True, otherwise=weaker.get("otherwise"))
        uncertain = {fold(word) for word in weaker.get("words", ())}
        for word in map(fold, entry.get("words", ())):
            words[word] = yielding if word in uncertain else certain
        for code in entry.get("codes", ()):
            codes[code] = yielding if code in weaker.get("codes", ()) else certain
    return words, codes, names


def _fragments() -> Fragments:
    table = _table("fragments")
    pieces = {fold(piece): says for says, words in table["said"].items() for piece in words}
    return Fragments(
        pieces=tuple(sorted(pieces.items(), key=lambda piece: -len(piece[0]))),
        meanings={frozenset(said): name for name, sets in table["meanings"].items() for said in sets},
    )


def _persons() -> dict[str, str]:
    return {
        fold(word): name for name, entry in _table("persons").items() for word in (*entry["words"], *entry["codes"])
    }


def _insurances() -> tuple[dict[str, InsuranceWord], dict[str, str], dict[str, str]]:
    table = _table("insurances")
    words: dict[str, InsuranceWord] = {}
    codes: dict[str, str] = {}
    in_address: dict[str, str] = {}
    words.update({fold(word): InsuranceWord(word=word) for word in table.pop("other")["words"]})
    for family in table.pop("family"):
        for word in family["words"]:
            words[fold(word)] = InsuranceWord(
                word=word, choices=tuple(family["choices"]), with_employer=family["with_employer"]
            )
            for code, whose in family["whose"].items():
                words.update({fold(who + word): InsuranceWord(word=who + word, code=code) for who in whose})
    for code, entry in table.items():
        words.update({fold(word): InsuranceWord(word=word, code=code) for word in entry["words"]})
        codes.update(dict.fromkeys(entry.get("codes", ()), code))
        in_address.update(dict.fromkeys(entry.get("address_codes", ()), code))
    longest_first = sorted(words, key=len, reverse=True)
    return {word: words[word] for word in longest_first}, codes, in_address


def _kind_labels() -> frozenset[str]:
    """The wordings of columns in tables of other kinds than contributions, for telling a header from a row."""
    tables = (
        tomllib.loads(entry.read_text(encoding="utf-8"))
        for entry in files(__package__).joinpath("kinds").iterdir()
        if entry.name.endswith(".toml")
    )
    return frozenset(
        fold(word) for table in tables for name, entry in table["column"].items() for word in entry.get("words", ())
    )


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary of the package, read once."""
    columns, codes, meanings = _columns()
    insurances, insurance_codes, address_codes = _insurances()
    fragments = _fragments()
    return Vocabulary(
        columns={**codes, **columns},
        codes=codes,
        meanings=meanings,
        fragments=fragments,
        ranks={
            name: tuple(fold(word) for word in entry["uncertain"].get("words", ()))
            for name, entry in _table("columns").items()
            if "uncertain" in entry
        },
        money_fields=frozenset(name for name, meaning in meanings.items() if meaning.value == "money"),
        payers=frozenset(word for word, says in fragments.pieces if says in ("employer", "personal")),
        persons=_persons(),
        insurances=insurances,
        insurance_codes=insurance_codes,
        address_codes=address_codes,
        values={
            name: {fold(word): code for code, words in entry.items() for word in words}
            for name, entry in _table("values").items()
        },
        furniture={name: tuple(fold(word) for word in words) for name, words in _table("furniture").items()},
        kind_labels=_kind_labels(),
    )
