"""What the notes of a document define: symbols, codes of insurances' forms, and the employers behind their codes."""

from __future__ import annotations

import re

import msgspec

from shebaobu.normalize.context import PageContext
from shebaobu.normalize.insurances import Named, named_within
from shebaobu.normalize.lines.texts import Head, Text, heads_of
from shebaobu.normalize.lines.words import load_line_words
from shebaobu.normalize.text import fold

_CODE_AND_NAME = re.compile(r"([0-9A-Za-z-]{3,20})\s+([^\d\s].*[\u4e00-\u9fff）)*].*)")
_CODE_PLACE_NAME = re.compile(r"([0-9A-Za-z-]{6,20})\s*[:：]\s*(?:[^:：]{2,12}[:：]\s*)?([^\d\s:：][^:：]*)")
_ANNOUNCED = re.compile(r"单位编号.{0,6}对应.{0,4}单位名称")
_LINES_BETWEEN = 2
_LONGEST_LIST_HEAD = 4
_SPEAKS_OF = {"补缴": "back_payment", "补差": "adjustment"}
_BREAK = re.compile(r"[。；;]")


class Legend(msgspec.Struct, kw_only=True):
    """Symbols and codes with what they mean, and the insurance that the note speaks of, if one."""

    entries: list[tuple[Named | None, str, str]]
    employers: dict[str, str]
    lines: dict[int, str]
    pay_types: dict[str, str]

    def symbol(self, symbol: str) -> str | None:
        """What a symbol means for the row it stands in."""
        return next((meaning for _, known, meaning in self.entries if known == symbol), None)

    def form(self, group: Named, code: str) -> str | None:
        """What a code means in the columns of an insurance."""
        family = {group.code, *group.choices} - {None}
        return next(
            (
                meaning
                for subject, known, meaning in self.entries
                if known == code and subject is not None and family & {subject.code, *subject.choices}
            ),
            None,
        )

    @property
    def pay_marks(self) -> dict[str, str]:
        """The symbols that mark how a row was paid (补缴, 补差), with their meaning."""
        return {symbol: meaning for _, symbol, meaning in self.entries if self.pay_types.get(meaning)}


def read_legend(texts: list[Text], page: PageContext) -> Legend:
    """The legend of a document, with the lines it stands in and what they tell."""
    legend = Legend(entries=[], employers={}, lines={}, pay_types={})
    patience = 0
    for text in texts:
        if 1 < len(text.tokens) <= _LONGEST_LIST_HEAD and _is_list_head(heads_of(text, page)):
            patience = _LINES_BETWEEN
            legend.lines[text.index] = "employer"
            continue
        entry = (_CODE_AND_NAME.fullmatch(text.text) or _CODE_PLACE_NAME.fullmatch(text.text)) if patience else None
        if entry is not None:
            patience = _LINES_BETWEEN
            legend.employers.setdefault(entry[1], " ".join(entry[2].split()))
            legend.lines[text.index] = "employer"
            continue
        patience = _LINES_BETWEEN if _ANNOUNCED.search(text.text) else max(0, patience - bool(text.text))
        found = list(_definitions(text.text, page))
        if found:
            legend.entries += found
            legend.pay_types.update(
                {meaning: _pay_type(meaning, page) for _, symbol, meaning in found if not symbol.isalnum()}
            )
            legend.lines[text.index] = "legend"
    return legend


def _is_list_head(heads: list[Head]) -> bool:
    """``单位编号 单位名称`` alone, or ``编号 名称``."""
    names = [head.name for head in heads]
    return names == ["employer_code", "employer"] or [fold(head.text) for head in heads if head.text != "/"] in (
        ["编号", "名称"],
        ["编号", "单位名称"],
    )


def _definitions(text: str, page: PageContext) -> list[tuple[Named | None, str, str]]:
    """The definitions of a line; the insurance of each is what its sentence names before the first of them."""
    words = load_line_words()
    found: list[tuple[Named | None, str, str]] = []
    for sentence in _BREAK.split(text):
        defined = [*words.quoted.finditer(sentence)] or [*words.bare.finditer(sentence)]
        if defined:
            subject = named_within(sentence[: defined[0].start()], page.vocabulary)
            found += [(subject, match[1].replace("＊", "*").replace("＃", "#"), match[2]) for match in defined]
    return found


def _pay_type(meaning: str, page: PageContext) -> str:
    """The type of payment that a meaning is, or speaks of (含补缴); "" for none."""
    known = page.vocabulary.value("pay_type", meaning)
    if known is None:
        known = next((code for word, code in _SPEAKS_OF.items() if word in meaning), None)
    return known or ""
