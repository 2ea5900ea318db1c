"""Which of several values stands: the one place that says what "newer" means.

1. A source that is read again is newer than itself: of each source its latest word on a field counts. A page that does
   not show a field says nothing of it, and a masked or shortened name never takes the place of a full one.
2. A source that another has left behind is out of date and does not disagree: where A said what B says, and changed its
   word in a look after B's last, B was not asked since. B's value is history.
3. Another source that was read later is newer only for what moves in one direction (a payment from unpaid over paid to
   refunded, a transfer from applied for to merged) and for what is stated as of the moment of reading (a balance
   without a date).
4. A figure divided from a period's total gives way to one that a page states.

What is left and still differs is a conflict: all of it is shown and nothing chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from shebaobu.domain.records import Record
from shebaobu.ledger.identity import kind_of, values_fit
from shebaobu.ledger.looks import Look
from shebaobu.ledger.names import fullness

_FORWARD: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {
    ("contribution", "status"): (
        ("unpaid", "pending", "deferred"),
        ("partial",),
        ("paid", "transferred_in", "exempted"),
        ("refunded",),
    ),
    ("contribution_year", "status"): (("unpaid", "pending", "deferred"), ("partial",), ("paid",), ("refunded",)),
    ("enrolment", "status"): (("active", "paused"), ("ended",), ("retired",)),
    ("benefit_payment", "status"): (("pending", "unpaid", "failed"), ("paid",)),
    ("benefit_entitlement", "status"): (("pending",), ("active", "paused"), ("ended",)),
    ("remote_filing", "status"): (("pending",), ("active", "rejected"), ("expired", "cancelled")),
    ("family_sharing", "status"): (("pending",), ("active",), ("ended",)),
    ("transfer", "status"): (
        ("applied", "pending"),
        ("released",),
        ("received",),
        ("funds_received",),
        ("merged", "rejected"),
    ),
    ("certification", "result"): (("pending",), ("passed", "failed")),
    ("card", "status"): (("pending",), ("inactive",), ("active", "lost", "locked"), ("cancelled", "expired")),
    ("contribution", "reversal"): (("none",), ("reversed",)),
    ("medical_settlement", "reversal"): (("none",), ("reversed",)),
}

_AS_READ = {"account_balance", "statement", "medical_year", "benefit_entitlement"}


class Word(msgspec.Struct, frozen=True):
    """A value of a field in one look; ``derived`` where it was divided from a total."""

    look: Look
    value: object
    derived: bool = False


class _Stand(msgspec.Struct):
    """A source's present word: since which look it says so, and in which it said so last."""

    word: Word
    since: Look
    last: Look
    said_before: list[object]


def states_the_moment(record: Record) -> bool:
    """Whether a record's figures are those of the moment of reading: of such a kind, and not as of a date."""
    return kind_of(record) in _AS_READ and getattr(record, "as_of", None) is None


def standing(kind: str, field: str, words: Sequence[Word], *, of_moment: bool = False) -> list[Word]:
    """The words that count, at most one a source; the words come in the order of time.

    ``of_moment`` says that the figures are those of the moment of reading. Where all of the words fit, ``agreed``
    gives the value; otherwise they are a conflict.
    """
    stands = _present_words(field, words)
    if len(stands) > 1 and _differ(field, [stand.word for stand in stands]):
        stands = [one for one in stands if not any(_is_newer(kind, field, other, one, of_moment) for other in stands)]
    latest = [msgspec.structs.replace(stand.word, look=stand.last) for stand in stands]
    stated = [word for word in latest if not word.derived]
    return stated if stated and len(stated) < len(latest) and _differ(field, latest) else latest


def agreed(field: str, words: Sequence[Word]) -> Word | None:
    """The word with the fullest form of a value on which all agree; None where they do not."""
    best = fullest(words)
    return best if all(values_fit(field, best.value, word.value) for word in words) else None


def fullest(words: Sequence[Word]) -> Word:
    """Of words that fit each other the one that shows most, the latest of equals."""
    best = words[0]
    for word in words[1:]:
        if isinstance(word.value, str) and isinstance(best.value, str) and word.value != best.value:
            if fullness(word.value) > fullness(best.value):
                best = word
        elif word.look.time >= best.look.time:
            best = word
    return best


def _differ(field: str, words: Sequence[Word]) -> bool:
    return agreed(field, words) is None


def _present_words(field: str, words: Sequence[Word]) -> list[_Stand]:
    stands: dict[str, _Stand] = {}
    for word in words:
        stand = stands.get(word.look.source)
        if stand is None:
            stands[word.look.source] = _Stand(word=word, since=word.look, last=word.look, said_before=[])
        elif values_fit(field, stand.word.value, word.value):
            stand.word, stand.last = fullest([stand.word, word]), word.look
        else:
            stand.said_before.append(stand.word.value)
            stand.word, stand.since, stand.last = word, word.look, word.look
    return list(stands.values())


def _is_newer(kind: str, field: str, one: _Stand, other: _Stand, of_moment: bool) -> bool:
    """Whether one source's word is newer than another's that differs."""
    if one is other or values_fit(field, one.word.value, other.word.value):
        return False
    left_behind = any(values_fit(field, value, other.word.value) for value in one.said_before)
    if left_behind and one.since.time > other.last.time:
        return True
    if one.last.time <= other.last.time:
        return False
    if of_moment:
        return True
    own, others = _step(kind, field, one.word.value), _step(kind, field, other.word.value)
    return own is not None and others is not None and own > others


def _step(kind: str, field: str, value: object) -> int | None:
    steps = _FORWARD.get((kind, field), ())
    return next((number for number, values in enumerate(steps) if value in values), None)
