"""Tables of contributions in the layouts of many sites, each with what a careful reader makes of it.

The layouts are data: ``layouts.toml``. A column's levels are parted by ``>``, columns by ``｜``, cells by ``|``.
"""

import tomllib
from pathlib import Path

import pytest

from shebaobu.domain.reading import Reading
from shebaobu.domain.records import to_dict
from shebaobu.normalize import normalize
from tests.normalize.pages import capture, fields, grid, lines

LAYOUTS = tomllib.loads(Path(__file__).with_name("layouts.toml").read_text(encoding="utf-8"))["layout"]


def page_of(layout):
    header = [[level for level in column.split(">") if level] for column in layout["columns"].split("｜")]
    codes = {"codes": layout["codes"]} if "codes" in layout else {}
    rows = [row.split("|") for row in layout["rows"]]
    blocks = [grid(header, *rows, path=layout.get("path", ()), **codes)]
    if "form" in layout:
        blocks.insert(0, fields(*layout["form"]))
    if "note" in layout:
        blocks.append(lines(layout["note"]))
    return capture(*blocks, url=layout.get("url", "https://portal.example/"))


def told(record):
    plain = to_dict(record)
    plain.pop("source")
    asked = [question["code"] for question in plain.pop("questions", ())]
    return {"kind": "contribution", **plain} | ({"asked": asked} if asked else {})


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["name"])
def test_layout(layout):
    result = normalize(page_of(layout))
    assert [told(record) for record in result.records] == [
        {"kind": "contribution", **record} for record in layout["records"]
    ]
    assert [[entry.part, entry.index] for entry in result.accounting if entry.use == "not_understood"] == layout.get(
        "not_understood", []
    )


@pytest.mark.parametrize(
    "layout", [one for one in LAYOUTS if "asked" in str(one["records"])], ids=lambda one: one["name"]
)
def test_an_answer_settles_its_question_and_no_other(layout):
    page = page_of(layout)
    for question in normalize(page).asked:
        for choice in question.choices:
            reading = Reading(
                layout=question.layout,
                code=question.code,
                column=question.column,
                subject=question.subject,
                answer=choice,
            )
            result = normalize(page, [reading])
            open_now = {asked for record in result.records for asked in record.questions}
            assert question not in open_now
            assert result.answered == [reading]
            assert question in result.asked


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/q?xz=2&t=1700000000", "https://a.example/q?t=1800000000&xz=2&page=3", True),
        ("https://a.example/q?year=2020", "https://a.example/q?year=2021", True),
        ("https://a.example/q?xz=2", "https://a.example/q?xz=3", False),
        ("https://a.example/q?t=1#/pension?t=1", "https://a.example/q?t=2#/pension?t=2", True),
        ("https://a.example/q?t=1#/pension", "https://a.example/q?t=1#/medical", False),
        ("https://a.example/q#/pension", "https://a.example/q#/medical", False),
        ("https://a.example/q", "https://b.example/q", False),
    ],
)
def test_an_answer_holds_for_the_page_that_comes_again_and_for_no_other(one, other, same):
    def layout(url):
        table = grid(["年月", "个人缴费"], ["202301", "400"])
        (asked,) = normalize(capture(table, url=url)).asked
        return asked.layout

    assert (layout(one) == layout(other)) is same
