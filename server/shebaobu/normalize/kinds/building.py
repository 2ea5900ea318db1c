"""From the values of a row to the fields of one record or several, kind by kind."""

from __future__ import annotations

from collections.abc import Callable

from shebaobu.domain.records import Item
from shebaobu.normalize.dating import month_of_heading
from shebaobu.normalize.kinds.planning import KindPlan
from shebaobu.normalize.kinds.rows import Values
from shebaobu.normalize.kinds.sharing import other_of

_FLEXIBLE = "灵活就业"
_SHOWN_OF_AN_ACCOUNT = 4
_MONTHS = frozenset({"month", "booked_month", "issued_month", "of_month"})
_MONTH_ALONE = len("2025-11")


def build(values: Values, plan: KindPlan) -> list[Values]:
    """The fields of the records that a row states; roles that are no fields have been used up."""
    values = dict(values)
    _place(values)
    if "year" in plan.spec.fields and "year" not in values and plan.year is not None:
        values["year"] = plan.year
    if plan.kind == "family_sharing" and "sharer" in values:
        other = other_of(values.pop("sharer"), values.pop("with_person", None), plan)
        if other is None:
            return []
        values["with_person"] = other
    if plan.kind == "benefit_payment" and len(plan.rows) == 1 and not _MONTHS & values.keys():
        month = month_of_heading(plan.grid.path, plan.page.vocabulary.furniture["heading_of_other_month"])
        values.update({"issued_month": month} if month else {})
    found = _STEPS.get(plan.kind, _one)(values)
    return [{name: value for name, value in each.items() if name in plan.spec.fields} for each in found]


def states_enough(values: Values, plan: KindPlan) -> bool:
    """Whether a row says what makes a record of this kind."""
    said = {name.removesuffix("_text") for name in values} | values.keys()
    if plan.year is not None:
        said.add("year")
    if "parts" in values:
        said.add("part")
    return all(said & group for group in plan.spec.row_needs)


def _place(values: Values) -> None:
    """Figures in a column of places are a code, words a name."""
    region = values.pop("region", None)
    if region:
        values.setdefault("pool_code" if str(region).isdigit() else "pool", region)


def _one(values: Values) -> list[Values]:
    return [values]


def _period(values: Values, role: str, start: str, end: str) -> None:
    period = values.pop(role, None)
    if period:
        values.setdefault(start, period[0])
        values.setdefault(end, period[1])


def _enrolment(values: Values) -> list[Values]:
    _period(values, "period", "since", "until")
    if "first_since" in values:
        values.setdefault("since", values["first_since"])
    if any(_FLEXIBLE in values.get(name, "") for name in ("category", "employer")):
        values["flexible"] = True
    return [values]


def _account_year(values: Values) -> list[Values]:
    _period(values, "period", "start", "end")
    return [values]


def _account_entry(values: Values) -> list[Values]:
    """An entry for what came in and one for what went out, where both are filled."""
    words = values.pop("direction_text", None)
    direction = values.pop("direction", None)
    if "summary" not in values:
        summary = values.get("summary_else") or (
            words if direction is None or not _says_only_which_way(words) else None
        )
        if summary:
            values["summary"] = summary
    sides = [
        (way, amount)
        for way, amount in (("in", values.pop("income", None)), ("out", values.pop("expense", None)))
        if amount is not None
    ]
    moved = [(way, amount) for way, amount in sides if amount != 0]
    if len(moved) > 1 and len(values.get("on", "")) == _MONTH_ALONE:
        return []  # What came in and went out over a month are sums.
    turnover = values.pop("turnover", None)
    if not sides and turnover is not None:
        if direction is None and turnover < 0:
            direction = "out"
        moved = [(direction, abs(turnover) if direction == "out" else turnover)]
    if not moved:
        if len(sides) == 1 and "amount" not in values:
            return []  # Nothing on one side says nothing of the other, which is not there or was not understood.
        return [{**values, "amount": 0}] if sides else [values]
    return [{**values, "amount": amount, **({"direction": way} if way else {})} for way, amount in moved]


def _says_only_which_way(words: str | None) -> bool:
    return words in ("收入", "支出", "划入", "转入", "转出", "入账", None)


def _benefit_payment(values: Values) -> list[Values]:
    year, issued = values.pop("of_year", None), values.pop("issued_month", None)
    of_month = values.pop("of_month", None)
    if isinstance(of_month, str):
        issued = issued or of_month
    elif of_month and year:
        issued = issued or f"{year}-{of_month:02d}"
    if issued:
        values.setdefault("booked_month" if "month" in values else "month", issued)
    if not {"month", "booked_month", "paid_on"} & values.keys():
        return []
    parts = values.pop("parts", [])
    item = values.pop("item", None)
    items = [Item(name=name, amount=amount) for name, amount in parts]
    if item:
        items.append(Item(name=item, amount=values.get("amount")))
    if items:
        values["items"] = tuple(items)
    account = values.get("bank_account")
    if account and "*" not in account and len(account) > 2 * _SHOWN_OF_AN_ACCOUNT:
        hidden = "*" * (len(account) - 2 * _SHOWN_OF_AN_ACCOUNT)
        values["bank_account"] = account[:_SHOWN_OF_AN_ACCOUNT] + hidden + account[-_SHOWN_OF_AN_ACCOUNT:]
    return [values]


def _transfer(values: Values) -> list[Values]:
    _period(values, "local_period", "local_start", "local_end")
    return [values]


def _remote_filing(values: Values) -> list[Values]:
    _period(values, "valid", "valid_from", "valid_to")
    return [values]


def _family_sharing(values: Values) -> list[Values]:
    if "named" in values:
        values.setdefault("with_person", values["named"])
    return [values]


_STEPS: dict[str, Callable[[Values], list[Values]]] = {
    "account_entry": _account_entry,
    "account_year": _account_year,
    "benefit_payment": _benefit_payment,
    "enrolment": _enrolment,
    "family_sharing": _family_sharing,
    "remote_filing": _remote_filing,
    "transfer": _transfer,
}
