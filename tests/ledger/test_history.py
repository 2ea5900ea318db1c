"""What changes, what is in conflict, what vanishes: which word of which source stands."""

import msgspec
import pytest

from shebaobu.domain.capture import Capture, Fields, Grid, Origin
from shebaobu.domain.records import AccountBalance, Contribution, Source, Transfer
from shebaobu.ledger import CaptureSource, Cover, build_ledger, covers_of
from shebaobu.ledger.provenance import fields_from
from shebaobu.normalize import normalize

CITY, NATION = "si.city.example", "si.nation.example"
BASE = {"insurance": "pension_employee", "month": "2023-02", "employer": "示例科技有限公司", "pool": "武汉市"}


def record(**values):
    return Contribution(**BASE | values, source=Source(block=0, row=0))


def look(day, *records, source=CITY, covers=()):
    at = f"2026-01-{day:02d}T09:00:00+08:00"
    return CaptureSource(id=f"c{day}", captured_at=at, source=source, records=list(records), covers=covers)


def only(*looks):
    [fact] = build_ledger(looks).facts
    return fact


def told(fact):
    return [(change.kind, change.field, change.before, change.after, change.at[8:10]) for change in fact.history]


def in_conflict(fact):
    return {conflict.field: conflict.values for conflict in fact.conflicts}


def test_a_source_read_again_is_newer_than_itself():
    fact = only(look(1, record(base=1)), look(2, record(base=2)), look(3, record(base=2)))
    assert (fact.record.base, fact.conflicts) == (2, [])
    assert told(fact) == [("changed", "base", 1, 2, "02")]


def test_another_source_read_later_is_not_newer_and_nothing_is_chosen():
    fact = only(look(1, record(base=1)), look(2, record(base=2), source=NATION))
    assert in_conflict(fact) == {"base": [1, 2]}
    assert fact.record.base is None
    assert told(fact) == [("disputed", "base", 1, 2, "02")]


def test_a_page_on_which_both_agree_ends_a_conflict():
    fact = only(look(1, record(base=1)), look(2, record(base=2), source=NATION), look(3, record(base=2)))
    assert (fact.record.base, fact.conflicts) == (2, [])
    assert [change[0] for change in told(fact)] == ["disputed", "agreed"]


def test_a_source_that_was_not_asked_since_another_changed_its_word_does_not_disagree():
    fact = only(look(1, record(base=1)), look(2, record(base=1), source=NATION), look(3, record(base=2)))
    assert (fact.record.base, fact.conflicts) == (2, [])
    again = only(
        look(1, record(base=1)),
        look(2, record(base=1), source=NATION),
        look(3, record(base=2)),
        look(4, record(base=1), source=NATION),
    )
    assert in_conflict(again) == {"base": [2, 1]}


@pytest.mark.parametrize(
    ("earlier", "later", "stands"),
    [
        ("unpaid", "paid", "paid"),
        ("paid", "refunded", "refunded"),
        ("paid", "unpaid", None),
        ("pending", "unpaid", None),
    ],
)
def test_a_payment_moves_forward_and_never_back(earlier, later, stands):
    fact = only(look(1, record(status=earlier)), look(2, record(status=later), source=NATION))
    assert fact.record.status == stands
    assert ("status" in in_conflict(fact)) is (stands is None)


def test_a_transfer_moves_forward():
    steps = [look(day, Transfer(reference="a", status=one), source=f"s{day}") for day, one in enumerate(
        ("applied", "funds_received", "merged"), 1
    )]  # fmt: skip
    fact = only(*steps)
    assert fact.record.status == "merged"
    assert [change[3] for change in told(fact)] == ["funds_received", "merged"]


def test_a_balance_without_a_date_is_that_of_the_moment_and_one_with_a_date_is_not():
    fact = only(look(1, AccountBalance(balance=5)), look(2, AccountBalance(balance=9), source=NATION))
    assert fact.record.balance == 9
    dated = [AccountBalance(balance=amount, as_of="2025-12-31") for amount in (5, 9)]
    assert in_conflict(only(look(1, dated[0]), look(2, dated[1], source=NATION))) == {"balance": [5, 9]}


def test_a_figure_divided_from_a_total_gives_way_to_one_that_is_stated():
    fact = only(look(1, record(base=7)), look(2, record(base=8, derived=True), source=NATION))
    assert (fact.record.base, fact.conflicts) == (7, [])


def test_the_state_that_is_not_clear_says_nothing_against_one_that_is():
    fact = only(look(1, record(status="paid")), look(2, record(status="unknown", status_text="在册")))
    assert (fact.record.status, fact.conflicts, told(fact)) == ("paid", [], [])


def test_a_state_keeps_the_words_of_the_page_that_it_is_from():
    fact = only(
        look(1, record(status="unpaid", status_text="未到账")),
        look(2, record(status="paid", status_text="已缴费"), source=NATION),
    )
    assert fact.record.status_text == "已缴费"


def test_each_value_is_from_the_capture_that_shows_it():
    fact = only(
        look(1, record(base=1, employer="示例**有限公司", pool="武汉")),
        look(2, record(employer="示例科技有限公司", status="paid"), source=NATION),
        look(3, record(base=1, employer=None)),
    )
    captures = {name: fact.proofs[place].capture for name, place in fields_from(fact).items()}
    assert {name: captures[name] for name in ("base", "employer", "status")} == {
        "base": "c3", "employer": "c2", "status": "c2",
    }  # fmt: skip
    assert (fact.record.employer, fact.record.pool, fact.record.employer_masked) == (
        "示例科技有限公司",
        "武汉市",
        False,
    )
    assert told(fact) == []


def cover(first="2023-01", last="2023-03", **values):
    return (Cover(insurance="pension_employee", pool="武汉市", first=first, last=last, view="v", **values),)


def test_a_month_that_its_page_no_longer_shows_vanishes_and_can_return():
    before = look(1, record(base=1), covers=cover())
    gone = look(2, record(month="2023-01"), record(month="2023-03"), covers=cover())
    [fact, *_] = build_ledger([before, gone]).facts
    assert fact.vanished == gone.captured_at
    assert [change[0] for change in told(fact)] == ["vanished"]
    [fact, *_] = build_ledger([before, gone, look(3, record(base=1), covers=cover())]).facts
    assert fact.vanished is None
    assert [change[0] for change in told(fact)] == ["vanished", "returned"]


@pytest.mark.parametrize(
    "covered",
    [
        cover(whole=False),
        cover(first="2023-03"),
        tuple(msgspec.structs.replace(one, view="another") for one in cover()),
        tuple(msgspec.structs.replace(one, pool="广州市") for one in cover()),
        tuple(msgspec.structs.replace(one, pool=None) for one in cover()),
        tuple(msgspec.structs.replace(one, insurance="injury") for one in cover()),
    ],
    ids=["cut off", "other months", "another view", "another place", "no place", "another insurance"],
)
def test_what_does_not_cover_a_month_lets_it_stand(covered):
    [fact, *_] = build_ledger([look(1, record(base=1), covers=cover()), look(2, covers=covered)]).facts
    assert fact.vanished is None


def test_another_source_that_still_shows_it_later_is_a_conflict():
    looks = [look(1, record(base=1), covers=cover()), look(2, covers=cover()), look(3, record(base=1), source=NATION)]
    fact = only(*looks)
    assert in_conflict(fact) == {"presence": ["vanished", "shown"]}
    assert fact.vanished is None


def test_an_employer_that_was_renamed_is_a_change_and_no_second_fact():
    renamed = record(base=1, employer="示例智能科技有限公司")
    fact = only(look(1, record(base=1), covers=cover()), look(2, renamed, covers=cover()))
    assert told(fact) == [("changed", "employer", "示例科技有限公司", "示例智能科技有限公司", "02")]
    assert fact.record.employer == "示例智能科技有限公司"


@pytest.mark.parametrize("second", [record(base=2, employer="示例智能有限公司"), record(employer="示例智能有限公司")])
def test_another_employer_with_other_amounts_or_none_is_another_fact(second):
    assert len(build_ledger([look(1, record(base=1), covers=cover()), look(2, second, covers=cover())]).facts) == 2


def test_another_source_with_another_employer_is_another_fact():
    second = look(2, record(base=1, employer="示例智能有限公司"), covers=cover(), source=NATION)
    assert len(build_ledger([look(1, record(base=1), covers=cover()), second]).facts) == 2


HEADS = ["费款所属期", "险种类型", "参保地", "缴费基数", "到账标志"]


def page(months, form=(), **values):
    rows = [[month, "企业职工基本养老保险", "武汉市", "5000.00", "已到账"] for month in months]
    grid = Grid(columns=[[head] for head in HEADS], rows=rows, **values)
    fields = [Fields(pairs=list(form))] if form else []
    capture = Capture(
        format="shebaobu.capture/1",
        captured_at="2026-01-01T09:00:00+08:00",
        channel="extension",
        origin=Origin(url="https://si.city.example/pay?year=2023"),
        blocks=[*fields, grid],
    )
    return covers_of(capture, normalize(capture))


def test_what_a_page_covers():
    [covered] = page(["202301", "202304"])
    assert (covered.insurance, covered.pool, covered.first, covered.last) == (
        "pension_employee", "武汉市", "2023-01", "2023-04",
    )  # fmt: skip
    assert covered.whole
    assert covered.months() == ("2023-01", "2023-02", "2023-03", "2023-04")


def test_a_page_that_is_cut_off_or_has_a_row_that_was_not_read_is_not_whole():
    assert not page(["202301", "202304"], truncated=True)[0].whole
    assert not page(["202301", "202304"], total_rows=9)[0].whole
    assert not page(["202301", "甲乙丙", "202304"])[0].whole


def test_another_choice_in_the_form_is_another_view_and_another_year_is_not():
    months = ["202301", "202304"]
    views = [
        page(months, form=(("险种", chosen), ("开始年月", start)))[0].view
        for chosen, start in (("全部", "202301"), ("全部", "202206"), ("养老", "202301"))
    ]
    assert views[0] == views[1] != views[2]
