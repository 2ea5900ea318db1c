"""Rows that cover a period: one contribution a month where the months fill it, else the period as stated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shebaobu.domain.money import divide_exactly
from shebaobu.domain.month import format_month, months_between, parse_month
from shebaobu.domain.records import Contribution, ContributionPeriod, ContributionYear, Period, Question, Record, Source
from shebaobu.normalize.covering import NOT_DIVIDED, Cover
from shebaobu.normalize.drafts import Draft
from shebaobu.normalize.inquiry import Inquiry
from shebaobu.normalize.vocabulary import load_vocabulary

_TOTALS = {"employer_amount": "employer_total", "personal_amount": "personal_total"}
_PERIOD_FIELDS = frozenset(ContributionPeriod.__struct_fields__)
_YEAR_FIELDS = frozenset(ContributionYear.__struct_fields__) - {"base"}
_PAID_BY_THE_YEAR = frozenset({"medical_resident", "pension_resident"})
_ROLES = ("start", "end", "months")

Ask = Callable[..., Question]


def records_of(
    draft: Draft, covers: Mapping[str, Cover | None], source: Source, ask: Ask, inquiry: Inquiry
) -> list[Record]:
    """The records of one draft; amounts whose coverage nothing tells are left out and asked about.

    A row with a month of its own is for that month, whatever dates stand beside it. A row of sums alone (a year's
    bases added up) stays one period.
    """
    values = draft.values
    if "month" in values or "start" not in values or "end" not in values:
        half = "month" not in values and ("start" in values) != ("end" in values)
        several = half or (values.get("months") or 1) > 1
        for role in _ROLES:
            values.pop(role, None)
        return [_contribution(draft, _without_amounts(values) if several else values, source)]
    start, end = parse_month(values.pop("start")), parse_month(values.pop("end"))
    stated = values.pop("months", None)
    length = end - start + 1
    if stated is not None and stated > length:
        # More months than the period has are those of all the row's past, not of the row.
        stated = None
    if stated not in (None, length) or "base_total" in values:
        return [_period_as_stated(draft, values, start, end, stated, source)]
    months = [format_month(index) for index in months_between(start, end)]
    if length == 1:
        return [_contribution(draft, {**values, "month": months[0]}, source)]
    covers = _with_answer(draft, values, covers, ask, inquiry)
    monthly, undivided = _per_month(values, covers, length)
    period = Period(start=months[0], end=months[-1], months=length)
    records: list[Record] = [
        _contribution(draft, {**monthly, "month": month, "derived": True, "period": period}, source) for month in months
    ]
    if undivided and draft.insurance and draft.insurance.code in _PAID_BY_THE_YEAR and _in_one_year(period):
        records.append(_year_as_stated(draft, int(period.start[:4]), {**monthly, **undivided}, source))
    elif undivided:
        records.append(_period_as_stated(draft, {**values, **undivided}, start, end, stated, source))
    return records


def _without_amounts(values: dict[str, Any]) -> dict[str, Any]:
    """What a row says that counts, or may cover, several months: its amounts may be those of all of them."""
    return {name: value for name, value in values.items() if name not in _amounts()}


def _with_answer(
    draft: Draft, values: dict[str, Any], covers: Mapping[str, Cover | None], ask: Ask, inquiry: Inquiry
) -> Mapping[str, Any]:
    """What each amount covers, the family's answer standing in where nothing told; without one a question."""
    unclear = [name for name in _amounts() & values.keys() if covers.get(name) is None and values[name]]
    if not unclear:
        return covers
    asked = ask("amounts_cover", ("month", "total"))
    answer = inquiry.answer(asked)
    if answer is None:
        draft.questions.append(asked)
        return covers
    return {**covers, **dict.fromkeys(unclear, answer)}


def _amounts() -> frozenset[str]:
    return load_vocabulary().money_fields - NOT_DIVIDED


def _per_month(
    values: dict[str, Any], covers: Mapping[str, Cover | None], length: int
) -> tuple[dict[str, Any], dict[str, int]]:
    """The values of one month, and those totals that do not divide to the fen. A zero is one either way."""
    monthly: dict[str, Any] = {}
    undivided: dict[str, int] = {}
    amounts = _amounts()
    for name, value in values.items():
        if name not in amounts or covers.get(name) == "month" or value == 0:
            monthly[name] = value
        elif covers.get(name) == "total":
            share = divide_exactly(value, length)
            if share is None:
                undivided[name] = value
            else:
                monthly[name] = share
    return monthly, undivided


def _contribution(draft: Draft, values: dict[str, Any], source: Source) -> Contribution:
    values.pop("base_total", None)
    return Contribution(
        insurance=draft.insurance.code if draft.insurance else None,
        insurance_text=draft.insurance.text if draft.insurance else None,
        source=source,
        questions=tuple(draft.questions),
        **values,
    )


def _in_one_year(period: Period) -> bool:
    return period.start[:4] == period.end[:4]


def _year_as_stated(draft: Draft, year: int, values: dict[str, Any], source: Source) -> ContributionYear:
    """What a resident paid for a year, and what was added to it."""
    return ContributionYear(
        insurance=draft.insurance.code if draft.insurance else None,
        insurance_text=draft.insurance.text if draft.insurance else None,
        source=source,
        questions=tuple(draft.questions),
        year=year,
        **{name: value for name, value in values.items() if name in _YEAR_FIELDS},
    )


def _period_as_stated(
    draft: Draft, values: dict[str, Any], start: int, end: int, months: int | None, source: Source
) -> ContributionPeriod:
    kept = {_TOTALS.get(name, name): value for name, value in values.items()}
    return ContributionPeriod(
        insurance=draft.insurance.code if draft.insurance else None,
        insurance_text=draft.insurance.text if draft.insurance else None,
        source=source,
        questions=tuple(draft.questions),
        start=format_month(start),
        end=format_month(end),
        months=months,
        **{name: value for name, value in kept.items() if name in _PERIOD_FIELDS},
    )
