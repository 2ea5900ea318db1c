"""Which fact each record of a page states: each fact takes at most one record of a page, and the reverse.

First come the facts that say already what a record says, so that a page that is read again changes nothing; then the
closest pairs of what is left; then facts that the page would show and does not, and a record of the same amounts that
only names another employer or place: the office has renamed it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Protocol

from shebaobu.domain.records import Record
from shebaobu.ledger.identity import fits, kind_of, likeness, unfitting

_RENAMED = {"employer", "employer_code", "pool", "pool_code"}
_AMOUNTS = ("base", "employer_amount", "personal_amount", "total", "account_amount")


class Says(IntEnum):
    """How far a fact says already what a record says: its source said just this last, or all sources together did."""

    NOT_YET = 0
    ALREADY = 1
    EXACTLY = 2


class Known(Protocol):
    """A fact that is known: all of what was seen of it in one record."""

    latest: Record


def matches(
    known: Sequence[Known],
    records: Sequence[Record],
    says: Callable[[Known, Record], Says],
    missed: Callable[[Known, Record], bool],
) -> dict[int, int]:
    """The place in ``known`` of each record that states a known fact; the other records state new ones.

    ``says`` tells how far a fact says already what a record says; ``missed`` whether the page would show the fact,
    were it still there.
    """
    fitting = [
        (position, place)
        for position, record in enumerate(records)
        for place, fact in enumerate(known)
        if fits(fact.latest, record)
    ]
    closest = sorted(fitting, key=lambda pair: likeness(known[pair[1]].latest, records[pair[0]]), reverse=True)
    taken: dict[int, int] = {}
    for wanted in (Says.EXACTLY, Says.ALREADY):
        free = _free(closest, taken)
        taken |= _most_pairs([pair for pair in free if says(known[pair[1]], records[pair[0]]) >= wanted])
    for position, place in closest:
        if position not in taken and place not in taken.values():
            taken[position] = place
    places = set(taken.values())
    for position, record in enumerate(records):
        if position in taken:
            continue
        for place, fact in enumerate(known):
            if place not in places and _renamed(fact.latest, record) and missed(fact, record):
                taken[position] = place
                places.add(place)
                break
    return taken


def _free(pairs: Sequence[tuple[int, int]], taken: dict[int, int]) -> list[tuple[int, int]]:
    places = set(taken.values())
    return [(position, place) for position, place in pairs if position not in taken and place not in places]


def _renamed(old: Record, new: Record) -> bool:
    """Whether records differ in the name of employer or place only, all amounts that both state being equal."""
    if kind_of(old) != "contribution":
        return False
    differing = unfitting(old, new)
    pairs = [(getattr(old, name), getattr(new, name)) for name in _AMOUNTS]
    stated = [(one, other) for one, other in pairs if one is not None and other is not None]
    return bool(differing and stated) and set(differing) <= _RENAMED and all(one == other for one, other in stated)


def _most_pairs(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """A place for as many positions as can have one of their own: earlier pairs first, moved where that makes room."""
    possible: dict[int, list[int]] = {}
    for position, place in pairs:
        possible.setdefault(position, []).append(place)
    holder: dict[int, int] = {}

    def settle(position: int, tried: set[int]) -> bool:
        free = next((place for place in possible[position] if place not in holder), None)
        if free is not None:
            holder[free] = position
            return True
        for place in possible[position]:
            if place not in tried:
                tried.add(place)
                if settle(holder[place], tried):
                    holder[place] = position
                    return True
        return False

    for position in possible:
        settle(position, set())
    return {position: place for place, position in holder.items()}
