"""Tables and panels of the kinds of record beside contributions, each with what a careful reader makes of it.

The layouts are data: ``kind_layouts.toml``. A column's levels are parted by ``>``, columns by ``｜``, cells by ``|``; a
layout with ``pairs`` is a label-value panel.
"""

import json
import tomllib
from pathlib import Path

import msgspec
import pytest

from shebaobu.domain.reading import Reading
from shebaobu.domain.records import to_dict
from shebaobu.ledger.merge import CaptureSource, build_ledger
from shebaobu.normalize import normalize
from shebaobu.normalize.kinds.specs import load_specs, record_class
from tests.normalize.pages import capture, fields, grid

LAYOUTS = tomllib.loads(Path(__file__).with_name("kind_layouts.toml").read_text(encoding="utf-8"))["layout"]


def page_of(layout):
    codes = {"codes": layout["codes"]} if "codes" in layout else {}
    path = layout.get("path", ())
    if "pairs" in layout:
        block = {**fields(*layout["pairs"], path=path), **codes}
    else:
        header = [[level for level in column.split(">") if level] for column in layout["columns"].split("｜")]
        block = grid(header, *[row.split("|") for row in layout["rows"]], path=path, **codes)
    return capture(block, url=layout.get("url", "https://portal.example/"), title=layout.get("title", ""))


def told(record):
    plain = json.loads(msgspec.json.encode(to_dict(record)))
    plain.pop("source")
    asked = [question["code"] for question in plain.pop("questions", ())]
    return plain | ({"asked": asked} if asked else {})


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["name"])
class TestLayout:
    def test_its_records_and_its_person_are_those_of_the_page(self, layout):
        result = normalize(page_of(layout))
        assert [told(record) for record in result.records] == layout["records"]
        assert msgspec.to_builtins(result.person) == layout.get("person", {})
        assert [[entry.part, entry.index] for entry in result.accounting if entry.use == "not_understood"] == (
            layout.get("not_understood", [])
        )

    def test_reading_it_twice_is_reading_it_once(self, layout):
        records = normalize(page_of(layout)).records
        sources = [
            CaptureSource(id=name, captured_at=f"2026-11-2{name}T08:00:00+08:00", records=records) for name in "12"
        ]
        assert len(build_ledger(sources).facts) == len(records)

    def test_every_answer_is_applied(self, layout):
        page = page_of(layout)
        for question in normalize(page).asked:
            reading = Reading(
                layout=question.layout,
                code=question.code,
                column=question.column,
                subject=question.subject,
                answer=question.choices[-1],
            )
            result = normalize(page, [reading])
            assert question not in {asked for record in result.records for asked in record.questions}
            assert result.answered == [reading]

    def test_full_width_figures_say_the_same(self, layout):
        wide = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
        plain = json.loads(msgspec.json.encode(page_of(layout)))
        for block in plain["blocks"]:
            for cells in (*block.get("rows", ()), *block.get("pairs", ())):
                cells[:] = [cell.translate(wide) if is_amount(cell) else cell for cell in cells]
        result = normalize(msgspec.convert(plain, type(page_of(layout))))
        assert [told(record) for record in result.records] == layout["records"]


def is_amount(text):
    return text.replace(".", "", 1).isdigit() and "." in text


def test_every_kind_reads_fields_of_its_record():
    for spec in load_specs():
        assert record_class(spec.kind)
        assert {name for part in spec.words.values() for name in [part.meaning.name]} & spec.fields


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("年度｜起始月份｜终止月份｜缴费基数｜单位缴费｜个人缴费｜利息｜滞纳金", "2023|1|12|5000|9600|4800|0|0"),
        ("开始日期｜结束日期｜缴费工资｜单位缴费金额｜个人缴费金额｜总金额", "202301|202301|5000|800|400|1200"),
        ("年月｜月缴费基数｜个人缴｜划入金额", "202301|5000|100|250"),
        ("缴费年月｜缴费基数｜单位缴费｜个人缴费｜支付方式", "202301|5000|800|400|银行代扣"),
        ("年月｜缴费基数｜单位缴费｜个人缴费｜余额", "202301|5000|800|400|30000"),
        ("险种｜年月｜参保状态｜缴费基数｜个人缴费", "失业保险|202301|参保缴费|5000|25"),
        ("费款所属期｜险种｜首次参保年月｜参保状态｜个人缴费", "202301|失业保险|201001|参保缴费|25"),
        ("年度｜月份｜缴费基数｜个人缴费｜累计缴费月数", "2023|1|5000|400|131"),
        (
            "结算年月｜费款所属期｜缴费总额｜缴费基数｜单位缴费｜个人缴费｜到账日期",
            "202302|202301|1200|5000|800|400|2023-02-10",
        ),
    ],
)
def test_a_table_of_contributions_stays_one(header, row):
    table = grid(header.split("｜"), row.split("|"), path=["企业职工基本养老保险"])
    kinds = {told(record)["kind"] for record in normalize(capture(table)).records}
    assert kinds <= {"contribution", "contribution_period"}
