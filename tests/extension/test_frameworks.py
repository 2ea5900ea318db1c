"""Grids of common frameworks as they draw them: header apart from body, clones of fixed columns, hidden originals."""

from __future__ import annotations

import pytest

from tests.extension.reading import grids, lines, only_grid, pairs, read_html

HEAD = ("序号", "费款所属期", "险种类型", "缴费基数", "个人缴费")
NAMES = ("xh", "aae003", "aae140", "aae180", "aae022")
ROWS = (
    ("1", "202401", "养老保险", "5000.00", "400.00"),
    ("2", "202402", "养老保险", "5100.00", "408.00"),
    ("3", "202403", "失业保险", "5100.00", "25.50"),
)
EXPECTED = {"columns": [[name] for name in HEAD], "rows": [list(row) for row in ROWS]}


def shown(capture):
    grid = only_grid(capture)
    return {"columns": grid["columns"], "rows": grid["rows"]}


def tr(cells, tag="td", at=lambda _: "", row="", inner="{}", first=0):
    """A row of cells; `at` gives the attributes of the cell in a column, `inner` what is around its text."""
    written = "".join(f"<{tag} {at(c)}>{inner.format(text)}</{tag}>" for c, text in enumerate(cells, first))
    return f"<tr {row}>{written}</tr>"


def table(head, body, **attributes):
    written = " ".join(f"{name.rstrip('_')}='{value}'" for name, value in attributes.items())
    head = f"<thead>{head}</thead>" if head else ""
    return f"<table {written}>{head}{f'<tbody>{body}</tbody>' if body else ''}</table>"


def element_ui():
    style = (
        "<style>.is-hidden>*{visibility:hidden}.el-table{position:relative;width:500px}"
        "table{table-layout:fixed;width:600px}td,th{height:30px;padding:0}.fixed{position:absolute;top:0;left:0;overflow:hidden;width:240px}</style>"
    )

    def pieces(hidden):
        def at(c):
            return f"class='el-table_1_column_{c + 1} {'is-hidden' if c in hidden else ''}'"

        cell = "<div class=cell>{}</div>"
        head = tr(HEAD, "th", at, inner=cell).replace(
            "</tr>", "<th class=gutter style='width:0;display:none'></th></tr>"
        )
        body = "".join(tr(row, at=at, row="class=el-table__row", inner=cell) for row in ROWS)
        sums = tr(("合计", "", "", "", "833.50"), at=at, inner=cell)
        return "".join(f"<div>{part}</div>" for part in (table(head, ""), table("", body), table("", sums)))

    pager = (
        "<div class=el-pagination><span class=el-pagination__total>共 13 条</span><span class=el-pagination__sizes>"
        "<input readonly value='10条/页'></span><ul class=el-pager><li class='number active'>1</li>"
        "<li class=number>2</li>"
        "</ul><span class=el-pagination__jump>前往<input type=number value=1>页</span></div>"
    )
    return f"{style}<div class=el-table>{pieces({0, 1})}<div class=fixed>{pieces({2, 3, 4})}</div></div>{pager}"


def test_element_ui_with_fixed_columns_and_a_row_of_sums(click):
    capture = read_html(click, element_ui())
    assert shown(capture) == {**EXPECTED, "rows": [*EXPECTED["rows"], ["合计", "", "", "", "833.50"]]}
    assert (only_grid(capture)["truncated"], only_grid(capture)["total_rows"]) == (True, 13)
    assert lines(capture) == ["共 13 条"]
    assert "codes" not in only_grid(capture)


def test_element_plus_with_sticky_columns_and_sort_icons(click):
    def at(c):
        return f"class='el-table_1_column_{c + 1} el-table__cell'{' style=position:sticky;left:0' if c == 0 else ''}"

    icon = "<div class=cell>{}<span class=caret-wrapper><i class=sort-caret>▲</i><i class=sort-caret>▼</i></span></div>"
    head = table(tr(HEAD, "th", at, inner=icon), "")
    body = table(
        "", "".join(tr(row, at=at, row="class=el-table__row", inner="<div class=cell>{}</div>") for row in ROWS)
    )
    scroll = f"<div class=el-scrollbar><div class=el-scrollbar__view style='display:inline-block'>{body}</div></div>"
    capture = read_html(click, f"<div class=el-table><div>{head}</div><div>{scroll}</div></div><p>Total 13</p>")
    assert shown(capture) == EXPECTED
    assert only_grid(capture)["total_rows"] == 13


def test_ant_design_with_header_apart_and_a_row_that_measures(click):
    head = tr(HEAD, "th").replace("</tr>", "<th class=ant-table-cell-scrollbar></th></tr>")
    measure = "<tr aria-hidden=true style='height:0;font-size:0'>" + "<td><div>&nbsp;</div></td>" * 5 + "</tr>"
    body = measure + "".join(tr(row, row=f"data-row-key={row[0]}") for row in ROWS)
    pager = (
        "<ul class=ant-pagination><li class=ant-pagination-total-text>共 13 条</li><li><button>‹</button></li>"
        "<li class='ant-pagination-item ant-pagination-item-active'><a>1</a></li>"
        "<li class=ant-pagination-item><a>2</a></li>"
        "<li class=ant-pagination-options><span>10 条/页</span></li></ul>"
    )
    capture = read_html(click, f"<div><div>{table(head, '')}</div><div>{table('', body)}</div></div>{pager}")
    assert shown(capture) == EXPECTED
    assert lines(capture) == ["共 13 条"]


def test_ant_design_with_clones_of_fixed_columns_on_both_sides(click):
    def clone(first, last, side):
        head = tr(HEAD[first:last], "th")
        body = "".join(tr(row[first:last], row=f"data-row-key={row[0]}") for row in ROWS)
        return f"<div {side}><div>{table(head, body)}</div></div>"

    fixed = "style='position:absolute;top:0;{}:0'"
    pieces = clone(0, 5, "") + clone(0, 2, fixed.format("left")) + clone(4, 5, fixed.format("right"))
    assert shown(read_html(click, f"<div style='position:relative'>{pieces}</div>")) == EXPECTED


def test_layui_with_a_fixed_part_a_hidden_original_and_its_pager(click):
    def at(c):
        return f"data-field={NAMES[c]} data-key=1-0-{c}"

    def part(last):
        cell = "<div class=layui-table-cell>{}</div>"
        head = tr(HEAD[:last], "th", at, inner=cell)
        body = "".join(tr(row[:last], at=at, row=f"data-index={r}", inner=cell) for r, row in enumerate(ROWS))
        return f"<div>{table(head, '')}</div><div>{table('', body)}</div>"

    pager = (
        "<div class=layui-table-page><div class='layui-box layui-laypage'><a>上一页</a>"
        "<span class=layui-laypage-curr><em>1</em></span><a>2</a><a>下一页</a>"
        "<span class=layui-laypage-skip>到第<input value=1>页<button>确定</button></span>"
        "<span class=layui-laypage-count>共 13 条</span><select><option selected>10 条/页</select></div></div>"
    )
    fixed = f"<div style='position:absolute;left:0;top:0'>{part(2)}</div>"
    original = "<table id=demo style='display:none'><tr><td>旧</td></tr></table>"
    capture = read_html(click, f"{original}<div style='position:relative'>{part(5)}{fixed}</div>{pager}")
    assert shown(capture) == EXPECTED
    assert only_grid(capture)["codes"] == list(NAMES)
    assert only_grid(capture)["total_rows"] == 13
    assert pairs(capture) == []
    assert lines(capture) == ["共 13 条"]


def test_iview_with_columns_hidden_on_each_side(click):
    def part(hidden):
        def at(c):
            return f"class='ivu-table-column-k{c}x' style='visibility:{'hidden' if c in hidden else 'visible'}'"

        cell = "<div class=ivu-table-cell><span>{}</span></div>"
        body = "".join(tr(row, at=at, inner=cell) for row in ROWS)
        return f"<div>{table(tr(HEAD, 'th', at, inner=cell), '')}</div><div>{table('', body)}</div>"

    fixed = f"<div style='position:absolute;left:0;top:0'>{part({1, 2, 3, 4})}</div>"
    assert shown(read_html(click, f"<div style='position:relative'>{part({0})}{fixed}</div>")) == EXPECTED


def test_bootstrap_table_with_its_header_twice(click):
    def at(c):
        return f"data-field={NAMES[c]}"

    head = tr(HEAD, "th", at, inner="<div class='th-inner sortable'>{}</div><div class=fht-cell></div>")
    body = "".join(tr(row, row=f"data-index={r}") for r, row in enumerate(ROWS))
    pager = (
        "<div class=fixed-table-pagination><div class=pagination-detail><span class=pagination-info>"
        "显示第 1 到第 3 条记录，总共 13 条记录</span><span>每页显示 <button>10</button> 条记录</span></div>"
        "<ul class=pagination><li class='page-number active'><a>1</a></li><li><a>2</a></li></ul></div>"
    )
    loading = "<div style='display:none'>正在努力地加载数据中，请稍候……</div>"
    grid = f"<div>{table(head, '')}</div><div style='overflow:auto'>{loading}{table(head, body)}</div>"
    capture = read_html(click, f"<div class=bootstrap-table>{grid}{pager}</div>")
    assert shown(capture) == EXPECTED
    assert only_grid(capture)["codes"] == list(NAMES)
    assert lines(capture) == ["显示第 1 到第 3 条记录，总共 13 条记录"]


def test_data_tables_with_a_header_of_no_height_over_its_body(click):
    sizing = "<div style='height:0;overflow:hidden'>{}</div>"
    body = "".join(tr(row) for row in ROWS)
    length = "<div class=dataTables_length><label>显示 <select><option>10</select> 项结果</label></div>"
    pager = (
        "<div>显示第 1 至 3 项结果，共 13 项</div><div class='dataTables_paginate paging_simple'><a>上页</a>"
        "<span><a class=current>1</a><a>2</a></span><a>下页</a></div>"
    )
    grid = f"<div>{table(tr(HEAD, 'th'), '')}</div><div>{table(tr(HEAD, 'th', inner=sizing), body)}</div>"
    capture = read_html(click, f"{length}<div>{grid}</div>{pager}")
    assert shown(capture) == EXPECTED
    assert only_grid(capture)["total_rows"] == 13


def test_jqgrid_with_a_row_that_only_sets_widths(click):
    first = "<tr class=jqgfirstrow role=row>" + "<td role=gridcell style='height:0;padding:0'></td>" * 5 + "</tr>"
    body = first + "".join(
        tr(row, at=lambda c: f"role=gridcell aria-describedby=list_{NAMES[c]}", row=f"id={r} role=row")
        for r, row in enumerate(ROWS)
    )
    head = tr(HEAD, "th", lambda c: f"id=list_{NAMES[c]}")
    pager = (
        "<div class=ui-jqgrid-pager><table><tr><td>第 <input value=1> 共 <span>2</span> 页</td>"
        "<td><div>1 - 3　共 13 条</div></td></tr></table></div>"
    )
    grid = f"<div>{table(head, '')}</div><div>{table('', body)}</div>"
    capture = read_html(click, f"<div><div class=ui-jqgrid-title>缴费明细</div>{grid}{pager}</div>")
    assert shown(capture) == EXPECTED
    assert only_grid(capture)["path"] == ["缴费明细"]
    assert only_grid(capture)["codes"][1:] == list(NAMES)[1:]
    assert only_grid(capture)["total_rows"] == 13


def test_ext_grids_of_a_table_for_each_row(click):
    head = "".join(
        f"<div style='float:left;width:100px' class=x-column-header><div><span>{name}</span></div></div>"
        for name in HEAD
    )
    cell = "<div class=x-grid-cell-inner>{}</div>"
    body = "".join(
        table(
            "",
            tr(row, at=lambda _: "class=x-grid-cell style='width:98px;padding:1px'", inner=cell),
            class_="x-grid-item",
        )
        for row in ROWS
    )
    assert shown(read_html(click, f"<div><div>{head}</div><div style='clear:both'>{body}</div></div>")) == EXPECTED


def easyui_view(first, last, numbered):
    def at(c):
        return f"field={NAMES[c]}"

    head = tr(HEAD[first:last], at=at, row="class=datagrid-header-row", inner="<div>{}</div>", first=first)
    rows = [
        tr(row[first:last], at=at, row=f"datagrid-row-index={r}", inner="<div>{}</div>", first=first)
        for r, row in enumerate(ROWS)
    ]
    if numbered:
        head = head.replace("row>", "row><td class=datagrid-header-rownumber></td>", 1)
        rows = [row.replace(">", f"><td class=datagrid-td-rownumber>{r}</td>", 1) for r, row in enumerate(rows, 1)]
    return f"<div style='float:left'><div>{table('', head)}</div><div>{table('', ''.join(rows))}</div></div>"


@pytest.mark.parametrize("frozen", [0, 1, 2], ids=["only numbers", "one frozen", "two frozen"])
@pytest.mark.parametrize("numbered", [True, False], ids=["numbered", "unnumbered"])
def test_easyui_views_however_many_columns_are_frozen(click, frozen, numbered):
    views = easyui_view(0, frozen, numbered) + easyui_view(frozen, 5, False)
    capture = read_html(click, f"<div class=datagrid-view>{views}</div>")
    assert shown(capture) == EXPECTED
    assert lines(capture) == []


def test_easyui_without_rows_is_a_grid_without_rows(click):
    head = table("", tr(HEAD, at=lambda c: f"field={NAMES[c]}", row="class=datagrid-header-row"))
    clone = table("", tr(HEAD, at=lambda c: f"field={NAMES[c]}", row="style='visibility:hidden'"))
    capture = read_html(click, f"<div><div>{head}</div><div>{clone}<div>没有记录</div></div></div>")
    assert shown(capture) == {**EXPECTED, "rows": []}
    assert lines(capture) == ["没有记录"]


def test_a_header_cloned_after_its_table_counts_once(click):
    whole = table(tr(HEAD, "th"), "".join(tr(row) for row in ROWS))
    clone = f"<div style='position:absolute;top:0'>{table(tr(HEAD, 'th'), '')}</div>"
    assert shown(read_html(click, f"<div style='position:relative'><div>{whole}</div>{clone}</div>")) == EXPECTED


def test_clones_that_repeat_rows_as_well_as_the_header_count_once(click):
    body = "".join(tr(row) for row in ROWS)
    over = "<div style='position:absolute;top:0;left:0'>{}</div>"
    clones = over.format(table(tr(HEAD, "th"), "")) + over.format(table(tr([""] * 5, "th"), body))
    page = f"<div style='position:relative'><div>{table(tr(HEAD, 'th'), body)}</div>{clones}</div>"
    assert shown(read_html(click, page)) == EXPECTED


def test_a_header_apart_that_only_its_class_names_tell(click):
    widths = "<tr style='height:0'>" + "<td style='height:0'></td>" * 5 + "</tr>"
    head = widths + tr(HEAD, at=lambda _: "class=mini-grid-headerCell", inner="<div>{}</div>")
    body = widths + "".join(tr(row, row="class=mini-grid-row") for row in ROWS)
    assert shown(read_html(click, f"<div><div>{table('', head)}</div><div>{table('', body)}</div></div>")) == EXPECTED


def test_a_pager_within_a_webforms_table_is_no_row_and_tells_of_more(click):
    numbers = "<td><span>1</span></td><td><a href=#>2</a></td><td><a href=#>3</a></td>"
    pages = f"<tr><td colspan=5><table><tr>{numbers}</tr></table></td></tr>"
    capture = read_html(click, f"<table>{tr(HEAD, 'th')}{''.join(tr(row) for row in ROWS)}{pages}</table>")
    assert shown(capture) == EXPECTED
    assert only_grid(capture)["truncated"] is True


TWO_LINES = (
    ("单位名称", "费款所属年月", "险种类型", "缴费基数", "个人数"),
    ("单位数", "划入个人账号金额", "单位缴费标志", "个人缴费标志", ""),
)


@pytest.mark.parametrize("tag", ["th", "td"])
@pytest.mark.parametrize("records", [1, 2])
def test_records_of_two_rows_are_one_row_each(click, tag, records):
    lines_of = (("甲公司", "202301", "企业养老", "5000", "400.00"), ("800.00", "400.00", "已实缴", "已实缴", ""))
    head = "".join(tr(row, tag, row="class=head") for row in TWO_LINES)
    grid = only_grid(read_html(click, f"<table>{head}{''.join(tr(row) for row in lines_of) * records}</table>"))
    assert grid["columns"] == [[name] for row in TWO_LINES for name in row if name]
    assert grid["rows"] == [[*lines_of[0], *lines_of[1][:4]]] * records


@pytest.mark.parametrize("row", [("01月", "已缴", "未缴"), ("一月", "已缴", "已缴"), ("甲", "乙", "已缴")])
def test_states_below_the_header_are_no_second_line_of_it(click, row):
    body = (row, ("02月", "已缴", "--"), ("03月", "未缴", "已缴"))
    grid = only_grid(read_html(click, f"<table>{tr(('月份', '养老', '失业'), 'th')}{''.join(map(tr, body))}</table>"))
    assert (grid["columns"], len(grid["rows"])) == ([["月份"], ["养老"], ["失业"]], 3)


def test_a_bar_that_turns_pages_in_a_table_of_its_own_tells_of_more(click):
    cells = "<td>第</td><td><input value=1></td><td>页,共 11 页</td><td>显示 1 - 4条，共 42条</td>"
    bar = f"<table><tr>{cells}</tr></table>"
    body = "".join(tr(line) for line in ROWS)
    grid = only_grid(read_html(click, f"<div><table>{tr(HEAD, 'th')}{body}</table><div>{bar}</div></div>"))
    assert (grid["truncated"], grid["total_rows"]) == (True, 42)


def test_rows_under_a_header_of_two_levels_stay_rows(click):
    head = "<tr><th rowspan=2>年月</th><th colspan=2>养老</th></tr><tr><th>单位</th><th>个人</th></tr>"
    body = tr(("202401", "800.00", "400.00")) + tr(("202402", "800.00", "400.00"))
    grid = only_grid(read_html(click, f"<table>{head}{body}</table>"))
    assert len(grid["rows"]) == 2


def test_triples_side_by_side_stay_columns(click):
    head = tr(("记录月份", "缴费基数(元)", "缴费类型") * 2, "th")
    body = tr(("202312", "5000", "正常", "202306", "4800", "正常")) + tr(
        ("202311", "5000", "正常", "202305", "4800", "正常")
    )
    grid = only_grid(read_html(click, f"<table>{head}{body}</table>"))
    assert grid["columns"] == [["记录月份"], ["缴费基数(元)"], ["缴费类型"]] * 2
    assert len(grids(read_html(click, f"<table>{head}{body}</table>"))) == 1
