"""With whom a medical account is shared: of who lets it be used and who uses it, the one who is not the page's own."""

from __future__ import annotations

from shebaobu.domain.person import can_be_one
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.identity import person_label
from shebaobu.normalize.kinds.planning import KindPlan
from shebaobu.normalize.person_values import masked_name
from shebaobu.normalize.text import fold, is_blank

_BOTH = ("sharer", "with_person")


def other_of(sharer: str | None, user: str | None, plan: KindPlan) -> str | None:
    """The other of both; None where the page does not tell which of them its own person is."""
    if sharer is None:
        return user
    own = _own_names(plan.page)
    mine = [any(can_be_one(fold(name), fold(one)) for one in own) for name in (sharer, user or "")]
    if user is None:
        return None if mine[0] else sharer
    if not any(mine):
        mine = [name == _said_in_each_row(plan) for name in _BOTH]
    return (user if mine[0] else sharer) if mine[0] != mine[1] else None


def _own_names(page: PageContext) -> list[str]:
    labelled = [value for label, value in page.labelled if person_label(label, "", page.vocabulary) == "name"]
    return labelled or [name for text in page.texts if (name := masked_name(text, page.vocabulary))]


def _said_in_each_row(plan: KindPlan) -> str | None:
    """Which of both columns is one name in all of several rows, where the other is not."""
    alike = [
        column.name
        for column in plan.columns
        if column.name in _BOTH
        and len({row[column.index] for row in plan.rows if not is_blank(row[column.index])}) == 1
    ]
    return alike[0] if len(alike) == 1 and len(plan.rows) > 1 else None
