"""Which kind of table a header is: beside tables of contributions, and among several kinds."""

from __future__ import annotations

import msgspec

from shebaobu.domain.capture import Grid
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.foreign import page_speaks_of_insurance
from shebaobu.normalize.kinds.labels import own_column
from shebaobu.normalize.kinds.planning import Around, KindPlan, is_kind, plans_of, understood
from shebaobu.normalize.kinds.turned import turned
from shebaobu.normalize.plans import plan_contributions
from shebaobu.normalize.text import fold, is_blank

# What a panel says once for all its records.
_OF_ALL_RECORDS = frozenset({"as_of"})
# Where a table says these it is one of contributions, unless another kind explains more of its columns.
_PAID_BY_SOMEBODY = frozenset(
    {"base", "personal_amount", "employer_amount", "due_personal", "due_employer", "employer_to_pool"}
)


def plan_kind(block: int, grid: Grid, page: PageContext) -> KindPlan | None:
    """The plan for a table of one of these kinds; None for a table of anything else.

    ``on_its_side`` is a table whose columns are insurances; its plan is of the table turned.
    A table that can be read as contributions is one, unless a column of it is found in one kind of table only.
    """
    side = turned(grid, page)
    candidates = plans_of(block, side or grid, page, panel=False)
    if not candidates:
        return None
    contributions = None if side else plan_contributions(block, grid, page)
    if contributions is not None:
        said = {name for _, name, _, _ in contributions.readers}
        least = len(contributions.readers) if said & _PAID_BY_SOMEBODY else 0
        moneyless = not said & page.vocabulary.money_fields
        candidates = [
            plan
            for plan in candidates
            if (marked(plan) and understood(plan)[0] > least) or (moneyless and _states_enrolment(plan))
        ]
    plan = max(candidates, key=understood, default=None)
    return msgspec.structs.replace(plan, on_its_side=True) if plan and side else plan


def plan_panel(block: int, grid: Grid, page: PageContext, *, states_amounts: bool) -> list[KindPlan]:
    """The plans for a panel, which may state records of several kinds: each label counts for one of them.

    What a panel that ``states_amounts`` says of a contribution is the contribution's, unless a label of it is found
    in one kind of panel only.
    """
    waiting = plans_of(block, grid, page, panel=True)
    waiting.sort(key=understood, reverse=True)
    contributions = plan_contributions(block, grid, page) if states_amounts else None
    taken: set[int] = set()
    if contributions is not None and not any(marked(plan) for plan in waiting):
        taken = {column.index for column, *_ in contributions.readers if column.insurance is None}
    plans: list[KindPlan] = []
    for plan in waiting:
        own = {
            column.index
            for column in plan.columns
            if own_column(column, plan.spec) and column.name not in _OF_ALL_RECORDS
        }
        kept = plan
        if own & taken:
            columns = [
                column for column in plan.columns if column.index not in taken or not own_column(column, plan.spec)
            ]
            around = Around(
                of_table=plan.of_table,
                year=plan.year,
                headings=[page.title, *grid.path],
                spoken_of=page_speaks_of_insurance(page),
            )
            if not is_kind(columns, plan.spec, around, panel=True):
                continue
            kept = msgspec.structs.replace(plan, columns=columns)
        taken |= own
        plans.append(kept)
    return plans


def marked(plan: KindPlan) -> bool:
    """Whether a column of a table is found in tables of its kind only."""
    return any(
        column.name in plan.spec.marks and column.part is not None and "generic" not in column.part.flags
        for column in plan.columns
    )


def _states_enrolment(plan: KindPlan) -> bool:
    """Whether a table without money tells that somebody is insured, in words that no payment has."""
    status = next((column for column in plan.columns if column.name == "status"), None)
    if plan.kind != "enrolment" or status is None:
        return False
    texts = {row[status.index] for row in plan.rows if status.index < len(row) and not is_blank(row[status.index])}
    texts = {text for text in texts if fold(text) != fold(status.leaf)}
    return bool(texts) and all(
        plan.spec.value("status", text) and plan.page.vocabulary.value("status", text) is None for text in texts
    )
