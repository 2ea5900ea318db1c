"""What of a member needs somebody: sources that disagree, open questions, totals that differ from the office's."""

from __future__ import annotations

from typing import NamedTuple

from shebaobu.ledger import totals
from shebaobu.services.home import Attention, Home
from shebaobu.services.ledgers import ledger_of, sources_of


class _Found(NamedTuple):
    """What was found at a revision of the member's document."""

    revision: int
    attention: Attention


def attention_of(home: Home, member_id: str) -> Attention:
    """What needs somebody now; it is counted once for each state of the member's document."""
    kept = home.attentions.get(member_id)
    if kept and kept[0] == home.folder.member(member_id).revision:
        return kept[1]
    found = _count(home, member_id)
    home.attentions[member_id] = found
    return found.attention


def _count(home: Home, member_id: str) -> _Found:
    revision, captures, _ = sources_of(home, member_id)
    ledger = ledger_of(home, member_id)
    asking = [entry for entry in home.folder.member(member_id).captures.all() if entry.questions]
    attention = Attention(
        conflicts=sum(bool(fact.conflicts) for fact in ledger.facts),
        questions=sum(entry.questions for entry in asking),
        asking=[entry.id for entry in asking],
        differing=sum(said.differs for one in totals(ledger, captures) for said in one.stated),
    )
    return _Found(revision, attention)
