"""What the header of one column means in a table of one kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from shebaobu.domain.capture import Grid
from shebaobu.normalize.headers import HeadedColumn
from shebaobu.normalize.insurances import Named, named_exactly, split_prefix
from shebaobu.normalize.kinds.specs import NOT_KEPT, Part, Spec
from shebaobu.normalize.portals import Portal
from shebaobu.normalize.text import fold, split_brackets
from shebaobu.normalize.vocabulary import Meaning, Vocabulary

_STANDARD_CODE = re.compile(r"(?:^|[^a-z0-9])([a-z]{3}\d{3})(?:_[a-z0-9]+)?(?:'\])?$")
_ENUMERATED = re.compile(r"\d{1,2}$")
_AMONG_IT = re.compile(r"^其中:?(?=.)")
_SAYS_THE_GROUP = frozenset({"", "合计", "小计", "金额", "总额", "总计", "额"})
_SPACED_OUT = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_FORM_MARKS = " :：*＊\u3000\xa0"
_LONGEST_COMPOSED = 26
_COMPOSED = frozenset({"composed"})
_WHOSE = frozenset({"employer", "personal"})
_WAYS_OF_A_SHARE = frozenset({"pay", "allot"})


class KindColumn(HeadedColumn, kw_only=True, frozen=True):
    """A column as a kind understands it: ``part`` None where it does not. ``insurance``: of several side by side."""

    part: Part | None = None
    insurance: Named | None = None
    marks: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The lowest level as a name: without the marks of a form around it."""
        return _SPACED_OUT.sub("", self.leaf.strip(_FORM_MARKS))

    @property
    def name(self) -> str | None:
        """The name of what the column means."""
        return self.part.meaning.name if self.part else None

    @property
    def kept(self) -> bool:
        """Whether the column says something that the kind's record or its reader has a place for."""
        return self.part is not None and self.name not in (NOT_KEPT, "row_number")


def own_column(column: KindColumn, spec: Spec) -> bool:
    """Whether a column goes into the records of a kind and is not one that every kind has."""
    return column.name is not None and column.name in spec.own and spec.takes(column.name)


def standard_code(code: str) -> str:
    """``aae003`` of ``dto['aae003']`` or ``vpq_yl_sj_aae003``; another name as it is."""
    found = _STANDARD_CODE.search(code.lower())
    return found[1] if found else code.lower()


def read_kind_columns(grid: Grid, spec: Spec, vocabulary: Vocabulary, portal: Portal) -> list[KindColumn]:
    """The columns of a grid as this kind understands them, each with its neighbours on the left known."""
    codes = grid.codes if len(grid.codes) == len(grid.columns) else [""] * len(grid.columns)
    columns: list[KindColumn] = []
    for index, (path, code) in enumerate(zip(grid.columns, codes, strict=True)):
        header = KindColumn(index=index, path=tuple(path), code=standard_code(code))
        columns.append(_understood(header, columns, spec, vocabulary, portal))
    return columns


def _understood(
    column: KindColumn, before: list[KindColumn], spec: Spec, vocabulary: Vocabulary, portal: Portal
) -> KindColumn:
    levels = [fold(level) for level in column.path if fold(level)]
    split = [split_brackets(level) for level in levels]
    names = [bare or level for level, (bare, _) in zip(levels, split, strict=True)]
    column = msgspec.structs.replace(column, marks=tuple(mark for _, brackets in split for mark in brackets))
    insurance: Named | None = None
    groups: list[str] = []
    for name in names[:-1]:
        named = named_exactly(name, vocabulary, portal)
        insurance = named or insurance
        if named is None:
            groups.append(name)
    leaf = names[-1] if names else ""
    whose = spec.parts.get(leaf) or spec.parts.get(levels[-1] if levels else "")
    if whose:
        by_code = spec.codes.get(column.code)
        part = by_code or _share(whose, _parent(groups, before, spec), spec)
        return msgspec.structs.replace(column, part=part, insurance=insurance)
    part = _of_words(leaf, levels[-1] if levels else "", groups, spec)
    if part is None and insurance is None:
        glued = split_prefix(leaf, vocabulary, portal)
        if glued:
            insurance, rest = glued
            part = _of_words(rest, rest, groups, spec)
    part = part or spec.codes.get(column.code)
    return msgspec.structs.replace(column, part=part, insurance=insurance if part else None)


def _of_words(leaf: str, whole: str, groups: Sequence[str], spec: Spec) -> Part | None:
    """The meaning of a label under its groups: both together, else the label, else the group of a mere 合计."""
    for words in (group + leaf for group in reversed(groups)):
        found = spec.words.get(words) or _composed(words, spec)
        if found:
            return found
    share = _share_of_group(leaf, groups, spec)
    if share:
        return share
    for words in dict.fromkeys((whole, leaf, _AMONG_IT.sub("", leaf))):
        found = spec.words.get(words) or _composed(words, spec)
        if found:
            return found
    if leaf in _SAYS_THE_GROUP and groups:
        return spec.words.get(groups[-1]) or _composed(groups[-1], spec)
    return spec.words.get(_ENUMERATED.sub("", leaf)) or _by_ending(leaf, spec)


def _by_ending(leaf: str, spec: Spec) -> Part | None:
    """A label that only its ending tells (加发养老金, 独生子女津贴)."""
    name = next((name for ending, name in spec.endings.items() if leaf.endswith(ending)), None)
    return Part(meaning=Meaning(name=name, value=spec.readers[name])) if name else None


def _parent(groups: Sequence[str], before: list[KindColumn], spec: Spec) -> str | None:
    """What a column of a share is a share of: its group, else the column on its left that is no share itself."""
    for group in reversed(groups):
        found = spec.words.get(group) or _composed(group, spec)
        if found:
            return found.meaning.name
    for column in reversed(before):
        if fold(column.leaf) in spec.parts or split_brackets(fold(column.leaf))[0] in spec.parts:
            continue
        return column.name
    return None


def _share_of_group(leaf: str, groups: Sequence[str], spec: Spec) -> Part | None:
    """What 单位划转 is below 年末累计储存额: the employer's share of the group, and not what it means alone."""
    parent = next(
        (found for group in reversed(groups) if (found := spec.words.get(group) or _composed(group, spec))), None
    )
    says = _pieces(leaf, spec.pieces) if parent and leaf else None
    whose = says & _WHOSE if says else frozenset()
    if parent is None or says is None or len(whose) != 1 or says - _WHOSE - _WAYS_OF_A_SHARE:
        return None
    return _share(next(iter(whose)), parent.meaning.name, spec)


def _share(whose: str, parent: str | None, spec: Spec) -> Part | None:
    name = f"{parent}_{whose}"
    return Part(meaning=Meaning(name=name, value="money")) if name in spec.own else None


def _composed(label: str, spec: Spec) -> Part | None:
    """The meaning of a label that is put together from pieces, each character in one of them."""
    if not spec.pieces or len(label) > _LONGEST_COMPOSED:
        return None
    says = _pieces(label, spec.pieces)
    name = spec.composed.get(says) if says is not None else None
    return Part(meaning=Meaning(name=name, value=spec.readers[name]), flags=_COMPOSED) if name else None


def _pieces(label: str, pieces: Sequence[tuple[str, str]]) -> frozenset[str] | None:
    if label == "":
        return frozenset()
    for piece, says in pieces:
        if label.startswith(piece):
            rest = _pieces(label[len(piece) :], pieces)
            if rest is not None:
                return rest if says == "filler" else rest | {says}
    return None
