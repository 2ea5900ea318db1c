"""Questions and checks of a page in words: what it does not determine, and where it disagrees with itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypedDict

from shebaobu.domain.capture import Block, Fields, Grid
from shebaobu.domain.money import format_fen
from shebaobu.domain.reading import Reading
from shebaobu.domain.records import Question
from shebaobu.i18n import Words, both, has_text, say
from shebaobu.normalize import Normalized
from shebaobu.normalize.checks import Check, CheckCode
from shebaobu.normalize.panels import as_cards
from shebaobu.services.readings import key_of
from shebaobu.services.samples import sample_of

_SAMPLES = 3
_IN_FEN = ("sum", "rate")
_WORDS_OF_CHOICES = ("answer.{code}.{choice}", "answer.{choice}", "{code}.{choice}", "insurance.{choice}",
                     "field.{choice}", "kind.{choice}", "status.{choice}")  # fmt: skip


class ChoiceTold(TypedDict):
    """A possible answer, as it is given and in words."""

    value: str
    label: Words


class QuestionTold(TypedDict):
    """Something that a page does not determine, and the answer in use: ``kept`` where it was given for an earlier page.

    ``column`` counts from 0; ``samples`` are its first values, ID numbers masked.
    """

    code: str
    layout: str
    block: int
    column: int | None
    subject: str | None
    text: Words
    column_label: str | None
    samples: list[str]
    choices: list[ChoiceTold]
    answer: str | None
    kept: bool


class CheckDiffering(TypedDict):
    """A comparison within a page that does not hold, in words; ``row`` is the one that states it, from 0."""

    code: CheckCode
    block: int
    row: int | None
    label: str | None
    text: Words


class Checks(TypedDict):
    """How many comparisons within a page hold, and those that do not."""

    holding: int
    differing: list[CheckDiffering]


def questions_told(found: Normalized, blocks: Sequence[Block], given: Iterable[Reading] = ()) -> list[QuestionTold]:
    """All questions of a page, each once with the answer in use, and whether that is one that was kept."""
    answers = {key_of(reading): reading.answer for reading in found.answered}
    now = {key_of(reading) for reading in given}
    return [
        _question(
            question,
            blocks[question.block],
            answer=answers.get(key_of(question)),
            kept=key_of(question) in answers and key_of(question) not in now,
        )
        for question in _each_once(found.asked)
    ]


def open_questions(found: Normalized) -> int:
    """How many questions of a page nobody has answered."""
    answered = {key_of(reading) for reading in found.answered}
    return sum(key_of(question) not in answered for question in _each_once(found.asked))


def _each_once(asked: Iterable[Question]) -> list[Question]:
    """One of those that one answer settles: a table that goes on in another block, the next page of it for one."""
    first: dict[tuple[object, ...], Question] = {}
    for question in asked:
        first.setdefault(key_of(question) if question.layout else (question,), question)
    return list(first.values())


def _question(question: Question, block: Block, *, answer: str | None, kept: bool) -> QuestionTold:
    table = _table(block)
    return {
        "code": question.code,
        "layout": question.layout,
        "block": question.block,
        "column": question.column,
        "subject": question.subject,
        "text": _text(question),
        "column_label": _column_label(question, table),
        "samples": _samples(question, table),
        "choices": [{"value": choice, "label": _choice(question.code, choice)} for choice in question.choices],
        "answer": answer,
        "kept": kept,
    }


def _text(question: Question) -> Words:
    about_words = f"question.{question.code}.subject"
    if question.subject and has_text(about_words):
        return both(about_words, subject=question.subject)
    key = f"question.{question.code}"
    return both(key if has_text(key) else "question.other")


def _choice(code: str, choice: str) -> Words:
    keys = (pattern.format(code=code, choice=choice) for pattern in _WORDS_OF_CHOICES)
    return both(next((key for key in keys if has_text(key)), choice))


def _table(block: Block) -> Grid | None:
    """The table whose columns questions of a block count; none can be shown of loose lines."""
    if isinstance(block, Fields):
        return as_cards(block).grid
    return block if isinstance(block, Grid) else None


def _column_label(question: Question, table: Grid | None) -> str | None:
    if table is None or question.column is None or question.column >= len(table.columns):
        return None
    return " · ".join(table.columns[question.column])


def _samples(question: Question, table: Grid | None) -> list[str]:
    """The first different values of the column in question, for somebody who looks at the page beside it."""
    column = question.column
    if table is None or column is None:
        return []
    values = (row[column].strip() for row in table.rows if column < len(row))
    return [sample_of(value) for value in dict.fromkeys(filter(None, values))][:_SAMPLES]


def checks_told(checks: Iterable[Check]) -> Checks:
    """How many comparisons hold, and in words those that do not."""
    held = [check.holds for check in checks]
    return {"holding": sum(held), "differing": [_differing(check) for check in checks if not check.holds]}


def _differing(check: Check) -> CheckDiffering:
    stated, found = (format_fen(n) if check.code in _IN_FEN else str(n) for n in (check.stated, check.found))
    text = both(f"check.{check.code}", stated=stated, found=found)
    if check.label:
        known = (f"{group}.{check.label}" for group in ("insurance", "field"))
        label = both(next((key for key in known if has_text(key)), check.label))
        text = _joined("check.labelled", label=label, text=text)
    if check.row is not None:
        row = Words(zh=str(check.row + 1), en=str(check.row + 1))
        text = _joined("check.in_row", row=row, text=text)
    return {"code": check.code, "block": check.block, "row": check.row, "label": check.label, "text": text}


def _joined(key: str, **parts: Words) -> Words:
    return Words(
        zh=say("zh-CN", key, **{name: part["zh"] for name, part in parts.items()}),
        en=say("en", key, **{name: part["en"] for name, part in parts.items()}),
    )
