"""Tables as portals draw them: with and without th, headers of several levels, spans, inputs, information lines."""

from __future__ import annotations

import pytest

from tests.extension.reading import BODY, HEAD, PLAIN, grids, lines, only_grid, pairs, read_html, rows

COLUMNS = [["年月"], ["缴费基数"], ["个人缴费"]]
CELLS = [row.split("|") for row in BODY]


@pytest.mark.parametrize(
    "table",
    [
        PLAIN,
        f"<table><thead>{rows(HEAD)}</thead><tbody>{rows(*BODY)}</tbody></table>",
        f"<table>{rows(HEAD).replace('<td>', '<td><b>').replace('</td>', '</b></td>')}{rows(*BODY)}</table>",
        f"<table>{rows(HEAD).replace('<tr>', '<tr class=list_head>')}{rows(*BODY)}</table>",
        f"<table>{rows(HEAD)}{rows(*BODY)}</table>",
        f"<table><tr><td colspan=3></td></tr>{rows(HEAD, cell='th')}{rows(*BODY)}</table>",
        f"<div style='width:20px;overflow:auto'>{PLAIN}</div>",
        f"<table><tr><td>{PLAIN}</td></tr></table>",
        f"<table role=presentation><tr><td>左栏</td><td>{PLAIN}</td></tr></table>",
    ],
    ids=["th", "thead", "bold", "class", "labels", "empty first row", "scrolled", "in layout table", "two columns"],
)
def test_a_header_is_found_however_it_is_marked(click, table):
    grid = only_grid(read_html(click, table))
    assert grid["columns"] == COLUMNS
    assert grid["rows"] == CELLS
    assert grid["truncated"] is False


def test_header_levels_stand_over_their_columns_in_their_own_order(click):
    head = (
        "<tr><th rowspan=2>年度</th><th colspan=2>缴费比例</th><th colspan=2>缴费金额</th></tr>"
        "<tr><th>单位</th><th>个人</th><th>个人</th><th>单位</th></tr>"
    )
    grid = only_grid(read_html(click, f"<table>{head}{rows('2019|0.16|0.08|240.00|480.00')}</table>"))
    assert grid["columns"] == [
        ["年度"],
        ["缴费比例", "单位"],
        ["缴费比例", "个人"],
        ["缴费金额", "个人"],
        ["缴费金额", "单位"],
    ]
    assert grid["rows"] == [["2019", "0.16", "0.08", "240.00", "480.00"]]


def test_three_header_levels_without_th(click):
    head = (
        "<tr class=head><td rowspan=3>月份</td><td colspan=2>养老</td></tr>"
        "<tr class=head><td colspan=2>实缴</td></tr>"
        "<tr class=head><td>单位</td><td>个人</td></tr>"
    )
    grid = only_grid(read_html(click, f"<table>{head}{rows('202401|800.00|400.00')}</table>"))
    assert grid["columns"] == [["月份"], ["养老", "实缴", "单位"], ["养老", "实缴", "个人"]]


def test_spans_in_the_body_repeat_down_and_stand_first_across(click):
    body = (
        "<tr><td rowspan=2>2022年</td><td>养老</td><td>3197</td></tr>"
        "<tr><td>失业</td><td>3409</td></tr>"
        "<tr><td colspan=2>合计</td><td>6606</td></tr>"
    )
    grid = only_grid(read_html(click, f"<table>{rows('年度|险种|基数', cell='th')}{body}</table>"))
    assert grid["rows"] == [["2022年", "养老", "3197"], ["2022年", "失业", "3409"], ["合计", "", "6606"]]


def test_an_information_line_leaves_the_grid_and_a_title_joins_the_path(click):
    info = "<tr><td colspan=3>姓名：宋亦然&nbsp;&nbsp;&nbsp;单位：元</td></tr>"
    title = "<tr><td colspan=3>养老保险缴费明细</td></tr>"
    capture = read_html(click, f"<table>{title}{info}{rows(HEAD, cell='th')}{rows(*BODY)}</table>")
    assert [block["type"] for block in capture["blocks"]] == ["lines", "grid"]
    assert lines(capture) == ["姓名：宋亦然 单位：元"]
    assert {tuple(block["path"]) for block in capture["blocks"]} == {("养老保险缴费明细",)}


def test_cells_give_what_stands_in_inputs_selects_and_areas(click):
    row = (
        "<tr><td><input readonly value='202401'></td>"
        "<td><select><option>4000</option><option selected>5,000.00</option></select></td>"
        "<td><textarea>400.00\n元</textarea></td></tr>"
    )
    grid = only_grid(read_html(click, f"<table>{rows(HEAD, cell='th')}{row}{row}</table>"))
    assert grid["rows"] == [["202401", "5,000.00", "400.00 元"]] * 2


def test_white_space_breaks_and_cut_texts(click):
    row = (
        "<tr><td>2024<br>01</td><td>&nbsp;5&#8203;000 <div>元</div></td>"
        "<td title='北京橡木街文化传播有限公司'>北京橡木街…</td></tr>"
    )
    grid = only_grid(read_html(click, f"<table>{rows('年月|基数|单位', cell='th')}{row}</table>"))
    assert grid["rows"] == [["2024 01", "5000 元", "北京橡木街文化传播有限公司"]]


def test_a_grid_without_rows_is_a_grid_without_rows(click):
    capture = read_html(click, f"<table>{rows(HEAD, cell='th')}</table><p>暂无数据</p>")
    assert only_grid(capture)["rows"] == []
    assert only_grid(capture)["columns"] == COLUMNS
    assert lines(capture) == ["暂无数据"]


def test_two_grids_with_equal_headers_stay_two(click):
    capture = read_html(click, f"<h4>工伤保险</h4>{PLAIN}<h4>生育保险</h4>{PLAIN}")
    assert [grid["path"] for grid in grids(capture)] == [["工伤保险"], ["生育保险"]]
    again = read_html(click, PLAIN + PLAIN)
    assert [grid["rows"] for grid in grids(again)] == [CELLS, CELLS]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>姓名：</td><td>张三</td><td>性别：</td><td>男</td></tr>"
        "<tr><td>参保地：</td><td>苏州</td><td>状态：</td><td></td></tr></table>",
        "<table><tr><th>姓名</th><td>张三</td><th>性别</th><td>男</td></tr>"
        "<tr><th>参保地</th><td>苏州</td><th>状态</th><td></td></tr></table>",
        "<table><tr><td class=lab>*姓名</td><td>张三</td><td class=lab>性别</td><td>男</td></tr>"
        "<tr><td class=lab>参保地</td><td>苏州</td><td class=lab>状态</td><td></td></tr></table>",
        "<table><tr><td align=right>姓名</td><td>张三</td><td align=right>性别</td><td>男</td></tr>"
        "<tr><td align=right>参保地</td><td>苏州</td><td align=right>状态</td><td></td></tr></table>",
        "<table><tr><td>姓名</td><td><input value=张三></td><td>性别</td><td><select><option>男</select></td></tr>"
        "<tr><td>参保地</td><td><input value=苏州></td><td>状态</td><td><input></td></tr></table>",
    ],
    ids=["colon", "th", "class", "aligned", "inputs"],
)
def test_labels_beside_values_are_fields(click, table):
    capture = read_html(click, table)
    assert grids(capture) == []
    assert pairs(capture) == [["姓名", "张三"], ["性别", "男"], ["参保地", "苏州"], ["状态", ""]]


def test_two_columns_of_which_the_first_row_is_a_header_are_a_grid(click):
    grid = only_grid(read_html(click, f"<table>{rows('项目|金额', '养老|400.00', '失业|20.00')}</table>"))
    assert grid["columns"] == [["项目"], ["金额"]]


def test_a_list_with_repeating_words_is_a_grid_and_not_fields(click):
    body = ("养老|正常|已缴|一月", "失业|正常|已缴|二月")
    grid = only_grid(read_html(click, f"<table>{rows('险种|状态|标志|月份', cell='th')}{rows(*body)}</table>"))
    assert len(grid["rows"]) == 2
