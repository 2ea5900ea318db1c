"""What the kinds of table are, read from ``vocabulary/kinds``: columns' words, what they need, what rules them out."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, get_args

import msgspec

from shebaobu.domain.records import Record
from shebaobu.normalize import vocabulary
from shebaobu.normalize.text import fold
from shebaobu.normalize.vocabulary import Meaning

NOT_KEPT = "not_kept"
# What columns say beside fields of records; each is used up in `building` or for the insurance.
_ROLES = frozenset(
    {
        "insurance", "region", "period", "first_since", "glued", "direction", "income", "expense", "turnover",
        "summary_else", "item", "part", "type", "local_period", "valid", "named", "sharer",
        "of_year", "of_month", "issued_month",
    }
)  # fmt: skip
_CLASSES: dict[str, Any] = {str(of.__struct_config__.tag): of for of in get_args(Record)}
_OWN_KEYS = frozenset({"value", "words", "codes", "panel_words", "endings"})


class Part(msgspec.Struct, kw_only=True, frozen=True):
    """A wording of a column: what it means, and what more it tells of its table (``flags``, see ``needs``)."""

    meaning: Meaning
    flags: frozenset[str] = frozenset()


class Spec(msgspec.Struct, kw_only=True, frozen=True):
    """One kind of table, as its file says (``common.toml`` explains the form)."""

    kind: str
    insurance: str
    needs: tuple[frozenset[str], ...]
    panel_needs: tuple[frozenset[str], ...]
    row_needs: tuple[frozenset[str], ...]
    told_apart: frozenset[str]
    never: frozenset[str]
    panel_never: frozenset[str]
    marks: frozenset[str]
    not_in_panel: frozenset[str]
    choices: tuple[str, ...]
    families: dict[str, tuple[str, ...]]
    heading_words: tuple[str, ...]
    year_of_page: tuple[str, ...]
    insurance_within: str | None
    about_others: bool
    words: dict[str, Part]
    codes: dict[str, Part]
    panel_words: dict[str, Part]
    own: frozenset[str]
    said: dict[str, dict[str, str]]
    coded: dict[str, dict[str, dict[str, str]]]
    insurance_of: dict[str, dict[str, str]]
    pieces: tuple[tuple[str, str], ...]
    composed: dict[frozenset[str], str]
    readers: dict[str, str]
    endings: dict[str, str]
    told: dict[str, str]
    told_endings: dict[str, tuple[str, ...]]
    told_tags: dict[str, frozenset[str]]
    parts: dict[str, str]
    fields: frozenset[str]

    def takes(self, name: str) -> bool:
        """Whether what a column says goes into the records of this kind."""
        return name in self.fields or name in _ROLES or name in self.insurance_of or f"{name}_text" in self.fields

    def value(self, field: str, text: str, code: str = "") -> str | None:
        """The code of a cell's words; figures only where the column's own code tells what they mean."""
        folded = fold(text)
        known = self.coded.get(field, {}).get(code, {}).get(folded)
        return known or self.said.get(field, {}).get(folded)


@cache
def load_specs() -> tuple[Spec, ...]:
    """All kinds, read once."""
    folder = files(vocabulary).joinpath("kinds")
    tables = {
        entry.name: tomllib.loads(entry.read_text(encoding="utf-8"))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    }
    common = tables.pop("common.toml")
    return tuple(_spec(table, common) for table in tables.values())


@cache
def empty_words() -> frozenset[str]:
    """What a select shows where nothing is chosen: no value."""
    return _common_words("empty")


@cache
def action_words() -> frozenset[str]:
    """What stands in a row or on a card to be clicked: no value."""
    return _common_words("action")


@cache
def open_end_words() -> frozenset[str]:
    """What stands for the end of what has none."""
    return _common_words("open_end")


def _common_words(name: str) -> frozenset[str]:
    table = tomllib.loads(files(vocabulary).joinpath("kinds", "common.toml").read_text(encoding="utf-8"))
    return frozenset(fold(word) for word in table["said"][name]["any"])


def _spec(table: dict[str, Any], common: dict[str, Any]) -> Spec:
    needs = _groups(table["needs"])
    words, codes = _columns(common["column"])
    own_words, own_codes = _columns(table["column"])
    return Spec(
        kind=table["kind"],
        insurance=table["insurance"],
        needs=needs,
        panel_needs=_groups(table.get("panel_needs", table["needs"])),
        row_needs=_groups(table.get("row_needs", table["needs"])),
        told_apart=frozenset(table.get("told_apart", ())),
        never=frozenset(table.get("never", ())),
        panel_never=frozenset(table.get("panel_never", table.get("never", ()))),
        marks=frozenset(table.get("marks", ())),
        not_in_panel=frozenset(table.get("not_in_panel", ())),
        choices=tuple(table.get("choices", ())),
        families={code: tuple(of) for code, of in table.get("families", {}).items()},
        heading_words=tuple(fold(word) for word in table.get("heading_words", ())),
        year_of_page=tuple(table.get("year_of_page", ())),
        insurance_within=table.get("insurance_within"),
        about_others=table.get("about_others", False),
        words={**words, **own_words},
        codes={**codes, **own_codes},
        panel_words={
            fold(word): Part(meaning=Meaning(name=name, value=entry["value"]))
            for name, entry in table["column"].items()
            for word in entry.get("panel_words", ())
        },
        own=frozenset(table["column"]) - {NOT_KEPT},
        said={field: _by_word(entry) for field, entry in table.get("said", {}).items()},
        coded={
            field: {code: _by_word(entry) for code, entry in entries.items()}
            for field, entries in table.get("coded", {}).items()
        },
        insurance_of={field: _by_word(entry) for field, entry in table.get("insurance_of", {}).items()},
        pieces=tuple(
            sorted(
                ((fold(word), says) for says, of in table.get("pieces", {}).items() for word in of),
                key=lambda piece: -len(piece[0]),
            )
        ),
        composed={frozenset(says): name for name, sets in table.get("composed", {}).items() for says in sets},
        readers={name: entry["value"] for name, entry in {**common["column"], **table["column"]}.items()},
        endings={fold(word): name for name, entry in table["column"].items() for word in entry.get("endings", ())},
        told={name: how for name, how in table.get("told", {}).items() if isinstance(how, str)},
        told_endings={name: tuple(map(fold, how["endings"])) for name, how in _told(table, "endings")},
        told_tags={name: frozenset(map(fold, how["tags"])) for name, how in _told(table, "tags")},
        parts={fold(word): whose for whose, of in table.get("part", {}).items() for word in of},
        fields=_fields_of(table["kind"]),
    )


def record_class(kind: str) -> Callable[..., Record]:
    """The type of a kind's records."""
    of: Callable[..., Record] = _CLASSES[kind]
    return of


def _fields_of(kind: str) -> frozenset[str]:
    return frozenset(_CLASSES[kind].__struct_fields__)


def _groups(lists: list[list[str]]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(of) for of in lists)


def _told(table: dict[str, Any], form: str) -> list[tuple[str, dict[str, list[str]]]]:
    """What cells without a label tell by their endings, or by being a tag."""
    return [(name, how) for name, how in table.get("told", {}).items() if isinstance(how, dict) and form in how]


def _by_word(entry: dict[str, list[str]]) -> dict[str, str]:
    return {fold(word): code for code, words in entry.items() for word in words}


def _columns(table: dict[str, Any]) -> tuple[dict[str, Part], dict[str, Part]]:
    words: dict[str, Part] = {}
    codes: dict[str, Part] = {}
    for name, entry in table.items():
        meaning = Meaning(name=name, value=entry["value"])
        flags: dict[str, set[str]] = {}
        for flag, flagged in entry.items():
            if flag not in _OWN_KEYS:
                for word in flagged:
                    flags.setdefault(fold(word), set()).add(flag)
        for word in map(fold, entry.get("words", ())):
            words[word] = Part(meaning=meaning, flags=frozenset(flags.get(word, ())))
        for code in entry.get("codes", ()):
            codes[code] = Part(meaning=meaning, flags=frozenset(flags.get(code, ())))
    return words, codes
