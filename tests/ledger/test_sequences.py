"""Random lives of a ledger: captures of several sources, looks again, steps by hand, undoing; what always holds."""

from datetime import datetime, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from shebaobu.domain.records import Contribution, Source
from shebaobu.ledger import (
    Addition,
    CaptureSource,
    Correction,
    Cover,
    Deletion,
    Operation,
    Settlement,
    build_ledger,
    totals,
    wall,
)

MONTHS = ["2023-01", "2023-02", "2023-03"]
START = datetime.fromisoformat("2026-01-01T08:00:00+08:00")
SITES = ["si.city.example", "si.nation.example", "pdf"]


@st.composite
def contributions(draw, month=None):
    employer = draw(st.sampled_from([None, "某某电子有限公司", "某某****有限公司", "某某电子", "另一家商行"]))
    return Contribution(
        insurance=draw(st.sampled_from(["pension_employee", "injury"])),
        month=month or draw(st.sampled_from(MONTHS)),
        employer=employer,
        employer_masked="*" in (employer or ""),
        pool=draw(st.sampled_from([None, "武汉", "湖北省武汉市", "广州市"])),
        base=draw(st.sampled_from([None, 500000, 600000])),
        status=draw(st.sampled_from([None, "paid", "unpaid"])),
        source=Source(block=0, row=draw(st.integers(0, 9))),
    )


def covers(records, whole):
    months = {}
    for record in records:
        months.setdefault((record.insurance, record.pool), []).append(record.month)
    return tuple(
        Cover(insurance=insurance, pool=pool, first=min(shown), last=max(shown), view="v", whole=whole)
        for (insurance, pool), shown in months.items()
    )


def at(step):
    return (START + timedelta(days=step)).isoformat()


@st.composite
def captures(draw, step):
    records = draw(st.lists(contributions(), max_size=4))
    return CaptureSource(
        id=f"c{step}",
        captured_at=at(step),
        source=draw(st.sampled_from(SITES)),
        records=records,
        covers=covers(records, draw(st.booleans())),
    )


def step_by_hand(draw, step, ledger):
    """An operation on one of the facts that there are."""
    when = START + timedelta(days=step, hours=1)
    choices = ["addition"] + (["correction", "deletion"] if ledger.facts else [])
    disputed = [fact for fact in ledger.facts if fact.conflicts]
    choices += ["settlement"] if disputed else []
    choice = draw(st.sampled_from(choices))
    if choice == "addition":
        change = Addition(records=[draw(contributions())])
    elif choice == "settlement":
        fact = draw(st.sampled_from(disputed))
        conflict = draw(st.sampled_from(fact.conflicts))
        value = draw(st.sampled_from(conflict.values))
        named = {"fact": fact.id, "target": fact.stated}
        change = Settlement(**named, field=conflict.field, value=value, over=conflict.values)
    else:
        fact = draw(st.sampled_from(ledger.facts))
        change = Deletion(fact=fact.id, target=fact.stated)
        if choice == "correction":
            over = {"base": [record.base for _, record in fact.seen if record.base is not None]}
            value = draw(st.sampled_from([None, 700000]))
            change = Correction(fact=fact.id, target=fact.stated, values={"base": value}, over=over)
    return Operation(id=f"o{step}", at=when, by="a", change=change)


@st.composite
def lives(draw, by_hand=True):
    """Captures and operations, some captures read again before anything else was, or later."""
    read, done = [], []
    for step in range(draw(st.integers(1, 6))):
        if by_hand and draw(st.booleans()):
            done.append(step_by_hand(draw, step, build_ledger(read, done)))
        elif read and draw(st.booleans()):
            place = draw(st.integers(0, len(read) - 1))
            read[place] = msgspec.structs.replace(read[place], read_again_at=at(step))
        else:
            read.append(draw(captures(step)))
    return read, done


def shown(ledger):
    """Everything of a ledger."""
    return [msgspec.structs.astuple(fact) for fact in ledger.facts], wall(ledger), ledger.acting


def meant(ledger):
    """What a ledger says and what each source said last, without the times at which it was said last."""
    return [
        (
            fact.record,
            [(conflict.field, conflict.values) for conflict in fact.conflicts],
            [(change.kind, change.field, change.before, change.after, change.at) for change in fact.history],
            fact.vanished,
            fact.decided,
            {look.source: record for look, record in fact.seen},
        )
        for fact in ledger.facts
    ]


@settings(max_examples=150)
@given(lives(), st.randoms())
def test_the_order_of_arrival_does_not_matter(life, random):
    read, done = life
    shuffled = build_ledger(random.sample(read, len(read)), random.sample(done, len(done)))
    assert shown(shuffled) == shown(build_ledger(read, done))


@settings(max_examples=150)
@given(lives(), st.integers(0, 9))
def test_reading_a_page_again_before_anything_else_changes_nothing(life, place):
    read, done = life
    if not read:
        return
    place %= len(read)
    twice = msgspec.structs.replace(
        read[place],
        id=read[place].id + "-again",
        captured_at=(datetime.fromisoformat(read[place].captured_at) + timedelta(minutes=1)).isoformat(),
        read_again_at=None,
    )
    assert meant(build_ledger([*read, twice], done)) == meant(build_ledger(read, done))


@settings(max_examples=100)
@given(lives())
def test_every_record_of_every_look_is_seen_in_one_fact(life):
    read, done = life
    ledger = build_ledger(read, done)
    looked = sum(len(capture.records) * (2 if capture.read_again_at else 1) for capture in read)
    looked += sum(len(one.change.records) for one in done if isinstance(one.change, Addition))
    assert sum(len(fact.seen) for fact in [*ledger.facts, *ledger.deleted]) == looked


@settings(max_examples=100)
@given(lives())
def test_a_value_is_one_that_was_said_and_never_one_in_conflict(life):
    read, done = life
    for fact in build_ledger(read, done).facts:
        disputed = {conflict.field for conflict in fact.conflicts}
        for field in ("base", "status", "employer", "pool"):
            value = getattr(fact.record, field)
            said = {getattr(record, field) for _, record in fact.seen} | ({700000} if field in fact.decided else set())
            assert value is None or (value in said and field not in disputed)


@settings(max_examples=100)
@given(lives())
def test_a_month_counts_once_however_many_facts_it_has(life):
    read, done = life
    for one in totals(build_ledger(read, done)):
        assert one.months + one.open + one.disputed <= len(MONTHS)
        assert one.unstated <= one.months


def test_rows_keep_to_their_facts_though_another_source_made_these_alike():
    records = [Contribution(insurance="injury", month="2023-01", base=base) for base in (None, 600000)]
    others = [records[1], records[1]]
    read = [
        CaptureSource(id="a", captured_at=at(0), source=SITES[0], records=records),
        CaptureSource(id="b", captured_at=at(1), source=SITES[1], records=others),
    ]
    again = CaptureSource(id="c", captured_at=at(2), source=SITES[0], records=records)
    assert meant(build_ledger([*read, again])) == meant(build_ledger(read))
