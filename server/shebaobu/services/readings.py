"""Readings of the household: what was answered about a layout, kept for the next page that has it.

An answer that is given with a capture counts before the kept one, and takes its place when the capture is saved. An
empty answer says that nobody knows: nothing kept is used then, and saving forgets it. Captures that were saved
before keep the answers that they were saved with.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from shebaobu.domain.reading import Reading
from shebaobu.domain.records import Question
from shebaobu.errors import AnswerRefused
from shebaobu.services.home import Home
from shebaobu.storage.documents import Account, KeptReading

OPEN = ""

Key = tuple[str, str, int | None, str | None]


def key_of(one: Question | Reading) -> Key:
    """What an answer and its question share."""
    return (one.layout, one.code, one.column, one.subject)


def kept_readings(home: Home) -> list[Reading]:
    """What the household has answered so far."""
    return [kept.reading for kept in home.folder.household.readings.all()]


def readings_with(known: Iterable[Reading], given: Iterable[Reading]) -> list[Reading]:
    """The readings in use: those known before, where nothing was answered now."""
    merged = {key_of(reading): reading for reading in (*known, *given)}
    return [reading for reading in merged.values() if reading.answer != OPEN]


def check_given(given: Iterable[Reading], asked: Iterable[Question]) -> None:
    """Raise ``AnswerRefused`` for an answer about another layout, or one that is none of the choices.

    A question of this layout that no longer arises, since another was answered differently, is passed over.
    """
    choices = {key_of(question): question.choices for question in asked}
    layouts = {question.layout for question in asked if question.layout}
    for place, reading in enumerate(given):
        possible = choices.get(key_of(reading), (reading.answer,))
        if reading.layout not in layouts or reading.answer not in (OPEN, *possible):
            raise AnswerRefused(at=place)


def keep_given(home: Home, account: Account, given: Iterable[Reading], asked: Iterable[Question]) -> None:
    """Keep the answers to what was asked in place of earlier ones; of an empty one, forget the earlier."""
    answered = {key_of(question) for question in asked}
    store = home.folder.household
    with store.file.writing():
        for reading in given:
            if key_of(reading) not in answered:
                continue
            name = msgspec.json.encode(key_of(reading)).decode()
            if reading.answer == OPEN:
                store.readings.remove(name)
                continue
            kept = KeptReading(id=name, reading=reading, answered_by=account.id, answered_at=home.now())
            store.readings.put(kept)
