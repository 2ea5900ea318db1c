"""The ledger: capturing twice is capturing once, order does not matter, an undone capture leaves nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shebaobu.domain.records import BenefitPayment, Certification, Contribution, Item, Question, Source
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


def test_an_exempted_month_has_its_letter_and_paid_counts_more():
    exempted = Contribution(insurance="injury", month="2023-01", status="exempted")
    paid = Contribution(insurance="injury", month="2023-02", status="paid", pool="甲市")
    elsewhere = Contribution(insurance="injury", month="2023-02", status="exempted", pool="乙市")
    [row] = wall(build_ledger([source("a", exempted, paid, elsewhere)]))
    assert row.cells == "ep"


def test_the_wall_tells_the_months_with_an_open_question():
    question = Question(code="insurance", choices=("injury", "care"), block=0, layout="a1")
    records = [Contribution(month="2022-12", status="paid"), Contribution(month="2023-02", questions=(question,))]
    [row] = wall(build_ledger([source("a", *records)]))
    assert (row.cells, row.asked) == ("p.k", [2])


def test_a_page_without_the_parts_of_a_payment_does_not_erase_them():
    whole = BenefitPayment(month="2023-01", amount=300000, items=(Item(name="基础养老金", amount=300000),))
    bare = BenefitPayment(month="2023-01", amount=300000)
    later = source("b", bare, at="2026-02-01T00:00:00+08:00")
    [fact] = build_ledger([source("a", whole), later]).facts
    assert fact.record.items == whole.items


def test_reading_again_a_page_of_look_alikes_changes_nothing():
    """The closest fact of a row may be the one that only another row fits: the rows keep to their own facts."""
    masked = {"employer": "某某****有限公司", "employer_masked": True}
    page = [record(**masked, base=600000, status="paid"), record(**masked, base=600000, pool="乙市")]
    history = [
        source("a", record(status="paid")),
        source("b", record(), record(**masked, pool="甲市"), at="2026-02-01T00:00:00+08:00"),
        source("c", *page, at="2026-03-01T00:00:00+08:00"),
    ]
    again = source("d", *page, at="2026-04-01T00:00:00+08:00")
    before, after = build_ledger(history), build_ledger([*history, again])
    assert [fact.record for fact in after.facts] == [fact.record for fact in before.facts]


def test_many_equal_rows_are_as_many_facts_when_read_again():
    rows = [record(base=600000)] * 300
    again = source("b", *rows, at="2026-02-01T00:00:00+08:00")
    assert len(build_ledger([source("a", *rows), again]).facts) == len(rows)


def test_nothing_gives_an_empty_wall():
    assert wall(build_ledger([])) == []


def test_a_certification_that_was_passed_takes_the_place_of_the_one_that_was_due():
    due = Certification(year=2023, result="pending", source=Source(block=0, row=0))
    passed = Certification(year=2023, on="2023-05-06", result="passed", source=Source(block=0, row=0))
    ledger = build_ledger(
        [
            CaptureSource(id="a", captured_at="2023-01-01T08:00:00+08:00", records=[due]),
            CaptureSource(id="b", captured_at="2023-06-01T08:00:00+08:00", records=[passed]),
        ]
    )
    assert [(fact.record.result, len(fact.proofs)) for fact in ledger.facts] == [("passed", 2)]
