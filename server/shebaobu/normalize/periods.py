"""Rows that cover a period: one contribution a month where the months fill it, else the period as stated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shebaobu.domain.money import divide_exactly
from shebaobu.domain.month import format_month, months_between, parse_month
from shebaobu.domain.records import Contribution, ContributionPeriod, Period, Question, Record, Source
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.drafts import Draft
from shebaobu.normalize.headers import Column
from shebaobu.normalize.vocabulary import load_vocabulary

_TOTALS = {"employer_amount": "employer_total", "personal_amount": "personal_total"}
_PERIOD_FIELDS = frozenset(ContributionPeriod.__struct_fields__)


def amounts_cover(columns: Sequence[Column], page: PageContext) -> str | None:
    """What the amounts of a row with a period are for: ``month``, ``total`` of it, or None where nothing says."""
    marks = {mark for column in columns for mark in column.marks}
    if marks & set(page.vocabulary.furniture["per_month_mark"]):
        return "month"
    if marks & set(page.vocabulary.furniture["period_total_mark"]) or page.states_period_totals:
        return "total"
    return page.portal.amounts.period


def records_of(draft: Draft, cover: str | None, source: Source) -> list[Record]:
    """The records of one draft; amounts whose coverage nothing tells are left out and asked about.

    A row with a month of its own is for that month, whatever dates stand beside it.
    """
    values = draft.values
    if "month" in values or "start" not in values or "end" not in values:
        for role in ("start", "end", "months"):
            values.pop(role, None)
        return [_contribution(draft, values, source)]
    start, end = parse_month(values.pop("start")), parse_month(values.pop("end"))
    stated = values.pop("months", None)
    length = end - start + 1
    if length < 1 or (stated is not None and stated != length):
        return [_period_as_stated(draft, values, start, end, stated, source)]
    months = [format_month(index) for index in months_between(start, end)]
    if length == 1:
        return [_contribution(draft, {**values, "month": months[0]}, source)]
    amounts = load_vocabulary().money_fields - {"base"}
    monthly, undivided = _per_month(values, cover, length, amounts)
    if cover is None and amounts & values.keys():
        draft.questions.append(Question(code="amounts_cover", choices=("month", "total"), block=source.block))
    period = Period(start=months[0], end=months[-1], months=length)
    records: list[Record] = [
        _contribution(draft, {**monthly, "month": month, "derived": True, "period": period}, source) for month in months
    ]
    if undivided:
        records.append(_period_as_stated(draft, {**values, **undivided}, start, end, stated, source))
    return records


def _per_month(
    values: dict[str, Any], cover: str | None, length: int, amounts: frozenset[str]
) -> tuple[dict[str, Any], dict[str, int]]:
    """The values of one month, and those totals that do not divide to the fen."""
    monthly: dict[str, Any] = {}
    undivided: dict[str, int] = {}
    for name, value in values.items():
        if name not in amounts or cover == "month":
            monthly[name] = value
        elif cover == "total":
            share = divide_exactly(value, length)
            if share is None:
                undivided[name] = value
            else:
                monthly[name] = share
    return monthly, undivided


def _contribution(draft: Draft, values: dict[str, Any], source: Source) -> Contribution:
    return Contribution(
        insurance=draft.insurance.code if draft.insurance else None,
        insurance_text=draft.insurance.text if draft.insurance else None,
        source=source,
        questions=tuple(draft.questions),
        **values,
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
