"""What there is to see of a ledger beside its facts: what changed, what is in conflict, and the totals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from shebaobu.errors import DateRefused
from shebaobu.ledger import Change, Fact, Stated, all_changes, last_sitting, totals
from shebaobu.services.facts import captures_json, change_json, doubled_facts, fact_json
from shebaobu.services.home import Home
from shebaobu.services.seen import see_member
from shebaobu.storage.documents import Account


def show_changes(home: Home, account: Account, member_id: str, since: str | None) -> dict[str, Any]:
    """What changed since a day (``YYYY-MM-DD``), or at the latest look where none is given::

        {"since": the day or the time from which changes are shown, null where nobody has looked,
         "looked_before": the time of the last look before the latest ones, or null,
         "changes": [change + {"fact": id, "record": {…}}, …],    latest first
         "captures": {id: {"captured_at": …, "channel": …, "title": …, "host": …, …}}}

    Raises ``MemberNotFound``, ``DateRefused``.
    """
    seen = see_member(home, account, member_id)
    ledger = seen.ledger()
    sitting = last_sitting(ledger)
    changes = all_changes(ledger)
    if since is not None:
        day = _day(since)
        shown = [(fact, change) for fact, change in changes if change.time.date() >= day]
    else:
        shown = [(f, change) for f, change in changes if sitting is None or change.time >= sitting.first.time]
    return {
        "since": since or (sitting.first.at if sitting else None),
        "looked_before": sitting.before.at if sitting and sitting.before else None,
        "changes": [change_json(fact, change) for fact, change in shown],
        "captures": captures_json(seen, _named(shown)),
    }


def list_conflicts(home: Home, account: Account, member_id: str) -> dict[str, Any]:
    """The facts with values on which sources disagree: ``{"facts": [fact, …], "captures": {…}}``.

    Raises ``MemberNotFound``.
    """
    seen = see_member(home, account, member_id)
    ledger = seen.ledger()
    found = [fact for fact in ledger.facts if fact.conflicts]
    doubled = doubled_facts(ledger) if found else set()
    named = {said.capture for fact in found for conflict in fact.conflicts for said in conflict.said}
    named |= {proof.capture for fact in found for proof in fact.proofs}
    return {
        "facts": [fact_json(fact, doubled) for fact in found],
        "captures": captures_json(seen, named),
    }


def show_totals(home: Home, account: Account, member_id: str) -> dict[str, Any]:
    """Our own sums beside what the office states, money in fen::

        {"insurances": [
          {"insurance": "pension_employee", "months": 120, "unstated": 0, "deemed": 0, "open": 1, "disputed": 0,
           "first": "2013-01", "last": "2022-12", "employer_total": 1, "personal_total": 1, "account_total": 1,
           "doubled": [{"month": "2019-07", "pools": ["武汉市", "广州市"], "facts": [id, id]}],
           "stated": [
            {"what": "months_total", "value": 122, "own": 120, "difference": 2, "differs": true, "as_of": "2022-12-31",
             "pool": null, "basis": "contributions", "fact": id or null, "capture": id or null}]}],
         "findings": those of ``stated`` that differ, each with its ``insurance``,
         "captures": {…}}

    ``months`` counts each calendar month once; ``unstated`` of them have no stated state, so that the office may
    count them or not, ``deemed`` are deemed; ``open`` are not paid, ``disputed`` are in conflict, and neither counts.
    ``what`` is months_total, months_deemed, lump_sum_months, personal_total or balance; ``basis`` is account_year
    where a balance is held against the closing of its year, else contributions, whose sum has no interest and no
    spending in it. ``own`` is null where there is nothing to compare with. Raises ``MemberNotFound``.
    """
    seen = see_member(home, account, member_id)
    ledger = seen.ledger()
    found = totals(ledger, [page.source for page in seen.pages()])
    shown = [msgspec.to_builtins(one) | {"stated": [_stated_json(said) for said in one.stated]} for one in found]
    findings = [said | {"insurance": one["insurance"]} for one in shown for said in one["stated"] if said["differs"]]
    facts = {said.fact for one in found for said in one.stated if said.fact}
    proving = {proof.capture for fact in ledger.facts if fact.id in facts for proof in fact.proofs}
    proving |= {said.capture for one in found for said in one.stated if said.capture}
    return {"insurances": shown, "findings": findings, "captures": captures_json(seen, proving)}


def _stated_json(said: Stated) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(said)
    return plain | {"difference": said.difference}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DateRefused() from None


def _named(shown: Iterable[tuple[Fact, Change]]) -> set[str]:
    return {name for _, change in shown for name in (change.capture, change.operation) if name}
