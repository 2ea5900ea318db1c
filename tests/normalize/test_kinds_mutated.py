"""The same facts laid out otherwise: columns in another order, a column nobody knows, labels wrapped or spaced out."""

import json

import msgspec
import pytest

from shebaobu.domain.capture import Capture
from shebaobu.normalize import normalize
from tests.normalize.test_kinds import LAYOUTS, page_of, told

TABLES = [layout for layout in LAYOUTS if "columns" in layout and "其中" not in layout["columns"] and layout["records"]]
PANELS = [layout for layout in LAYOUTS if "pairs" in layout and layout["records"]]


def records(layout, change):
    plain = json.loads(msgspec.json.encode(page_of(layout)))
    change(plain["blocks"][0])
    return as_a_set(told(record) for record in normalize(msgspec.convert(plain, Capture)).records)


def as_a_set(found):
    """The records, their parts too, in an order of their own."""
    plain = [json.loads(json.dumps(record)) for record in found]
    for record in plain:
        record.get("items", []).sort(key=str)
    return sorted(json.dumps(record, sort_keys=True) for record in plain)


def turn_columns(block):
    for cells in (block["columns"], *block["rows"], *([block["codes"]] if "codes" in block else [])):
        cells.reverse()


def add_unknown_column(block):
    block["columns"].insert(1, ["神秘项目"])
    for row in block["rows"]:
        row.insert(1, "某值")
    if "codes" in block:
        block["codes"].insert(1, "")


def wrap_labels(block):
    block["columns"] = [["明细信息", *path] if path else path for path in block["columns"]]


def space_labels(block):
    block["columns"] = [
        [f" {' '.join(level)}：" if len(level) == 2 else f"{level} ：" for level in path] for path in block["columns"]
    ]


def repeat_header(block):
    block["rows"].insert(1, [path[-1] if path else "" for path in block["columns"]])


def add_notes(block):
    width = len(block["columns"])
    block["rows"] += [
        ["", *["-"] * (width - 1)],
        ["注：以上数据仅供参考", *[""] * (width - 1)],
        ["共 2 条记录", *[""] * (width - 1)],
    ]


def header_into_body(block):
    block["rows"].insert(0, [path[-1] if path else "" for path in block["columns"]])
    block["columns"] = [[] for _ in block["columns"]]


TABLE_CHANGES = [turn_columns, add_unknown_column, wrap_labels, space_labels, repeat_header, add_notes]


def changed_tables():
    """Each table with each change; one whose rows are its labels only with spaces in them."""
    for layout in TABLES:
        for change in [space_labels] if "转置" in layout["name"] else TABLE_CHANGES:
            yield pytest.param(layout, change, id=f"{layout['name']}-{change.__name__}")


@pytest.mark.parametrize(("layout", "change"), list(changed_tables()))
def test_a_table_laid_out_otherwise_says_the_same(layout, change):
    assert records(layout, change) == as_a_set(layout["records"])


@pytest.mark.parametrize(
    "layout",
    [one for one in TABLES if "codes" not in one and ">" not in one["columns"] and "转置" not in one["name"]],
    ids=lambda layout: layout["name"],
)
def test_a_header_in_the_body_says_the_same(layout):
    assert records(layout, header_into_body) == as_a_set(layout["records"])


def turn_pairs(block):
    block["pairs"].reverse()


def add_unknown_pair(block):
    block["pairs"].append(["神秘项目", "某值"])


def star_labels(block):
    block["pairs"] = [[f"* {label} ：", value] for label, value in block["pairs"]]


def changed_panels():
    """Each panel with each change; cards begin with their first label and are not turned."""
    for layout in PANELS:
        labels = [label for label, _ in layout["pairs"]]
        for change in (turn_pairs, add_unknown_pair, star_labels):
            if change is not turn_pairs or len(set(labels)) == len(labels):
                yield pytest.param(layout, change, id=f"{layout['name']}-{change.__name__}")


@pytest.mark.parametrize(("layout", "change"), list(changed_panels()))
def test_a_panel_laid_out_otherwise_says_the_same(layout, change):
    assert records(layout, change) == as_a_set(layout["records"])
