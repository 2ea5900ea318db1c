"""Which capture each value of a fact is from."""

from __future__ import annotations

from shebaobu.ledger.facts import Fact
from shebaobu.ledger.growing import ASIDE


def fields_from(fact: Fact) -> dict[str, int]:
    """For each field that pages state the place in ``proofs`` of the latest capture that shows this very value."""
    places = {proof.capture: place for place, proof in enumerate(fact.proofs)}
    fields = {}
    for name in fact.record.__struct_fields__:
        value = getattr(fact.record, name)
        if name in ASIDE or name in fact.decided or value in (None, (), False):
            continue
        for look, record in reversed(fact.seen):
            if getattr(record, name) == value:
                fields[name] = places[look.capture]
                break
    return fields
