"""From what one row's cells say to a draft: whose amounts, which insurance, which month, words into codes."""

from __future__ import annotations

from typing import Any

import msgspec

from shebaobu.domain.insurance import INSURANCES
from shebaobu.domain.records import Question
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.code_legend import codes_explained
from shebaobu.normalize.drafts import Draft
from shebaobu.normalize.insurances import Named, named_exactly, named_within, split_prefix
from shebaobu.normalize.marks import settle_mark
from shebaobu.normalize.payers import join_states
from shebaobu.normalize.plans import Plan
from shebaobu.normalize.text import fold, is_blank, split_brackets

_AMOUNT_CHOICES = ("personal_amount", "employer_amount", "total")
# What 410 names depends on whose codes a site uses: of social insurance, or of the medical platform.
_OF_410 = {"aae140": "injury", "insutype": "care"}


def draft_of(
    number: int,
    beside: Named | None,
    values: dict[str, Any],
    months: list[str],
    plan: Plan,
    account: BlockAccount,
) -> Draft:
    """The draft of a row for one insurance; ``months`` are those the page gives without saying which counts."""
    values = dict(values)
    questions: list[Question] = []
    if beside is None:
        _settle_payer_named(values, plan)
    _settle_payer(number, values, plan, account)
    named = _in_group(beside, values, plan) if beside else _insurance_of_row(values, plan)
    code, text = _decided(named, plan, questions)
    _settle_month(values, months, plan, questions)
    _settle_amount(values, beside, plan, questions)
    _settle_account(values)
    pool = plan.page.pool_of(plan.block)
    if pool:
        values.setdefault("pool", pool)
    _settle_words(values, plan)
    return Draft(row=number, insurance=Named(code=code, text=text), values=values, questions=questions)


def _decided(named: Named | None, plan: Plan, questions: list[Question]) -> tuple[str | None, str | None]:
    """The insurance's code and words; where nothing decides, the family's answer or a question."""
    code = named.decided(employer=plan.shows_employer) if named else None
    text = named.text if named else None
    if code is None:
        choices = named.choices if named and named.choices else INSURANCES
        asked = plan.ask("insurance", choices, subject=named.subject if named else None)
        code = plan.page.inquiry.answer(asked)
        if code is None:
            questions.append(asked)
    return code, text


def _in_group(named: Named, values: dict[str, Any], plan: Plan) -> Named:
    """An insurance beside others: a tier or kind named within its columns says more than their header.

    A header that is an abbreviation (养老) is not the page's statement of the insurance; its full name is.
    """
    words = values.pop("insurance", None)
    if words is not None:
        inner = named_exactly(words, plan.page.vocabulary, plan.page.portal)
        if inner is not None:
            return msgspec.structs.replace(inner, text=words)
        values.setdefault("tier", words)
    text = named.text if named.text and fold(named.text).endswith("保险") else None
    return msgspec.structs.replace(named, text=text)


def _insurance_of_row(values: dict[str, Any], plan: Plan) -> Named | None:
    words = values.pop("insurance", None)
    if words is None:
        return plan.of_table
    page = plan.page
    if fold(words) == "410":
        return _of_410(words, plan)
    named = named_exactly(words, page.vocabulary, page.portal) or named_within(words, page.vocabulary)
    if named is None:
        return Named(text=words, choices=INSURANCES, subject=words)
    if named.code is None and plan.of_table and plan.of_table.code in named.choices:
        named = plan.of_table
    return msgspec.structs.replace(named, text=words, subject=words)


def _of_410(words: str, plan: Plan) -> Named:
    codes = {column.code for column in plan.columns if column.name == "insurance"} | plan.page.query.keys()
    found = {meaning for code, meaning in _OF_410.items() if code in codes}
    if len(found) == 1:
        return Named(code=found.pop(), text=words)
    return Named(text=words, choices=("injury", "care"), subject=words)


def _settle_payer_named(values: dict[str, Any], plan: Plan) -> None:
    """An item that is an insurance and a payer (企业养老保险单位缴费, 失业保险(个人)) is both."""
    words = values.get("insurance")
    if words is None or "payer" in values or "amount" not in values:
        return
    page = plan.page
    bare, brackets = split_brackets(fold(words))
    for mark in brackets:
        if page.vocabulary.value("payer", mark) and named_exactly(bare, page.vocabulary, page.portal):
            values.update(insurance=bare, payer=mark)
            return
    split = split_prefix(bare, page.vocabulary, page.portal)
    if split and page.vocabulary.value("payer", split[1].lstrip("-—_:：")):
        values.update(insurance=split[0].text, payer=split[1].lstrip("-—_:："))


def _settle_payer(number: int, values: dict[str, Any], plan: Plan, account: BlockAccount) -> None:
    """An amount in a row for one payer becomes that payer's amount; without a known payer it is left out."""
    words = values.pop("payer", None)
    if words is None:
        return
    amount = values.pop("amount", None)
    payer = plan.page.vocabulary.value("payer", words)
    if payer is not None:
        values["payer"] = payer
        if amount is not None:
            values[f"{payer}_amount"] = amount
        return
    for column, name, _, _ in plan.readers:
        if name in ("payer", "amount"):
            account.cell_not_understood(number, column.index, column.label, "unknown_payer")


def _settle_month(values: dict[str, Any], months: list[str], plan: Plan, questions: list[Question]) -> None:
    """A month of booking alone, or two months of which nothing tells them apart, are asked about."""
    choices = ("month", "booked_month")
    if months and "month" not in values:
        asked = plan.ask("month_column", choices, column=plan.unclear_months[0])
        answer = plan.page.inquiry.answer(asked)
        if answer is None:
            questions.append(asked)
        else:
            first, second = months[0], months[-1]
            values["month"], values["booked_month"] = (first, second) if answer == "month" else (second, first)
    elif "month" not in values and not {"start", "end"} <= values.keys():
        column = next(column.index for column, name, _, _ in plan.readers if name == "booked_month")
        asked = plan.ask("month_column", choices, column=column)
        answer = plan.page.inquiry.answer(asked)
        if answer is None:
            questions.append(asked)
        elif answer == "month":
            values["month"] = values.pop("booked_month")


def _settle_amount(values: dict[str, Any], beside: Named | None, plan: Plan, questions: list[Question]) -> None:
    """An amount of nobody in particular: the sum of both shares if it is just that, else asked about."""
    columns = [c for c, name, _, _ in plan.readers if name == "amount" and c.insurance == beside]
    if not columns:
        return
    amount = values.pop("amount", None)
    if amount is None:
        return
    shares = [values.get("employer_amount"), values.get("personal_amount")]
    if None not in shares and sum(share for share in shares if share is not None) == amount:
        values.setdefault("total", amount)
        return
    if "payer" in values:
        return
    choices = tuple(name for name in _AMOUNT_CHOICES if name not in values)
    asked = plan.ask("amount", choices, column=columns[0].index)
    answer = plan.page.inquiry.answer(asked)
    if answer is None:
        questions.append(asked)
    else:
        values[answer] = amount


def _settle_account(values: dict[str, Any]) -> None:
    """What goes to the account is both payers' parts; each share is its parts in fund and account."""
    government = values.pop("government_amount", None)
    if government is not None:
        values["subsidy"] = values.get("subsidy", 0) + government
    personal = values.pop("personal_to_account", None)
    to_pool = values.pop("employer_to_pool", None)
    personal_to_pool = values.pop("personal_to_pool", None)
    employer = values.get("employer_to_account")
    if to_pool is not None and employer is not None:
        values.setdefault("employer_amount", to_pool + employer)
        # Where the employer's share is shown by where it goes, so is the person's.
        if personal is not None:
            values.setdefault("personal_amount", personal + (personal_to_pool or 0))
    if personal is None:
        return
    if employer is None:
        values.setdefault("account_amount", personal)
    elif "account_amount" not in values:
        values["account_amount"] = values.pop("employer_to_account") + personal


def _settle_words(values: dict[str, Any], plan: Plan) -> None:
    """Words become codes, and stay beside them."""
    page = plan.page
    states = {payer: values.pop(f"{payer}_status") for payer in ("employer", "personal") if f"{payer}_status" in values}
    if states:
        codes = {payer: page.value_in("status", words) or "unknown" for payer, words in states.items()}
        values["status"], values["status_text"] = join_states(states, codes)
    elif "status" in values:
        words = values["status"]
        values["status"] = page.value_in("status", _told(words, "status", plan)) or "unknown"
        values["status_text"] = _with_label(words, "status", plan)
    settle_mark(values, page)
    if "pay_type_code" in values:
        values["pay_type"] = values.pop("pay_type_code")
    elif "pay_type" in values:
        words = values.pop("pay_type")
        values["pay_type_text"] = words
        told = _told(words, "pay_type", plan)
        code = page.value_in("pay_type", told) or page.vocabulary.value_at_end("pay_type", told)
        if code:
            values["pay_type"] = code
    if "reversal" in values:
        words = values.pop("reversal")
        code = page.vocabulary.value("reversal", words)
        # A dash is a sign here only beside amounts taken back; elsewhere it is an empty cell.
        if code and (not is_blank(words) or _takes_back(values)):
            values["reversal"] = code
    if "*" in values.get("employer", ""):
        values["employer_masked"] = True


def _told(words: str, name: str, plan: Plan) -> str:
    """The words that the page gives a figure under this column's label; other words as they are."""
    column = next((column for column, meaning, _, _ in plan.readers if meaning == name), None)
    if column is None or not words.isdigit():
        return words
    label = split_brackets(fold(column.leaf))[0]
    in_header = [codes_explained(mark) for mark in column.marks]
    for codes in (*in_header, plan.page.codes_told.get(label, {})):
        if words in codes:
            return codes[words]
    return words


def _takes_back(values: dict[str, Any]) -> bool:
    amounts = (values.get(name) for name in ("employer_amount", "personal_amount", "total", "account_amount"))
    return any(amount is not None and amount < 0 for amount in amounts)


def _with_label(words: str, name: str, plan: Plan) -> str:
    """A bare 是 or 1 says nothing without the label it stands under."""
    if fold(words) not in plan.page.vocabulary.furniture["bare_word"]:
        return words
    column = next((column for column, meaning, _, _ in plan.readers if meaning == name), None)
    return f"{column.leaf}={words}" if column and column.leaf else words
