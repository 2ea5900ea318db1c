"""Records keep only what was on the page, and go to JSON and back."""

import typing

from shebaobu.domain.records import Contribution, Period, Record, Source, from_dict, to_dict


def test_an_absent_field_is_absent():
    record = Contribution(insurance="injury", month="2020-01", employer_amount=0, source=Source(block=0, row=3))
    assert to_dict(record) == {
        "kind": "contribution",
        "insurance": "injury",
        "month": "2020-01",
        "employer_amount": 0,
        "source": {"block": 0, "row": 3},
    }


def test_every_kind_survives_json():
    for kind in typing.get_args(Record):
        record = kind(insurance="injury")
        assert from_dict(to_dict(record)) == record


def test_a_period_survives_json():
    record = Contribution(month="2020-01", period=Period(start="2020-01", end="2020-03", months=3), derived=True)
    assert from_dict(to_dict(record)) == record
