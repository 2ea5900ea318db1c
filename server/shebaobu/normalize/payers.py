"""Tables with a row for each payer: the employer's and the person's rows of a month are one contribution."""

from __future__ import annotations

from typing import Any

from shebaobu.normalize.drafts import Draft

_SAME_FACT = (
    "month",
    "booked_month",
    "start",
    "end",
    "pool",
    "employer",
    "employer_code",
    "pay_type",
    "reversal",
)
# What each payer's row says of its own amount, and both together of the contribution.
_OF_EACH = frozenset({"account_amount", "interest", "late_fee"})
_WORDS = {"employer": "单位", "personal": "个人"}


def merge_payers(drafts: list[Draft]) -> list[Draft]:
    """One draft for the rows of both payers, at the place of the first; a second row of a payer stays apart.

    Rows of an insurance that is still to be told are joined only where one follows the other: others may be of two.
    """
    merged: list[Draft] = []
    open_rows: dict[tuple[object, ...], dict[str, Draft]] = {}
    for draft in drafts:
        payer = draft.values.pop("payer", None)
        key = _fact(draft)
        if payer is None:
            merged.append(draft)
            continue
        waiting = open_rows.setdefault(key, {})
        told = draft.insurance is not None and draft.insurance.code is not None
        if waiting and payer not in waiting and (told or merged[-1] in waiting.values()):
            (first_payer, first), *_ = waiting.items()
            _join(first.values, first_payer, draft.values, payer)
            first.questions += [asked for asked in draft.questions if asked not in first.questions]
            del open_rows[key]
        else:
            merged.append(draft)
            open_rows[key] = {payer: draft}
    return merged


def _fact(draft: Draft) -> tuple[object, ...]:
    """What the rows of both payers have in common."""
    return (draft.insurance, *(draft.values.get(name) for name in _SAME_FACT))


def _join(values: dict[str, Any], payer: str, others: dict[str, Any], other_payer: str) -> None:
    if "status" in values and "status" in others:
        _join_status(values, payer, others, other_payer)
    for name, value in others.items():
        if name == "base" and values.get(name, value) != value:
            del values[name]
        elif name in _OF_EACH and values.get(name, value) != value:
            values[name] += value
        elif name not in ("status", "status_text"):
            values.setdefault(name, value)


def _join_status(values: dict[str, Any], payer: str, others: dict[str, Any], other_payer: str) -> None:
    """One state if both are in it; else ``partial`` where one has paid, and both states in words."""
    words = {payer: values["status_text"], other_payer: others["status_text"]}
    codes = {payer: values["status"], other_payer: others["status"]}
    values["status"], values["status_text"] = join_states(words, codes)


def join_states(words: dict[str, str], codes: dict[str, str]) -> tuple[str, str]:
    """The status and its words for what is said of each payer."""
    states = set(codes.values())
    status = states.pop() if len(states) == 1 else "partial" if states & {"paid", "partial"} else "unknown"
    if len(set(words.values())) == 1:
        return status, next(iter(words.values()))
    return status, ";".join(f"{_WORDS[who]}:{words[who]}" for who in _WORDS if who in words)
