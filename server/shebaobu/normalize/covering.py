"""Whether the amounts of a row with a period are for one month or for all of it: told, or shown by the figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, Literal

from shebaobu.domain.month import parse_month
from shebaobu.normalize.drafts import Draft
from shebaobu.normalize.plans import Plan
from shebaobu.normalize.vocabulary import load_vocabulary

Cover = Literal["month", "total"]

NOT_DIVIDED = frozenset({"base", "declared_wage", "base_total"})
# 国发〔2005〕38号: since 2006 employees pay 8% of their base to the pension; 人社部规〔2016〕5号 keeps it.
_PERSONAL_PENSION = Fraction(8, 100)
_WITH_PERSONAL_PENSION = frozenset({"pension_employee", "pension_civil"})
_FIRST_YEAR_OF_EIGHT = 2006
# Whoever pays both shares alone pays up to 20% and more a month: only a longer period's 8% cannot be such a month.
_MORE_MONTHS_THAN_ANY_RATE = 4
# Shares and their sum under headers of one form are for the same time.
_SHARES = ("employer_amount", "personal_amount", "total")
_PRINTED = {"employer_amount": "employer_rate", "personal_amount": "personal_rate"}
_FEN = 1


def covers_of(drafts: Sequence[Draft], plan: Plan) -> dict[str, Cover | None]:
    """For each amount what it covers in a row with a period; None where neither words nor figures tell."""
    amounts = load_vocabulary().money_fields - NOT_DIVIDED
    told: dict[str, Cover | None] = dict.fromkeys(sorted(amounts), _told_for_table(plan))
    for column in plan.columns:
        if column.name in told and column.cover:
            told[column.name] = column.cover
    if None in told.values() and any(_length(draft.values) > 1 for draft in drafts):
        for name, cover in told.items():
            told[name] = cover or _shown_by_figures(name, drafts)
        agreed = {told[name] for name in _SHARES if told[name]}
        if len(agreed) == 1:
            told.update({name: told[name] or next(iter(agreed)) for name in _SHARES})
    return told


def _told_for_table(plan: Plan) -> Cover | None:
    """What a note of the page, or the site's own convention, says for all amounts."""
    if plan.page.states_period_totals:
        return "total"
    of_portal = plan.page.portal.amounts.period
    return "month" if of_portal == "month" else "total" if of_portal == "total" else None


def _length(values: dict[str, Any]) -> int:
    """The months of a row's period; 1 for a row of one month, 0 for one without its dates."""
    if "month" in values:
        return 1
    if not {"start", "end"} <= values.keys():
        return 0
    return parse_month(values["end"]) - parse_month(values["start"]) + 1


def _shown_by_figures(name: str, drafts: Iterable[Draft]) -> Cover | None:
    """What the rows with a period that tell it agree on, by the share of the base that rows of one month pay.

    A row of 6 months with 48% of its base where rows of one month pay 8% states the sum of the period.
    """
    rows = [draft for draft in drafts if draft.values.get(name) and draft.values.get("base")]
    rates: dict[str | None, set[Fraction]] = {}
    for draft in rows:
        if _length(draft.values) == 1:
            share = Fraction(draft.values[name], draft.values["base"])
            rates.setdefault(draft.insurance.code if draft.insurance else None, set()).add(share)
    found: set[Cover | None] = set()
    for draft in rows:
        if _length(draft.values) > 1:
            code = draft.insurance.code if draft.insurance else None
            of_page = rates.get(code)
            printed = draft.values.get(_PRINTED.get(name, ""))
            if printed:
                of_page = {Fraction(printed)}
            known = of_page or _rates_of_law(name, code, draft.values)
            found.add(_cover_of_row(name, draft.values, known, from_law=not of_page))
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _rates_of_law(name: str, insurance: str | None, values: dict[str, Any]) -> set[Fraction]:
    of_pension = name == "personal_amount" and insurance in _WITH_PERSONAL_PENSION
    return {_PERSONAL_PENSION} if of_pension and int(values["start"][:4]) >= _FIRST_YEAR_OF_EIGHT else set()


def _cover_of_row(name: str, values: dict[str, Any], rates: set[Fraction], *, from_law: bool) -> Cover | None:
    length, base, amount = _length(values), values["base"], values[name]
    monthly = any(abs(amount - base * rate) <= _FEN for rate in rates)
    summed = any(abs(amount - base * rate * length) <= _FEN * length for rate in rates)
    alone = not values.get("employer_amount")
    if monthly == summed or (summed and from_law and alone and length < _MORE_MONTHS_THAN_ANY_RATE):
        return None
    return "month" if monthly else "total"
