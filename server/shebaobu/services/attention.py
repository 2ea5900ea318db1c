"""What of a member needs somebody: sources that disagree, open questions, totals that differ from the office's."""

from __future__ import annotations

import msgspec

from shebaobu.ledger import totals
from shebaobu.services.seen import SeenMember


class Attention(msgspec.Struct, kw_only=True, frozen=True):
    """What of a member needs somebody: facts on which sources disagree, questions that captures leave open, totals.

    ``asking`` are the captures with open questions, ``differing`` the office's totals that differ from our sums.
    """

    conflicts: int
    questions: int
    asking: list[str]
    differing: int


def attention(seen: SeenMember) -> Attention:
    """What needs somebody, of what is seen."""
    ledger, pages = seen.ledger(), seen.pages()
    asking = [page.entry for page in pages if page.entry.questions]
    return Attention(
        conflicts=sum(bool(fact.conflicts) for fact in ledger.facts),
        questions=sum(entry.questions for entry in asking),
        asking=[entry.id for entry in asking],
        differing=sum(said.differs for one in totals(ledger, [page.source for page in pages]) for said in one.stated),
    )
