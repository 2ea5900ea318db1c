"""Which insurance a record of one of these kinds is for: what its row, its column or its table says, or a question."""

from __future__ import annotations

import msgspec

from shebaobu.domain.insurance import INSURANCES
from shebaobu.domain.records import Question
from shebaobu.normalize.insurances import Named, named_exactly, named_within
from shebaobu.normalize.kinds.planning import KindPlan
from shebaobu.normalize.kinds.rows import Values


class Insured(msgspec.Struct, kw_only=True, frozen=True):
    """The insurance of a record, the words that decided it, and what must be asked."""

    code: str | None = None
    text: str | None = None
    question: Question | None = None


def insured(values: Values, column: Named | None, plan: KindPlan, *, employer: bool = False) -> Insured:
    """The insurance of a row's values; ``column`` is that of its place among several side by side.

    ``employer`` says that something around the table shows an employer.
    """
    words = values.get("insurance") or values.get("glued")
    named = column or _named(values, words, plan)
    text = values.get("insurance") or _kind_words(values, plan) or _name_only(values.get("glued"), plan)
    if named is None:
        named = plan.of_table
        text = named.text if named is not None and named.code else None
    by_words = _by_other_words(values, plan)
    if by_words and (named is None or by_words in named.choices):
        named = Named(code=by_words)
        text = None
    code = _decided(named, plan, employer=employer or plan.shows_employer)
    if code is None and named is None and words is None and plan.spec.insurance not in ("asked", "stated"):
        code = plan.spec.insurance
    if code is not None or plan.spec.insurance == "stated":
        return Insured(code=code, text=text)
    choices = (named.choices if named else ()) or (INSURANCES if words else plan.spec.choices) or INSURANCES
    question = plan.ask("insurance", choices, subject=words)
    answer = plan.page.inquiry.answer(question)
    return Insured(code=answer, text=text, question=None if answer else question)


def _named(values: Values, words: str | None, plan: KindPlan) -> Named | None:
    """What the row's own words name; words that name nothing leave it open."""
    page = plan.page
    if words is not None:
        return named_exactly(words, page.vocabulary, page.portal) or named_within(words, page.vocabulary) or Named()
    within = _kind_words(values, plan)
    return named_within(within, page.vocabulary) if within else None


def _name_only(words: str | None, plan: KindPlan) -> str | None:
    """Words that are the name of an insurance and nothing else."""
    return words if words and named_exactly(words, plan.page.vocabulary, plan.page.portal) else None


def _kind_words(values: Values, plan: KindPlan) -> str | None:
    """The words of a cell that tells the insurance among other things, where they name one."""
    words = values.get(plan.spec.insurance_within or "")
    return words if words and named_within(words, plan.page.vocabulary) else None


def _by_other_words(values: Values, plan: KindPlan) -> str | None:
    """The one insurance that a payment's name or a person's category belongs to."""
    for field, by_word in plan.spec.insurance_of.items():
        texts = [values[field]] if values.get(field) else []
        if field == "item":
            texts += [name for name, _ in values.get("parts", ())]
        found = {code for text in texts for word, code in by_word.items() if word in text}
        if len(found) == 1:
            return found.pop()
    return None


def _decided(named: Named | None, plan: KindPlan, *, employer: bool) -> str | None:
    if named is None:
        return None
    for code, family in plan.spec.families.items():
        if set(named.choices) == set(family):
            return code
    return named.decided(employer=employer)
