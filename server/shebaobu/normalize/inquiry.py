"""What a page is asked about: every question it raises, and the family's answer where there is one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from shebaobu.domain.reading import Reading
from shebaobu.domain.records import Question


class Inquiry:
    """Gathers the questions of one page while it is read, and answers those that were answered before."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = {(r.layout, r.code, r.column, r.subject): r for r in readings}
        self._asked: dict[Question, Reading | None] = {}

    def answer(self, question: Question) -> str | None:
        """The family's choice, or None: then the question goes along with the record."""
        reading = self._readings.get((question.layout, question.code, question.column, question.subject))
        if reading is not None and reading.answer not in question.choices:
            reading = None
        self._asked[question] = reading
        return reading.answer if reading else None

    def forget(self, block: int) -> None:
        """Ask nothing about a block after all."""
        self._asked = {question: reading for question, reading in self._asked.items() if question.block != block}

    @property
    def asked(self) -> list[Question]:
        """All questions, in the order of the page."""
        return list(self._asked)

    @property
    def answered(self) -> list[Reading]:
        """The readings that were used, each once."""
        return list(dict.fromkeys(reading for reading in self._asked.values() if reading))


def layout_name(*parts: str) -> str:
    """The name of a layout: a hash, since headings and addresses can hold what is nobody else's business."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]
