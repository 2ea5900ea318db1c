"""The sample pages: what the extension captured of each gives exactly the records that the page states."""

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shebaobu.domain.capture import Capture, decode_capture
from shebaobu.domain.records import Contribution
from shebaobu.normalize import normalize
from tests.normalize.pages import without_source

PAGES = sorted(Path(__file__).parent.parent.joinpath("portals").glob("*/capture.json"))


def as_json(records):
    return json.loads(json.dumps([without_source(record) for record in records]))


def read_page(folder):
    capture = decode_capture((folder / "capture.json").read_bytes())
    return capture, json.loads((folder / "expected.json").read_text(encoding="utf-8"))


def test_the_four_pages_are_here():
    assert {page.parent.name for page in PAGES} >= {
        "bj_csibiz_oldage_2018",
        "gz_pension_ranges",
        "nantong_payer_split_rows",
        "si12333_vxe_fixed",
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
class TestPage:
    def test_records_are_exactly_those_of_the_page(self, page):
        capture, expected = read_page(page.parent)
        found = as_json(normalize(capture).records)
        assert found == expected["records"]

    def test_the_person_is_the_one_of_the_page(self, page):
        capture, expected = read_page(page.parent)
        assert json.loads(msgspec.json.encode(normalize(capture).person)) == expected["person"]

    def test_every_record_tells_its_block_and_row(self, page):
        capture, _ = read_page(page.parent)
        for record in normalize(capture).records:
            if isinstance(record, Contribution):
                block = capture.blocks[record.source.block]
                shown = "".join(block.rows[record.source.row]).replace("-", "").replace("年", "")
                month = record.period.start if record.period else record.month
                year, of_year = month.split("-")
                under_year = year in "".join(block.path) and f"{int(of_year)}月" in shown
                across = year in shown and across_has(capture, record, int(of_year))
                in_row = year + of_year in shown or f"{year}{int(of_year)}月" in shown
                assert in_row or under_year or across

    @settings(max_examples=25, deadline=None)
    @given(data=st.data())
    def test_the_order_of_columns_changes_nothing(self, page, data):
        capture, expected = read_page(page.parent)
        plain = msgspec.to_builtins(capture)
        for block in plain["blocks"]:
            # A column that is called like another (其中个人部分) is about the one on its left.
            if block["type"] == "grid" and len({tuple(path) for path in block["columns"]}) == len(block["columns"]):
                order = data.draw(st.permutations(range(len(block["columns"]))))
                block["columns"] = [block["columns"][at] for at in order]
                block["rows"] = [[row[at] for at in order] for row in block["rows"]]
                if "codes" in block:
                    block["codes"] = [block["codes"][at] for at in order]
        found = as_json(normalize(msgspec.convert(plain, Capture)).records)
        assert as_a_set(found) == as_a_set(expected["records"])


def across_has(capture, record, month):
    return any([f"{month}月"] == path[-1:] for path in capture.blocks[record.source.block].columns)


def as_a_set(records):
    """Side by side insurances come in the order of their columns, so the order of records may differ."""
    return sorted(json.dumps(record, sort_keys=True) for record in records)
