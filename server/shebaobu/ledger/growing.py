"""A fact while the ledger is built: what was seen of it so far, look by look."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, get_args

import msgspec

from shebaobu.domain.records import Contribution, Record
from shebaobu.ledger.coverage import Cover
from shebaobu.ledger.facts import Proof
from shebaobu.ledger.identity import values_fit
from shebaobu.ledger.looks import Look
from shebaobu.ledger.matching import Says
from shebaobu.ledger.names import hides

ASIDE = ("source", "questions", "employer_masked")
_SHORTENED = {"employer", "pool", "pool_code", "from_pool", "to_pool", "employer_code"}
_SAID: dict[type, Callable[[Record], Any]] = {
    kind: attrgetter(*(name for name in kind.__struct_fields__ if name not in ASIDE)) for kind in get_args(Record)
}


class Growing:
    """``latest`` is all that was seen, later over earlier, the last word of a source in ``by_source``.

    ``variants`` are the records that said something else than their source before; ``missed`` are looks that should
    have shown it and did not.
    """

    __slots__ = ("by_source", "latest", "missed", "proofs", "seen", "variants")

    def __init__(self, look: Look, number: int, record: Record) -> None:
        self.latest = record
        shown = (look, record)
        self.by_source = {look.source: shown}
        self.seen = [shown]
        self.proofs = [_proof(look, number, record)]
        self.missed: list[Look] = []
        self.variants = [record]

    def see(self, look: Look, number: int, record: Record, *, repeated: bool) -> None:
        """Add one more look at it; ``repeated`` says that its source said just this last."""
        if not repeated and (look.source in self.by_source or not same(record, self.latest)):
            self.variants.append(record)
            self.latest = newer_over_older(record, self.latest)
        elif record.questions != self.latest.questions:
            self.latest = msgspec.structs.replace(self.latest, questions=record.questions)
        shown = (look, record)
        self.seen.append(shown)
        self.by_source[look.source] = shown
        if not (look.again and any(proof.capture == look.capture for proof in self.proofs)):
            self.proofs.append(_proof(look, number, record))

    def is_repeated_by(self, look: Look, record: Record) -> bool:
        """Whether a source says just what it said last."""
        own = self.by_source.get(look.source)
        return own is not None and same(own[1], record)

    def says(self, look: Look, record: Record) -> Says:
        """How far the fact says already what a record of a source says."""
        if self.is_repeated_by(look, record):
            return Says.EXACTLY
        return Says.ALREADY if newer_over_older(record, self.latest) == self.latest else Says.NOT_YET

    def is_missed_by(self, look: Look, cover: Cover) -> bool:
        """Whether a page that covers it, in the view in which its source showed it last, does not show it."""
        own = self.by_source.get(look.source)
        if own is None or own[0] is look or not cover.whole:
            return False
        before, record = own
        return (
            isinstance(record, Contribution)
            and cover.holds(record)
            and any(earlier.view == cover.view for earlier in before.covers)
        )

    def miss(self, look: Look) -> None:
        """Note that a page does not show it any more."""
        if not self.missed or self.missed[-1] is not look:
            self.missed.append(look)


def same(one: Record, other: Record) -> bool:
    """Whether two records say the same, wherever they stood."""
    if one is other:
        return True
    said = _SAID[type(one)]
    return bool(said(one) == said(other))


def newer_over_older(newer: Record, older: Record) -> Record:
    """All that two records of one fact say: what the newer states, and the older's fuller forms of it."""
    changes = {
        name: value
        for name in newer.__struct_fields__
        if name not in ASIDE
        if (value := getattr(newer, name)) not in (None, ()) and not _less_full(name, value, getattr(older, name))
    }
    if "employer_masked" in newer.__struct_fields__:
        changes["employer_masked"] = "*" in (changes.get("employer") or getattr(older, "employer", None) or "")
    changes["questions"] = newer.questions
    return msgspec.structs.replace(older, **changes)


def _less_full(name: str, value: object, known: object) -> bool:
    """A masked or shortened text never replaces the full one that another page showed."""
    if not (isinstance(value, str) and isinstance(known, str)) or value == known:
        return False
    if hides(value) and not hides(known):
        return True
    return len(value) < len(known) and name in _SHORTENED and values_fit(name, value, known)


def _proof(look: Look, number: int, record: Record) -> Proof:
    source = record.source
    return Proof(look.capture, source.block if source else 0, source.row if source else 0, number)
