"""Two levels of a header that became two lines: which leaves belong to which insurance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from shebaobu.normalize.lines.texts import Head
from shebaobu.normalize.lines.words import load_line_words

_MOST_WAYS = 20_000
Division = list[list[Head]]


def divide(leaves: Sequence[Head], groups: Sequence[Head]) -> Division | None:
    """The leaves of each group in order, or None where the page leaves more than one possibility.

    Leaf words begin anew with each group, so no group has one twice. What is left is narrowed by what groups
    can hold, one rule after the other, each only as far as it leaves a possibility.
    """
    ways = list(islice(_ways(leaves, len(groups)), _MOST_WAYS))
    if len(ways) == _MOST_WAYS:
        return None
    rules: list[Callable[[Division], bool]] = [
        _bases_are_even,
        lambda way: _tiers_fit(way, groups),
        lambda way: _payers_fit(way, groups),
        _same_order,
        _alike_starts,
    ]
    for rule in rules:
        ways = [way for way in ways if rule(way)] or ways
    return ways[0] if len(ways) == 1 else None


def _ways(leaves: Sequence[Head], count: int) -> Iterator[Division]:
    """Every division into that many runs, none of them empty and none with a word twice."""
    if count == 0 or len(leaves) < count:
        if count == 0 and not leaves:
            yield []
        return
    for end in range(1, len(leaves) - count + 2):
        segment = list(leaves[:end])
        if _repeats(segment):
            return
        for rest in _ways(leaves[end:], count - 1):
            yield [segment, *rest]


def _repeats(segment: list[Head]) -> bool:
    names = [head.text if head.kind == "unknown" else head.name for head in segment]
    return len(set(names)) < len(names)


def _bases_are_even(way: Division) -> bool:
    """Each group has its base, or none has one."""
    return len({any(head.name == "base" for head in segment) for segment in way}) == 1


def _tiers_fit(way: Division, groups: Sequence[Head]) -> bool:
    words = load_line_words()
    return all(
        _is_any_of(group, words.has_tiers)
        for group, segment in zip(groups, way, strict=True)
        if any(head.kind == "tier" for head in segment)
    )


def _payers_fit(way: Division, groups: Sequence[Head]) -> bool:
    words = load_line_words()
    return not any(
        _is_any_of(group, words.employer_only)
        for group, segment in zip(groups, way, strict=True)
        if any(head.name == "personal_amount" for head in segment)
    )


def _is_any_of(group: Head, codes: frozenset[str]) -> bool:
    named = group.named
    return named is not None and bool({named.code, *named.choices} & codes)


def _same_order(way: Division) -> bool:
    """Two words that stand together in several groups stand in the same order in all of them."""
    before: set[tuple[str, str]] = set()
    for segment in way:
        names = [head.name for head in segment]
        before |= {(one, other) for at, one in enumerate(names) for other in names[at + 1 :]}
    return not any((other, one) in before for one, other in before)


def _alike_starts(way: Division) -> bool:
    """All groups begin with the same word, those that tell a form of the insurance aside."""
    return len({next((head.name for head in segment if head.kind != "tier"), "") for segment in way}) == 1
