"""The values of a fact from all looks at it: which stands, which are in conflict, and what changed when."""

from __future__ import annotations

from operator import attrgetter
from typing import Any, get_args

import msgspec

from shebaobu.domain.records import Record
from shebaobu.ledger.facts import PRESENCE, SHOWN, VANISHED, Change, ChangeKind, Conflict, Fact, Said
from shebaobu.ledger.growing import ASIDE, Growing
from shebaobu.ledger.identity import kind_of, values_fit
from shebaobu.ledger.names import hides
from shebaobu.ledger.newness import Word, agreed, standing, states_the_moment

# The page's own words beside a code: they go with the code.
_BESIDE = {
    "status": "status_text",
    "pay_type": "pay_type_text",
    "result": "result_text",
    "visit_type": "visit_type_text",
}
# What sites word as they like, and how a record was made: the latest counts, and nothing is compared.
_NOT_COMPARED = {
    *ASIDE, *_BESIDE.values(), "insurance_text", "note_text", "account_type_text", "type_text", "method_text",
    "person_category", "tier", "agency", "category", "bank", "fail_reason", "summary", "items", "steps",
    "derived", "period", "relation",
}  # fmt: skip
_COMPARED = {
    kind: tuple(name for name in kind.__struct_fields__ if name not in _NOT_COMPARED) for kind in get_args(Record)
}
_VALUES = {kind: attrgetter(*names) for kind, names in _COMPARED.items()}
_UNCLEAR = "unknown"
_NOTHING = (None, ())


def fact_of(growing: Growing) -> Fact:
    """The fact that was seen; most are shown the same by every look, and need no more than that."""
    fact = Fact(
        record=growing.latest,
        stated=growing.latest,
        proofs=growing.proofs,
        seen=growing.seen,
        missed=growing.missed,
    )
    if len(growing.variants) == 1 and not growing.missed:
        return fact
    for field in _differing(growing):
        _settle_value(fact, field)
    if growing.missed:
        _settle_presence(fact)
    fact.history.sort(key=lambda change: change.time)
    fact.record = fact.stated
    return fact


def words_of(fact: Fact, field: str) -> list[Word]:
    """What was said of a field, look by look in the order of time; ``presence`` is whether it was shown at all."""
    if field == PRESENCE:
        shown = [Word(look, SHOWN) for look, _ in fact.seen]
        words = [*shown, *(Word(look, VANISHED) for look in fact.missed)]
        return sorted(words, key=lambda word: (word.look.time, word.look.capture))
    words = [
        Word(look, value, getattr(record, "derived", False) and isinstance(value, int))
        for look, record in fact.seen
        if (value := getattr(record, field)) not in _NOTHING
    ]
    clear = [word for word in words if word.value != _UNCLEAR]
    return clear or words


def standing_words(fact: Fact, field: str) -> list[Word]:
    """The words on a field that count: one where the sources agree, several where they are in conflict."""
    words = words_of(fact, field)
    return standing(kind_of(fact.stated), field, words, of_moment=states_the_moment(fact.stated)) if words else []


def said(word: Word) -> Said:
    """A word as it is shown."""
    return Said(value=word.value, source=word.look.source, capture=word.look.capture, at=word.look.at)


def with_value(record: Record, field: str, word: Word | None, seen: list[tuple[Any, Record]]) -> Record:
    """A record with a field's value, absent where there is none, and the page's own words that go with a code."""
    changes: dict[str, Any] = {field: word.value if word else None}
    if (beside := _BESIDE.get(field)) and beside in record.__struct_fields__:
        own = (getattr(shown, beside) for look, shown in reversed(seen) if word and look is word.look)
        changes[beside] = next(own, None)
    if field == "employer" and "employer_masked" in record.__struct_fields__:
        changes["employer_masked"] = bool(word and hides(str(word.value)))
    return msgspec.structs.replace(record, **changes)


def comparable(record: Record) -> tuple[str, ...]:
    """The fields on which sources can disagree."""
    return _COMPARED[type(record)]


def _differing(growing: Growing) -> list[str]:
    """The fields on which not all looks say the same; forms of one name are the same."""
    kind = type(growing.latest)
    latest = _VALUES[kind](growing.latest)
    differing = {
        field: None
        for variant in growing.variants
        for field, value, own in zip(_COMPARED[kind], latest, _VALUES[kind](variant), strict=True)
        if own != value and own not in _NOTHING and not values_fit(field, value, own)
    }
    return list(differing)


def _settle_value(fact: Fact, field: str) -> None:
    standing_now = standing_words(fact, field)
    best = agreed(field, standing_now)
    fact.stated = with_value(fact.stated, field, best, fact.seen)
    if best is None:
        fact.conflicts.append(Conflict(field=field, said=tuple(said(word) for word in standing_now)))
    fact.history += _history(fact, field)


def _settle_presence(fact: Fact) -> None:
    standing_now = standing_words(fact, PRESENCE)
    best = agreed(PRESENCE, standing_now)
    if best is None:
        fact.conflicts.append(Conflict(field=PRESENCE, said=tuple(said(word) for word in standing_now)))
    fact.history += _history(fact, PRESENCE)
    if best and best.value == VANISHED:
        fact.vanished = next(change.at for change in reversed(fact.history) if change.kind == "vanished")


def _history(fact: Fact, field: str) -> list[Change]:
    """What changed on a field: the values that stood after each look, one after the other."""
    words = words_of(fact, field)
    kind, of_moment = kind_of(fact.stated), states_the_moment(fact.stated)
    changes: list[Change] = []
    last_of: dict[str, object] = {}
    stood: Word | None = None
    disputed = False
    for number, word in enumerate(words):
        repeated = last_of.get(word.look.source, _NOTHING) == word.value
        last_of[word.look.source] = word.value
        if repeated and not disputed:
            continue
        best = agreed(field, standing(kind, field, words[: number + 1], of_moment=of_moment))
        change = _change(field, stood, best, word, disputed=disputed)
        if change:
            changes.append(change)
        disputed = best is None
        stood = best or stood
    return changes


def _change(field: str, before: Word | None, after: Word | None, word: Word, *, disputed: bool) -> Change | None:
    if before is None:
        return None
    kind: ChangeKind = "changed"
    if after is None or disputed:
        kind = "disputed" if after is None else "agreed"
        if after is None and disputed:
            return None
    elif agreed(field, [before, after]) is not None:
        return None
    elif field == PRESENCE:
        kind = "vanished" if after.value == VANISHED else "returned"
    return Change(
        kind=kind,
        field=field,
        at=word.look.at,
        capture=word.look.capture,
        before=before.value,
        after=word.value if after is None else after.value,
    )
