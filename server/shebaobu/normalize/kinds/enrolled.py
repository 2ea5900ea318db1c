"""Enrolments of a panel: several insurances in one value, employer and agency from what stands around it."""

from __future__ import annotations

import re
import unicodedata

from shebaobu.normalize.context import PageContext
from shebaobu.normalize.insurances import named_within
from shebaobu.normalize.kinds.planning import OF_EMPLOYEES_ONLY, KindPlan
from shebaobu.normalize.kinds.rows import Values
from shebaobu.normalize.kinds.specs import Spec
from shebaobu.normalize.text import fold, is_blank, split_brackets

_BRACKETED = re.compile(r"[\[【]([^\[\]【】]+)[\]】]")
_SEPARATOR = re.compile(r"[、，,;；|\s]+")
_BESIDE = frozenset({"employer", "agency"})
_NO_EMPLOYER = "单位"  # 单位：元


def enrolments_of(values: Values, plan: KindPlan) -> list[Values]:
    """The values of each insurance where one value lists several: ``[养老缴费 (正常)缴费] [失业缴费 …]``."""
    listed = values.get("glued")
    parts = _parts(listed) if listed else []
    named = [named_within(part, plan.page.vocabulary) for part in parts]
    if len(parts) < 2 or not all(named):
        return [values]
    of_employee = any(name and name.code in OF_EMPLOYEES_ONLY for name in named)
    found: list[Values] = []
    for part in parts:
        state = _state_within(part, plan.spec)
        told = {"status": state, "status_text": part} if state else {}
        found.append({**values, **told, "glued": part, "listed": True, "of_employee": of_employee})
    return found


def stands_beside(page: PageContext, spec: Spec) -> Values:
    """The employer and the agency that the page names anywhere."""
    found: Values = {}
    for label, value in page.labelled:
        part = spec.words.get(label) or spec.words.get(split_brackets(label)[0])
        if part and part.meaning.name in _BESIDE and label != _NO_EMPLOYER and not is_blank(value):
            found.setdefault(part.meaning.name, value.strip())
    return found


def _parts(text: str) -> list[str]:
    bracketed = _BRACKETED.findall(unicodedata.normalize("NFKC", text))
    return [part.strip() for part in bracketed or _SEPARATOR.split(text) if part.strip()]


def _state_within(part: str, spec: Spec) -> str | None:
    """The state that the words of one insurance hold beside its name, the longest wording first."""
    folded = fold(part)
    words = sorted(spec.said["status"], key=len, reverse=True)
    return next((spec.said["status"][word] for word in words if len(word) > 1 and word in folded), None)
