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


class Meaning(msgspec.Struct, kw_only=True, frozen=True):
    """What a column or label means: the field's name and the reader of its cells.

    ``uncertain`` marks a wording that gives way to a certain one on the same table.
    """

    name: str
    value: str = "text"
    uncertain: bool = False


class InsuranceWord(msgspec.Struct, kw_only=True, frozen=True):
    """What a wording says of the insurance: one code, or a family whose table must decide."""

    word: str
    code: str | None = None
    choices: tuple[str, ...] = ()
    with_employer: str | None = None


class Vocabulary(msgspec.Struct, kw_only=True, frozen=True):
    """All wordings, folded."""

    columns: dict[str, Meaning]
    persons: dict[str, str]
    insurances: dict[str, InsuranceWord]
    insurance_codes: dict[str, str]
    values: dict[str, dict[str, str]]
    furniture: dict[str, tuple[str, ...]]
    money_fields: frozenset[str]

    def value(self, meaning: str, text: str) -> str | None:
        """The code of a cell's words (``pay_type``, ``status``, ``payer``, ``sex``), or None if unknown."""
        return self.values[meaning].get(fold(text))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _columns() -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for name, entry in _table("columns").items():
        uncertain = {fold(word) for word in entry.get("uncertain", {}).get("words", ())}
        for word in (*entry["words"], *entry.get("codes", ())):
            folded = fold(word)
            found[folded] = Meaning(name=name, value=entry["value"], uncertain=folded in uncertain)
    return found


def _persons() -> dict[str, str]:
    return {
        fold(word): name for name, entry in _table("persons").items() for word in (*entry["words"], *entry["codes"])
    }


def _insurances() -> tuple[dict[str, InsuranceWord], dict[str, str]]:
    table = _table("insurances")
    words: dict[str, InsuranceWord] = {}
    codes: dict[str, str] = {}
    for family in table.pop("family"):
        for word in family["words"]:
            words[fold(word)] = InsuranceWord(
                word=word, choices=tuple(family["choices"]), with_employer=family["with_employer"]
            )
    for code, entry in table.items():
        words.update({fold(word): InsuranceWord(word=word, code=code) for word in entry["words"]})
        codes.update(dict.fromkeys(entry.get("codes", ()), code))
    longest_first = sorted(words, key=len, reverse=True)
    return {word: words[word] for word in longest_first}, codes


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary of the package, read once."""
    columns = _columns()
    insurances, codes = _insurances()
    return Vocabulary(
        columns=columns,
        money_fields=frozenset(meaning.name for meaning in columns.values() if meaning.value == "money"),
        persons=_persons(),
        insurances=insurances,
        insurance_codes=codes,
        values={
            name: {fold(word): code for code, words in entry.items() for word in words}
            for name, entry in _table("values").items()
        },
        furniture={name: tuple(fold(word) for word in words) for name, words in _table("furniture").items()},
    )
