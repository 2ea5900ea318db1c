"""The kinds of record: one normalized fact each, with where it came from.

Money is in fen, months are ``YYYY-MM``, dates ``YYYY-MM-DD``, rates printed decimals. A field that was not on
the page is None and left out of the JSON: never zero, never guessed. ``…_text`` keeps the page's own words.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Source(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """Where in a capture a record was read: block and row (or pair, or line) count from 0.

    ``capture`` is filled in by the ledger, which alone knows the name a capture was saved under.
    """

    block: int
    row: int
    capture: str | None = None


class Question(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """What the page does not determine, with the possible answers; asked once a block, column and subject.

    ``subject`` is the wording in question where rows of one table use several. ``layout`` names the table on
    that portal (see ``domain.reading``), so that the answer holds for the next look at it.
    """

    code: str
    choices: tuple[str, ...]
    block: int
    column: int | None = None
    subject: str | None = None
    layout: str = ""


class Period(msgspec.Struct, kw_only=True, frozen=True):
    """A stated period: first and last month, and the number of months the page gives for it."""

    start: str
    end: str
    months: int


class Item(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """A named part of a benefit payment, in fen."""

    name: str
    amount: int | None = None


class Step(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """A step of a transfer and its date."""

    name: str
    on: str | None = None


class RecordBase(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True, tag_field="kind"):
    """What all kinds have in common."""

    insurance: str | None = None
    insurance_text: str | None = None
    pool: str | None = None
    pool_code: str | None = None
    note_text: str | None = None
    source: Source | None = None
    questions: tuple[Question, ...] = ()


class Contribution(RecordBase, tag="contribution", frozen=True):
    """A month's contribution to one insurance."""

    month: str | None = None
    booked_month: str | None = None
    arrived_on: str | None = None
    base: int | None = None
    declared_wage: int | None = None
    employer_amount: int | None = None
    personal_amount: int | None = None
    total: int | None = None
    account_amount: int | None = None
    employer_to_account: int | None = None
    subsidy: int | None = None
    due_employer: int | None = None
    due_personal: int | None = None
    due_total: int | None = None
    interest: int | None = None
    late_fee: int | None = None
    employer_rate: str | None = None
    personal_rate: str | None = None
    employer: str | None = None
    employer_code: str | None = None
    employer_masked: bool = False
    pay_type: str | None = None
    pay_type_text: str | None = None
    status: str | None = None
    status_text: str | None = None
    person_category: str | None = None
    tier: str | None = None
    agency: str | None = None
    account_type_text: str | None = None
    reversal: str | None = None
    derived: bool = False
    period: Period | None = None


class ContributionPeriod(RecordBase, tag="contribution_period", frozen=True):
    """A stated period whose months cannot be told apart."""

    start: str | None = None
    end: str | None = None
    months: int | None = None
    base_total: int | None = None
    employer_total: int | None = None
    personal_total: int | None = None
    employer: str | None = None
    employer_code: str | None = None
    employer_masked: bool = False
    pay_type: str | None = None
    pay_type_text: str | None = None
    has_back_payment: bool | None = None


class ContributionYear(RecordBase, tag="contribution_year", frozen=True):
    """What the office states for a year; residents pay by the year, with a subsidy."""

    year: int | None = None
    base: int | None = None
    tier: str | None = None
    employer_amount: int | None = None
    personal_amount: int | None = None
    subsidy: int | None = None
    collective_amount: int | None = None
    total: int | None = None
    arrived_on: str | None = None
    status: str | None = None
    status_text: str | None = None
    months_to_year_end: int | None = None
    months_back_paid: int | None = None
    months_in_arrears: int | None = None
    first_insured: str | None = None


class Enrolment(RecordBase, tag="enrolment", frozen=True):
    """That somebody is, or was, insured."""

    status: str | None = None
    status_text: str | None = None
    since: str | None = None
    until: str | None = None
    months: int | None = None
    employer: str | None = None
    agency: str | None = None
    category: str | None = None
    flexible: bool | None = None


class Statement(RecordBase, tag="statement", frozen=True):
    """What the office itself totals."""

    as_of: str | None = None
    months_total: int | None = None
    months_deemed: int | None = None
    lump_sum_months: int | None = None
    personal_total: int | None = None


class AccountBalance(RecordBase, tag="account_balance", frozen=True):
    """The balance of an individual account of an insurance."""

    as_of: str | None = None
    balance: int | None = None


class AccountEntry(RecordBase, tag="account_entry", frozen=True):
    """Money in or out of an individual account."""

    on: str | None = None
    summary: str | None = None
    direction: str | None = None
    amount: int | None = None
    balance: int | None = None


class AccountYear(RecordBase, tag="account_year", frozen=True):
    """A year of an individual account."""

    year: int | None = None
    opening: int | None = None
    opening_personal: int | None = None
    opening_employer: int | None = None
    credited: int | None = None
    credited_personal: int | None = None
    credited_employer: int | None = None
    interest: int | None = None
    interest_personal: int | None = None
    interest_employer: int | None = None
    closing: int | None = None
    closing_personal: int | None = None
    closing_employer: int | None = None
    start: str | None = None
    end: str | None = None
    months: int | None = None
    base: int | None = None
    spent: int | None = None
    employer_rate: str | None = None
    personal_rate: str | None = None
    account_rate: str | None = None


class BenefitPayment(RecordBase, tag="benefit_payment", frozen=True):
    """A payment of a pension or another benefit."""

    month: str | None = None
    booked_month: str | None = None
    paid_on: str | None = None
    amount: int | None = None
    items: tuple[Item, ...] = ()
    status: str | None = None
    status_text: str | None = None
    bank: str | None = None
    bank_account: str | None = None
    fail_reason: str | None = None


class BenefitEntitlement(RecordBase, tag="benefit_entitlement", frozen=True):
    """How many months of a benefit there are, and how many are used."""

    entitled_months: int | None = None
    used_months: int | None = None
    remaining_months: int | None = None
    approved_month: str | None = None
    start_month: str | None = None
    unemployed_since: str | None = None
    status: str | None = None
    status_text: str | None = None


class MedicalSettlement(RecordBase, tag="medical_settlement", frozen=True):
    """One settled visit, stay or purchase."""

    settled_on: str | None = None
    admitted_on: str | None = None
    discharged_on: str | None = None
    institution: str | None = None
    visit_type: str | None = None
    visit_type_text: str | None = None
    total: int | None = None
    in_scope: int | None = None
    self_funded: int | None = None
    deductible: int | None = None
    pool_paid: int | None = None
    account_paid: int | None = None
    cash_paid: int | None = None
    account_balance_after: int | None = None
    remote: bool | None = None
    reversal: str | None = None


class MedicalYear(RecordBase, tag="medical_year", frozen=True):
    """The year's sums of medical insurance."""

    year: int | None = None
    total: int | None = None
    pool_paid: int | None = None
    large_paid: int | None = None
    personal_total: int | None = None
    ceiling: int | None = None
    deductible: int | None = None
    deductible_used: int | None = None


class RemoteFiling(RecordBase, tag="remote_filing", frozen=True):
    """A filing for treatment elsewhere (异地就医备案)."""

    to_pool: str | None = None
    type_text: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    applied_on: str | None = None
    status: str | None = None
    status_text: str | None = None


class FamilySharing(RecordBase, tag="family_sharing", frozen=True):
    """Sharing of a medical account in the family (家庭共济)."""

    with_person: str | None = None
    relation: str | None = None
    since: str | None = None
    status: str | None = None
    status_text: str | None = None


class Transfer(RecordBase, tag="transfer", frozen=True):
    """A transfer of an insurance between pools (关系转移)."""

    from_pool: str | None = None
    to_pool: str | None = None
    reference: str | None = None
    applied_on: str | None = None
    finished_on: str | None = None
    local_start: str | None = None
    local_end: str | None = None
    months: int | None = None
    account_amount: int | None = None
    pool_amount: int | None = None
    total: int | None = None
    status: str | None = None
    status_text: str | None = None
    steps: tuple[Step, ...] = ()


class Certification(RecordBase, tag="certification", frozen=True):
    """A yearly check that a pension is still due (待遇资格认证)."""

    year: int | None = None
    on: str | None = None
    due_on: str | None = None
    result: str | None = None
    result_text: str | None = None
    method_text: str | None = None


class Card(RecordBase, tag="card", frozen=True):
    """A social-security card."""

    status: str | None = None
    status_text: str | None = None
    bank: str | None = None
    issued_on: str | None = None


Record = (
    Contribution
    | ContributionPeriod
    | ContributionYear
    | Enrolment
    | Statement
    | AccountBalance
    | AccountEntry
    | AccountYear
    | BenefitPayment
    | BenefitEntitlement
    | MedicalSettlement
    | MedicalYear
    | RemoteFiling
    | FamilySharing
    | Transfer
    | Certification
    | Card
)


def to_dict(record: Record) -> dict[str, Any]:
    """The record as it stands in JSON: ``kind`` first, absent fields left out."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return plain


def from_dict(plain: dict[str, Any]) -> Record:
    """The record of its JSON form; raises ``msgspec.ValidationError`` for another shape."""
    record: Record = msgspec.convert(plain, Record)
    return record
