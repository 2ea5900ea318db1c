"""The ledger: capturing twice is capturing once, order does not matter, an undone capture leaves nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shebaobu.domain.records import Contribution, Source
from shebaobu.ledger import CaptureSource, build_ledger, wall

MONTHS = ["2023-01", "2023-02", "2023-03"]


@st.composite
def contributions(draw):
    employer = draw(st.sampled_from([None, "某某电子有限公司", "某某****有限公司", "另一家商行"]))
    return Contribution(
        insurance=draw(st.sampled_from(["pension_employee", "injury"])),
        month=draw(st.sampled_from(MONTHS)),
        employer=employer,
        employer_masked="*" in (employer or ""),
        pool=draw(st.sampled_from([None, "甲市", "乙市"])),
        base=draw(st.sampled_from([None, 500000, 600000])),
        status=draw(st.sampled_from([None, "paid", "unpaid"])),
        source=Source(block=0, row=draw(st.integers(0, 9))),
    )


@st.composite
def histories(draw):
    pages = draw(st.lists(st.lists(contributions(), max_size=4), max_size=5))
    return [
        CaptureSource(id=f"c{number}", captured_at=f"2026-01-{number + 1:02d}T08:00:00+08:00", records=records)
        for number, records in enumerate(pages)
    ]


def seen(ledger):
    return [(fact.record, fact.proofs) for fact in ledger.facts]


@settings(max_examples=200)
@given(histories(), st.randoms())
def test_the_order_of_arrival_does_not_matter(history, random):
    shuffled = random.sample(history, len(history))
    assert seen(build_ledger(shuffled)) == seen(build_ledger(history))


@settings(max_examples=200)
@given(histories())
def test_reading_the_last_page_again_adds_no_fact_and_changes_no_value(history):
    if not history:
        return
    again = CaptureSource(id="again", captured_at="2026-12-01T08:00:00+08:00", records=history[-1].records)
    before, after = build_ledger(history), build_ledger([*history, again])
    assert [fact.record for fact in after.facts] == [fact.record for fact in before.facts]


@given(histories())
def test_every_record_is_the_proof_of_one_fact(history):
    proofs = [proof for fact in build_ledger(history).facts for proof in fact.proofs]
    assert len(proofs) == sum(len(source.records) for source in history)


def record(**values):
    return Contribution(insurance="injury", month="2023-01", source=Source(block=0, row=0), **values)


def source(name, *records, at="2026-01-01T00:00:00+08:00"):
    return CaptureSource(id=name, captured_at=at, records=list(records))


def test_a_later_page_fills_in_and_overrules_and_never_erases():
    (fact,) = build_ledger(
        [
            source("b", record(base=600000, employer="某某****有限公司"), at="2026-02-01T00:00:00Z"),
            source("a", record(base=500000, status="unpaid", employer="某某电子有限公司")),
        ]
    ).facts
    assert (fact.record.base, fact.record.status, fact.record.employer) == (600000, "unpaid", "某某电子有限公司")
    assert fact.record.employer_masked is False
    assert [proof.capture for proof in fact.proofs] == ["a", "b"]


def test_times_are_compared_and_not_their_texts():
    (fact,) = build_ledger(
        [
            source("later", record(base=2), at="2026-01-01T00:30:00Z"),
            source("earlier", record(base=1), at="2026-01-01T08:00:00+08:00"),
        ]
    ).facts
    assert fact.record.base == 2


def test_two_rows_of_one_page_are_two_facts():
    assert len(build_ledger([source("a", record(base=1), record(base=1))]).facts) == 2


def test_two_places_are_two_facts_and_one_month_of_the_wall():
    ledger = build_ledger([source("a", record(pool="甲市", status="paid")), source("b", record(pool="乙市"))])
    assert len(ledger.facts) == 2
    assert [(row.insurance, row.cells) for row in wall(ledger)] == [("injury", "p")]


def test_the_wall_has_a_letter_for_each_month_between():
    records = [
        Contribution(insurance="injury", month="2022-11", status="unpaid"),
        Contribution(insurance="injury", month="2023-02", status="paid"),
        Contribution(insurance="pension_employee", month="2023-01"),
    ]
    rows = wall(build_ledger([source("a", *records)]))
    assert [(row.insurance, row.start, row.cells) for row in rows] == [
        ("pension_employee", 2023 * 12, "k"),
        ("injury", 2022 * 12 + 10, "u..p"),
    ]


def test_nothing_gives_an_empty_wall():
    assert wall(build_ledger([])) == []
