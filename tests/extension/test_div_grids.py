"""Grids without table elements: rows of boxes, whatever framework draws them, in the order in which they are seen."""

from __future__ import annotations

import pytest

from tests.extension.reading import grids, lines, only_grid, pairs, read_html

HEAD = ("费款所属期", "险种类型", "缴费基数", "个人缴费")
NAMES = ("aae003", "aae140", "aae180", "aae022")
ROWS = (
    ("202401", "养老保险", "5000.00", "400.00"),
    ("202402", "养老保险", "5100.00", "408.00"),
    ("202403", "失业保险", "5100.00", "25.50"),
)
EXPECTED = {"columns": [[name] for name in HEAD], "rows": [list(row) for row in ROWS]}
SIDE_BY_SIDE = "<style>.l{display:flex}.l>*{width:120px;list-style:none}</style>"
SLICK = """<style>.slick-header-column{display:inline-block;width:100px}.grid-canvas{position:relative;height:75px}
.slick-row{position:absolute;width:400px;height:25px}.slick-cell{position:absolute;width:100px;height:24px}
.l0{left:0}.l1{left:100px}.l2{left:200px}.l3{left:300px}</style>"""


def shown(capture):
    grid = only_grid(capture)
    return {"columns": grid["columns"], "rows": grid["rows"]}


def tags(texts, tag="div", **attributes):
    written = "".join(f' {name.rstrip("_")}="{value}"' for name, value in attributes.items())
    return "".join(f"<{tag}{written}>{text}</{tag}>" for text in texts)


def slick(order=(2, 0, 1), cells=(0, 1, 2, 3)):
    columns = zip(NAMES, HEAD, strict=True)
    head = "".join(
        f'<div class=slick-header-column field="{n}"><span class=slick-column-name>{t}</span></div>' for n, t in columns
    )
    body = "".join(
        f'<div class=slick-row row={at} style="top:{25 * at}px">'
        + "".join(f'<div class="slick-cell l{c} r{c}">{ROWS[at][c]}</div>' for c in cells)
        + "</div>"
        for at in order
    )
    return (
        f"<div class=slickgrid><div class=slick-header><div class=slick-header-columns>{head}</div></div>"
        f"<div class=slick-viewport style='overflow:auto'><div class=grid-canvas>{body}</div></div></div><p>共 15条</p>"
    )


@pytest.mark.parametrize("style", [SLICK, ""], ids=["styled", "without its style sheet"])
@pytest.mark.parametrize("cells", [(0, 1, 2, 3), (3, 1, 0, 2)], ids=["in order", "cells in any order"])
def test_a_slick_grid_is_read_in_the_order_of_its_rows_and_columns(click, style, cells):
    capture = read_html(click, style + slick(cells=cells))
    assert shown(capture) == EXPECTED
    assert only_grid(capture)["codes"] == list(NAMES)
    assert (only_grid(capture)["truncated"], only_grid(capture)["total_rows"]) == (True, 15)
    assert lines(capture) == ["共 15条"]


def test_cells_that_are_not_drawn_leave_their_columns_empty(click):
    grid = only_grid(read_html(click, SLICK + slick(order=(0, 1, 2), cells=(0, 2, 3))))
    assert grid["columns"] == EXPECTED["columns"]
    assert grid["rows"] == [[row[0], "", row[2], row[3]] for row in ROWS]


def aria(role, cell):
    head = f"<div role=rowgroup><div role=row>{tags(HEAD, 'span', role='columnheader')}</div></div>"
    body = "".join(
        f"<div role=row aria-rowindex={at}>{tags(row, 'span', role=cell)}</div>" for at, row in enumerate(ROWS, 2)
    )
    return f"<div role={role} aria-rowcount=41>{head}<div role=rowgroup>{body}</div></div>"


@pytest.mark.parametrize(("role", "cell"), [("table", "cell"), ("grid", "gridcell"), ("treegrid", "gridcell")])
def test_roles_say_what_is_a_row_and_a_cell(click, role, cell):
    capture = read_html(click, aria(role, cell))
    assert shown(capture) == EXPECTED
    assert only_grid(capture)["truncated"] is True


def ag(pinned, scrolled):
    """A grid whose pinned column and whose others lie in boxes of their own, each with its rows in any order."""
    style = """<style>.row,.hrow{position:absolute;height:30px}.c{position:absolute;width:100px;height:30px}
    .head,.body{position:relative;height:30px}.body{height:90px}.left{position:absolute;left:0;width:100px}
    .center{position:absolute;left:100px}</style>"""

    def cell(role, column, at, text):
        place = f"style='left:{100 * at}px'"
        return f"<div class=c role={role} col-id={NAMES[column]} {place}><div><span>{text}</span></div></div>"

    def header(columns):
        cells = "".join(cell("columnheader", column, at, HEAD[column]) for at, column in enumerate(columns))
        return f"<div role=rowgroup><div class=hrow role=row>{cells}</div></div>"

    def body(columns, order):
        return "".join(
            f"<div class=row role=row row-index={r} style='transform:translateY({30 * r}px)'>"
            + "".join(
                cell("gridcell", column, at, ROWS[r][column]) for at, column in reversed(list(enumerate(columns)))
            )
            + "</div>"
            for r in order
        )

    return (
        f"{style}<div role=grid aria-rowcount=16><div class=head><div class=left>{header(pinned)}</div>"
        f"<div class=center>{header(scrolled)}</div></div><div class=body>"
        f"<div class=left role=rowgroup>{body(pinned, (1, 0, 2))}</div>"
        f"<div class=center role=rowgroup>{body(scrolled, (0, 2, 1))}</div></div></div>"
    )


@pytest.mark.parametrize(("pinned", "scrolled"), [((0,), (1, 2, 3)), ((0, 1), (2, 3))])
def test_pinned_columns_meet_the_others_row_by_row(click, pinned, scrolled):
    capture = read_html(click, ag(pinned, scrolled))
    assert shown(capture) == EXPECTED
    assert only_grid(capture)["codes"] == list(NAMES)
    assert only_grid(capture)["truncated"] is True


@pytest.mark.parametrize(
    "body",
    [
        f"<div><div class='l hd'>{tags(HEAD)}</div>"
        + "".join(f"<div class=l>{tags(row)}</div>" for row in ROWS)
        + "</div>",
        f"<div><ul class=l>{tags(HEAD, 'li')}</ul></div><div>"
        + "".join(f"<ul class=l>{tags(row, 'li')}</ul>" for row in ROWS)
        + "</div>",
        f"<section><div class=l>{tags(HEAD, 'b')}</div></section><ul>"
        + "".join(f"<li><a><div class=l>{tags(row, 'span')}</div></a></li>" for row in ROWS)
        + "</ul>",
        f"<div style='display:table'><div style='display:table-row'>{tags(HEAD, style='display:table-cell')}</div>"
        + "".join(f"<div style='display:table-row'>{tags(row, style='display:table-cell')}</div>" for row in ROWS)
        + "</div>",
        f"<div style='display:grid;grid-template-columns:repeat(4,100px)'>{tags(HEAD)}"
        + "".join(tags(row) for row in ROWS)
        + "</div>",
        f"<div>{tags(HEAD, style='float:left;width:100px')}</div><div style='clear:both'></div>"
        + "".join(
            f"<table class=item><tr>{tags(row, 'td', style='width:98px;padding:1px')}</tr></table>" for row in ROWS
        ),
    ],
    ids=["flex", "lists", "header apart", "table styles", "grid styles", "a table for each row"],
)
def test_rows_are_what_lies_side_by_side_under_a_header(click, body):
    assert shown(read_html(click, SIDE_BY_SIDE + body)) == EXPECTED


@pytest.mark.parametrize(
    "head",
    [
        "<div class=r><div class=c>年月</div><div class=g><div>养老保险</div><div class=r>"
        "<div class=c>单位</div><div class=c>个人</div></div></div></div>",
        "<div class=r><div class=c></div><div class=g>养老保险</div></div>"
        "<div class=r><div class=c>年月</div><div class=c>单位</div><div class=c>个人</div></div>",
    ],
    ids=["nested", "above"],
)
def test_groups_stand_over_their_columns(click, head):
    style = "<style>.r{display:flex}.c{width:100px}.g{width:200px}</style>"
    rows = "".join(
        f"<div class=r>{tags(row, class_='c')}</div>" for row in (("202401", "800", "400"), ("202402", "8", "4"))
    )
    grid = only_grid(read_html(click, f"{style}<div><div>{head}</div><div>{rows}</div></div>"))
    assert grid["columns"] == [["年月"], ["养老保险", "单位"], ["养老保险", "个人"]]
    assert grid["rows"] == [["202401", "800", "400"], ["202402", "8", "4"]]


def test_a_box_much_higher_than_its_rows_has_more_of_them(click):
    rows = "".join(f"<div class=l>{tags(row)}</div>" for row in ROWS)
    head = f"<div class='l'>{tags(HEAD)}</div>"
    box = f"<div style='height:100px;overflow:auto'><div style='height:%s'>{rows}</div></div>"
    drawn = f"{SIDE_BY_SIDE}<div>{head}</div>{box}"
    assert only_grid(read_html(click, drawn % "4000px"))["truncated"] is True
    assert only_grid(read_html(click, drawn % "auto"))["truncated"] is False
    roomy = drawn.replace("height:100px", "height:700px") % "600px"
    assert only_grid(read_html(click, roomy))["truncated"] is False


def test_two_columns_under_a_header_are_a_grid(click):
    row = "<div style='display:flex;justify-content:space-between'><{0}>{1}</{0}><{0}>{2}</{0}></div>"
    body = row.format("b", "月份", "个人缴费") + "".join(
        row.format("span", *cells) for cells in (("2024-01", "400.00"), ("2024-02", "408.00"))
    )
    grid = only_grid(read_html(click, f"<div>{body}</div>"))
    assert (grid["columns"], grid["rows"][1]) == ([["月份"], ["个人缴费"]], ["2024-02", "408.00"])


def test_menus_steps_and_footers_are_no_grids(click):
    body = (
        f"{SIDE_BY_SIDE}<ul class=l><li><a><i></i><span>首页</span></a></li>"
        "<li><a><i></i><span>查询</span></a></li></ul><div><div class=l><span>1</span><span>填写</span></div>"
        "<div class=l><span>2</span><span>确认</span></div></div>"
        "<div class=l><a>隐私</a><a>帮助</a><a>联系我们</a></div><div class=l><a>甲网</a><a>乙网</a><a>丙网</a></div>"
    )
    capture = read_html(click, body)
    assert grids(capture) == []
    assert pairs(capture) == []
    assert lines(capture)[:2] == ["首页", "查询"]
