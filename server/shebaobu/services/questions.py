"""Questions and checks of a page in words: what it does not determine, and where it disagrees with itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from shebaobu.domain.capture import Block, Fields, Grid
from shebaobu.domain.money import format_fen
from shebaobu.domain.person import mask_ids_in_text
from shebaobu.domain.reading import Reading
from shebaobu.domain.records import Question
from shebaobu.i18n import both, has_text
from shebaobu.normalize import Normalized
from shebaobu.normalize.checks import Check
from shebaobu.normalize.panels import as_cards
from shebaobu.services.readings import key_of

_SAMPLES = 3
_IN_FEN = ("sum", "rate")
_WORDS_OF_CHOICES = ("answer.{code}.{choice}", "answer.{choice}", "{code}.{choice}", "insurance.{choice}",
                     "field.{choice}", "kind.{choice}", "status.{choice}")  # fmt: skip


def questions_json(found: Normalized, blocks: Sequence[Block], given: Iterable[Reading] = ()) -> list[dict[str, Any]]:
    """All questions of a page, each once with the answer in use, and whether that is one that was kept."""
    answers = {key_of(reading): reading.answer for reading in found.answered}
    now = {key_of(reading) for reading in given}
    return [
        _question(question, blocks[question.block])
        | {
            "answer": answers.get(key_of(question)),
            "kept": key_of(question) in answers and key_of(question) not in now,
        }
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


def _question(question: Question, block: Block) -> dict[str, Any]:
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
    }


def _text(question: Question) -> dict[str, str]:
    about_words = f"question.{question.code}.subject"
    if question.subject and has_text(about_words):
        return both(about_words, subject=question.subject)
    key = f"question.{question.code}"
    return both(key if has_text(key) else "question.other")


def _choice(code: str, choice: str) -> dict[str, str]:
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
    return [mask_ids_in_text(value) for value in dict.fromkeys(filter(None, values))][:_SAMPLES]


def checks_json(checks: Iterable[Check]) -> dict[str, Any]:
    """How many comparisons hold, and in words those that do not."""
    held = [check.holds for check in checks]
    return {"holding": sum(held), "differing": [_differing(check) for check in checks if not check.holds]}


def _differing(check: Check) -> dict[str, Any]:
    stated, found = (format_fen(n) if check.code in _IN_FEN else str(n) for n in (check.stated, check.found))
    text = both(f"check.{check.code}", stated=stated, found=found)
    if check.label:
        known = (f"{group}.{check.label}" for group in ("insurance", "field"))
        label = both(next((key for key in known if has_text(key)), check.label))
        text = _joined("check.labelled", label=label, text=text)
    if check.row is not None:
        row = {"zh": str(check.row + 1), "en": str(check.row + 1)}
        text = _joined("check.in_row", row=row, text=text)
    return {"code": check.code, "block": check.block, "row": check.row, "label": check.label, "text": text}


def _joined(key: str, **parts: dict[str, str]) -> dict[str, str]:
    return {lang: both(key, **{name: part[lang] for name, part in parts.items()})[lang] for lang in ("zh", "en")}
