"""Facts, changes and operations as the API gives them.

A fact::

    {"id": "5f…a1.0",                          names it in addresses, until captures or steps by hand change it
     "record": {"kind": "contribution", …},    the present values; a field in conflict is absent
     "proofs": [{"capture": "5f…a1", "block": 1, "row": 0}, …],         oldest first
     "fields": {"base": 1, …},                 for each value the place in ``proofs`` of what shows it
     "decided": {"employer": "operation id"},  values that were given by hand
     "conflicts": [{"field": "base", "said": [{"value": 1, "source": "host", "capture": "…", "at": "…"}, …]}],
     "history": [change, …],                   earliest first
     "vanished": null or the time since which its page no longer shows it,
     "doubled": whether its month was also paid in another place}

``field`` of a conflict or change may be ``presence``: "shown" or "vanished". A change::

    {"kind": "changed", "field": "status", "at": "…", "before": "unpaid", "after": "paid",
     "capture": id or null, "operation": id or null}

``kind`` is one of new, added, changed, disputed, agreed, vanished, returned, corrected, settled (words: ``change.*``).
``captures`` beside facts has, by id, when, how and where each proof was read, and whether its page may be seen
``whole``: one that tells of further parts, which are not shared, has no title here and is not opened. What was typed in
has the channel ``manual``, and its id is that of an operation.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from shebaobu.domain.records import Record, to_dict
from shebaobu.ledger import MANUAL, Change, Fact, Ledger, Operation, doubled_months
from shebaobu.ledger.provenance import fields_from
from shebaobu.services.home import Home
from shebaobu.services.seen import SeenMember
from shebaobu.storage.documents import CaptureEntry


def record_json(record: Record) -> dict[str, Any]:
    """A record; where it was read is told by proofs."""
    plain = to_dict(record)
    plain.pop("source", None)
    return plain


def fact_json(fact: Fact, doubled: set[str]) -> dict[str, Any]:
    """A fact; ``doubled`` are the names of those whose month was paid in two places."""
    return {
        "id": fact.id,
        "record": record_json(fact.record),
        "proofs": [{"capture": proof.capture, "block": proof.block, "row": proof.row} for proof in fact.proofs],
        "fields": fields_from(fact),
        "decided": fact.decided,
        "conflicts": fact.conflicts,
        "history": fact.history,
        "vanished": fact.vanished,
        "doubled": fact.id in doubled,
    }


def doubled_facts(ledger: Ledger) -> set[str]:
    """The names of the facts whose month was paid in several places."""
    by_insurance: dict[str | None, list[Fact]] = {}
    for fact in ledger.facts:
        by_insurance.setdefault(fact.record.insurance, []).append(fact)
    return {name for facts in by_insurance.values() for month in doubled_months(facts) for name in month.facts}


def change_json(fact: Fact, change: Change) -> dict[str, Any]:
    """A change with the fact that it is of."""
    plain: dict[str, Any] = msgspec.to_builtins(change)
    return plain | {"fact": fact.id, "record": record_json(fact.record)}


def captures_json(seen: SeenMember, wanted: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What is told of the captures, and of what was typed in, by id."""
    named = seen.named(wanted)
    in_part = seen.in_part(name for name, one in named.items() if isinstance(one, CaptureEntry))
    return {
        name: _brief(one, whole=name not in in_part) if isinstance(one, CaptureEntry) else _brief_step(one)
        for name, one in named.items()
    }


def _brief(entry: CaptureEntry, *, whole: bool) -> dict[str, Any]:
    names = ("captured_at", "saved_at", "channel", "title", "host", "portal")
    told = {name: getattr(entry, name) for name in names}
    return told | ({"whole": True} if whole else {"title": "", "whole": False})


def _brief_step(step: Operation) -> dict[str, Any]:
    at = step.at.isoformat()
    return {
        "captured_at": at,
        "saved_at": step.at,
        "channel": MANUAL,
        "title": "",
        "host": "",
        "portal": None,
        "whole": True,
    }


def operation_json(home: Home, step: Operation, acting: dict[str, str]) -> dict[str, Any]:
    """Something done by hand::

    {"id": "…", "at": "…", "by": "account's name", "type": "correction" …, "fact": the fact it acts on now, or null,
     "record": the record as it stood (not for an addition),
     "values": {field: value}, "over": {field: [values before]}     of a correction
     "field": "base", "value": 1, "over": [values in conflict]       of a settlement
     "records": [record, …]                                          of an addition}
    """
    plain = msgspec.to_builtins(step.change)
    target = plain.pop("target", None)
    by = home.folder.household.accounts.get(step.by)
    told = {"id": step.id, "at": step.at, "by": by.name if by else None, **plain, "fact": acting.get(step.id)}
    if target is not None:
        target.pop("source", None)
        told["record"] = target
    return told
