"""Lines as words: the tokens of each, and what kind of header word a token is."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from shebaobu.domain.capture import Lines
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.insurances import Named, named_exactly, named_within, split_prefix
from shebaobu.normalize.kinds.specs import load_specs
from shebaobu.normalize.labels import meaning_of_label
from shebaobu.normalize.lines.words import load_line_words
from shebaobu.normalize.text import fold, split_brackets
from shebaobu.normalize.vocabulary import Meaning

HeadKind = Literal["label", "year", "month_of_year", "tier", "group", "unknown"]


class Text(msgspec.Struct, kw_only=True, frozen=True):
    """A line: its place in the block, its words as written, and its tokens between spaces; ``raw`` is unstripped."""

    index: int
    raw: str
    text: str
    tokens: tuple[str, ...]


class Head(msgspec.Struct, kw_only=True, frozen=True):
    """A word of a header. ``named`` is the insurance of a group or before a label; ``meaning`` that of a label."""

    text: str
    kind: HeadKind
    meaning: Meaning | None = None
    named: Named | None = None

    @property
    def name(self) -> str:
        """What the column holds: the field's name, or the kind of word."""
        return self.meaning.name if self.meaning and self.kind == "label" else self.kind


def texts_of(lines: Lines) -> list[Text]:
    """The lines of a block with their tokens."""
    return [
        Text(index=index, raw=line.text, text=line.text.strip(), tokens=tuple(line.text.split()))
        for index, line in enumerate(lines.lines)
    ]


def head_of(token: str, page: PageContext) -> Head:
    """What a token is in a header; ``unknown`` for any word that is none."""
    words = load_line_words()
    folded = fold(token)
    bare = split_brackets(folded)[0] or folded
    if bare in words.year:
        return Head(text=token, kind="year")
    if bare in words.month_of_year:
        return Head(text=token, kind="month_of_year")
    meaning = meaning_of_label(bare, (), page.vocabulary, page.portal)
    if bare in words.tier and (meaning is None or meaning.name in ("insurance", "tier")):
        return Head(text=token, kind="tier", meaning=meaning)
    if meaning is not None:
        return Head(text=token, kind="label", meaning=meaning)
    named = group_named(token, page)
    if named is not None:
        return Head(text=token, kind="group", named=named)
    return _prefixed(token, bare, page)


def _prefixed(token: str, bare: str, page: PageContext) -> Head:
    """A label with its insurance before it (养老单位缴费), or one of a table of another kind."""
    split = split_prefix(bare, page.vocabulary, page.portal)
    meaning = meaning_of_label(split[1], (), page.vocabulary, page.portal) if split else None
    if split is not None and meaning is not None:
        return Head(text=token, kind="label", meaning=meaning, named=split[0])
    meaning = _of_other_kinds(bare) or (_of_other_kinds(split[1]) if split else None)
    return Head(text=token, kind="label" if meaning else "unknown", meaning=meaning)


@cache
def _of_other_kinds(folded: str) -> Meaning | None:
    """What a label means in a table of another kind than contributions."""
    return next((spec.words[folded].meaning for spec in load_specs() if folded in spec.words), None)


def group_named(token: str, page: PageContext) -> Named | None:
    """The insurance that a token is, or that all the names between its slashes are (生育保险/生育医疗)."""
    named = None if fold(token).isascii() else named_exactly(token, page.vocabulary, page.portal)
    if named is not None or not ("/" in token or "、" in token):
        return named
    parts = [named_exactly(part, page.vocabulary, page.portal) for part in token.replace("、", "/").split("/")]
    if parts[0] is None or any(part is None or part.code != parts[0].code for part in parts):
        return None
    return named_within(token, page.vocabulary)


def heads_of(text: Text, page: PageContext) -> list[Head]:
    """The header words of a line; a word that spaces have pulled apart (``单位 名称``) is put together again."""
    heads: list[Head] = []
    tokens = list(text.tokens)
    while tokens:
        token = tokens.pop(0)
        if heads and token[0] in "(（" and token[-1] in ")）":
            last = heads.pop()
            heads.append(msgspec.structs.replace(last, text=last.text + token))
            continue
        head = head_of(token, page)
        if head.kind == "unknown" and tokens and fold(token) not in load_line_words().short:
            joined = head_of(token + tokens[0], page)
            if joined.kind != "unknown":
                tokens.pop(0)
                head = joined
        heads.append(head)
    return heads


def is_header(heads: list[Head]) -> bool:
    """Whether a line is a table's header: two known words or more, half of its words known, none with a digit."""
    short = load_line_words().short
    named = sum(head.kind != "unknown" for head in heads)
    known = named + sum(head.kind == "unknown" and fold(head.text) in short for head in heads) * bool(named)
    if known < 2 or known * 2 < len(heads) or _states_values(heads):
        return False
    return not any(character.isdigit() for head in heads for character in head.text)


def _states_values(heads: list[Head]) -> bool:
    """Whether a line has labels with their values: ``参保地 武汉市 参保险种 失业保险`` is no header.

    Each other word is a label and the next one none, or its one insurance stands behind a label of insurances.
    """
    groups = [at for at, head in enumerate(heads) if head.kind == "group"]
    if len(groups) == 1 and groups[0] % 2 and _says_insurance(heads[groups[0] - 1]):
        return True
    pairs = zip(heads[::2], heads[1::2], strict=False)
    return len(heads) % 2 == 0 and all(label.meaning is not None and _is_value(value, label) for label, value in pairs)


def _is_value(head: Head, label: Head) -> bool:
    """Whether a word behind a label can be its value."""
    if head.kind == "group":
        return _says_insurance(label)
    return head.kind == "unknown" and fold(head.text) not in load_line_words().short


def _says_insurance(head: Head) -> bool:
    return head.meaning is not None and head.meaning.name == "insurance"
