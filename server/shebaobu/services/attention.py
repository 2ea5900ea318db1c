"""What of a member needs somebody: sources that disagree, open questions, totals that differ from the office's."""

from __future__ import annotations

from typing import NamedTuple

from shebaobu.ledger import totals
from shebaobu.services.home import Attention, Home
from shebaobu.services.seen import SeenMember


class _Found(NamedTuple):
    """What was found at a revision of the member's document."""

    revision: int
    attention: Attention


def attention_of(home: Home, seen: SeenMember) -> Attention:
    """What needs somebody now, of what is seen; it is counted once for each state of the member's document."""
    key = seen.id, seen.rights.read
    kept = home.attentions.get(key)
    if kept and kept[0] == seen.revision:
        return kept[1]
    found = _Found(seen.revision, _count(seen))
    home.attentions[key] = found
    return found.attention


def _count(seen: SeenMember) -> Attention:
    ledger, pages = seen.ledger(), seen.pages()
    asking = [page.entry for page in pages if page.entry.questions]
    return Attention(
        conflicts=sum(bool(fact.conflicts) for fact in ledger.facts),
        questions=sum(entry.questions for entry in asking),
        asking=[entry.id for entry in asking],
        differing=sum(said.differs for one in totals(ledger, [page.source for page in pages]) for said in one.stated),
    )
