"""What stands around tables and panels of other kinds than contributions: a place, a line above, steps, a heading."""

import pytest

from shebaobu.normalize import normalize
from tests.normalize.pages import capture, fields, grid, lines, read

TRANSFER = fields(("联系函编号", "LXH1"), ("转出地", "信阳市"), ("转入地", "余姚市"), ("业务流水号", "3302"))
STEPS = [{"name": "转入地受理", "on": "2025-04-03"}, {"name": "转移资金到账", "on": "2025-05-06"}]


def test_a_line_above_a_panel_names_its_insurance():
    (transfer,) = read(lines("企业职工基本养老保险关系转移接续"), TRANSFER)
    assert (transfer["insurance"], transfer["reference"]) == ("pension_employee", "LXH1")


def test_the_place_that_a_page_names_once_is_that_of_its_records():
    header = ("缴费年度", "个人缴费金额", "政府补贴")
    table = grid(header, ("2025", "1000", "100"), path=["城乡居民养老保险"])
    (year,) = read(fields(("姓名", "覃*莲"), ("参保地", "湖南省怀化市")), table)
    assert year["pool"] == "湖南省怀化市"


def test_the_place_of_a_page_is_none_of_a_transfer():
    (transfer,) = read(fields(("姓名", "覃*莲"), ("参保地", "湖南省怀化市")), TRANSFER)
    assert "pool" not in transfer


def test_a_figure_below_a_heading_that_is_its_label():
    (balance,) = read(lines("2,318.92", path=["职工医保", "当前账户余额(元)"]))
    assert (balance["kind"], balance["balance"], balance["insurance"]) == (
        "account_balance",
        231892,
        "medical_employee",
    )


@pytest.mark.parametrize(
    "drawn",
    [
        [lines("2025-04-03", path=["转入地受理"]), lines("2025-05-06", path=["转移资金到账"])],
        [lines("转入地受理", "2025-04-03", "转移资金到账", "2025-05-06")],
        [lines("2025-04-03 10:20:31", "转入地受理", "2025-05-06 08:00:00", "转移资金到账")],
        [lines("转入地受理 2025-04-03", "转移资金到账 2025-05-06")],
        [fields(("转入地受理", "2025-04-03"), ("转移资金到账", "2025-05-06"))],
        [grid(((), ()), ("转入地受理", "2025-04-03"), ("转移资金到账", "2025-05-06"))],
        [grid(((), (), ()), ("1", "2025-04-03", "转入地受理"), ("2", "2025-05-06", "转移资金到账"))],
    ],
    ids=["headings", "alternating", "dates first", "on a line", "a panel", "a list", "a numbered list"],
)
def test_the_steps_of_a_transfer_however_they_are_drawn(drawn):
    found = normalize(capture(TRANSFER, *drawn))
    (transfer,) = found.records
    assert [{"name": step.name, "on": step.on} for step in transfer.steps] == STEPS
    assert not [entry for entry in found.accounting if entry.part == "line" and entry.use == "not_understood"]


def test_a_step_that_has_no_date_yet_is_one_by_its_number():
    drawn = [lines("2025-04-03", path=["转入地受理"]), lines("2025-05-06", path=["转移资金到账"]), lines("3", "办结")]
    (transfer,) = normalize(capture(TRANSFER, *drawn)).records
    assert [(step.name, step.on) for step in transfer.steps][-1] == ("办结", None)


@pytest.mark.parametrize("drawn", [[lines("更新时间 2025-05-06")], [lines("2025-05-06", path=["打印"])]])
def test_a_single_date_beside_a_transfer_is_no_step(drawn):
    (transfer,) = normalize(capture(TRANSFER, *drawn)).records
    assert transfer.steps == ()
