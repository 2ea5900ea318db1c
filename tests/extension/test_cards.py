"""Cards, panels and forms: labels with their values are fields, cards with the same labels are the rows of a grid."""

from __future__ import annotations

import pytest

from tests.extension.reading import grids, lines, only_grid, pairs, read_html

PERSON = [["姓名", "张三"], ["参保状态", "正常参保"], ["个人编号", "0600118820"]]


def each(template: str) -> str:
    return "".join(template.format(*pair) for pair in PERSON)


@pytest.mark.parametrize(
    "panel",
    [
        "<div>"
        + each(
            "<div class=van-cell><div class=van-cell__title><span>{0}</span></div>"
            "<div class=van-cell__value>{1}</div></div>"
        )
        + "</div>",
        "<div class=el-row>"
        + each(
            "<div class=el-col><div class=el-form-item><label class=el-form-item__label>{0}：</label>"
            "<div class=el-form-item__content>{1}</div></div></div>"
        )
        + "</div>",
        f"<ul>{each('<li><span class=label>{0}</span><em>{1}</em></li>')}</ul>",
        f"<section>{each('<p><b>{0}：</b><span>{1}</span></p>')}</section>",
        f"<div style='display:flex'>{each('<div><div class=label>{0}</div><div class=val>{1}</div></div>')}</div>",
        f"<div>{each('<div class=item><span>{0}</span><span>{1}</span></div>')}</div>",
        f"<div class=row>{each('<label>{0}</label><span>{1}</span>')}</div>",
        f"<dl>{each('<dt>{0}</dt><dd>{1}</dd>')}</dl>",
        f"<dl>{each('<div><dt>{0}</dt><dd>{1}</dd></div>')}</dl>",
    ],
    ids=["cells", "form", "list", "paragraphs", "label above", "plain", "in turn", "dl", "dl of groups"],
)
def test_labels_beside_or_above_their_values_are_fields(click, panel):
    capture = read_html(click, panel)
    assert grids(capture) == []
    assert pairs(capture) == PERSON


def test_a_value_over_its_label_is_the_value_of_it(click):
    stats = "".join(
        f"<div><p class=num>{value}</p><p class=txt>{label}</p></div>"
        for label, value in (("累计缴费月数", "120"), ("账户余额", "8,621.38"))
    )
    assert pairs(read_html(click, f"<div>{stats}</div>")) == [["累计缴费月数", "120"], ["账户余额", "8,621.38"]]


def test_cells_of_a_table_that_each_hold_a_label_and_its_value(click):
    cell = "<td><div class=box><span class=item-label>{}</span><span class=item-content>{}</span></div></td>"
    rows = "".join(f"<tr>{''.join(cell.format(*pair) for pair in PERSON[at : at + 2])}</tr>" for at in (0, 2))
    assert pairs(read_html(click, f"<table>{rows}</table>")) == PERSON


def test_labels_in_rows_over_rows_of_values(click):
    table = (
        "<table><tr><td>姓名</td><td>性别</td><td>个人编号</td></tr><tr><td>张三</td><td>男</td><td>0600118820</td></tr>"
        "<tr><td>首次参保日期</td><td>累计月数</td><td>参保地</td></tr><tr><td>2011-07</td><td>120</td><td>苏州市</td></tr>"
        "</table>"
    )
    assert pairs(read_html(click, table)) == [
        ["姓名", "张三"],
        ["性别", "男"],
        ["个人编号", "0600118820"],
        ["首次参保日期", "2011-07"],
        ["累计月数", "120"],
        ["参保地", "苏州市"],
    ]


def test_a_cell_before_the_labels_of_several_rows_names_their_group(click):
    table = (
        "<table><tr><th>姓名</th><td>张三</td><th>性别</th><td>男</td></tr>"
        "<tr><th rowspan=2>养老保险</th><th>状态</th><td colspan=2>参保缴费</td></tr>"
        "<tr><th>月数</th><td colspan=2>120</td></tr>"
        "<tr><th rowspan=2>失业保险</th><th>状态</th><td colspan=2>暂停缴费</td></tr>"
        "<tr><th>月数</th><td colspan=2>100</td></tr></table>"
    )
    blocks = [(block["path"], block["pairs"]) for block in read_html(click, table)["blocks"]]
    assert blocks == [
        ([], [["姓名", "张三"], ["性别", "男"]]),
        (["养老保险"], [["状态", "参保缴费"], ["月数", "120"]]),
        (["失业保险"], [["状态", "暂停缴费"], ["月数", "100"]]),
    ]


def card(month, state, *values):
    items = zip(("缴费基数", "个人缴费", "单位名称"), values, strict=False)
    body = "".join(
        f"<div class=it><span class=k>{label}</span><span class=v>{value}</span></div>" for label, value in items
    )
    return f"<div class=card><div class=hd><span class=m>{month}</span><span class=tag>{state}</span></div>{body}</div>"


def test_cards_with_the_same_labels_are_the_rows_of_a_grid(click):
    cards = card("2024年01月", "已到账", "4,494.00元", "359.52元", "苏州甲公司") + card(
        "2024年02月", "未到账", "4,494.00元", "359.52元"
    )
    capture = read_html(click, f"<h3>养老保险</h3><div class=list>{cards}</div><p>没有更多了</p>")
    grid = only_grid(capture)
    assert grid["path"] == ["养老保险"]
    assert grid["columns"] == [[], [], ["缴费基数"], ["个人缴费"], ["单位名称"]]
    assert grid["rows"] == [
        ["2024年01月", "已到账", "4,494.00元", "359.52元", "苏州甲公司"],
        ["2024年02月", "未到账", "4,494.00元", "359.52元", ""],
    ]
    assert pairs(capture) == []
    assert lines(capture) == ["没有更多了"]


def test_a_title_over_cards_and_a_single_card_with_its_month_are_no_other_thing(click):
    year = "<div class=year><div class=top><span>{}</span><span>已缴{}个月</span></div>{}</div>"
    two = card("2月", "已到账", "5000.00", "400.00") + card("1月", "已到账", "5000.00", "400.00")
    one = card("12月", "未到账", "4500.00", "360.00")
    found = grids(read_html(click, year.format("2024年", 2, two) + year.format("2023年", 1, one)))
    assert [grid["columns"] for grid in found] == [[[], [], ["缴费基数"], ["个人缴费"]]] * 2
    assert [row[0] for grid in found for row in grid["rows"]] == ["2月", "1月", "12月"]


def folded(month, total, *, opened):
    pair = "<div class=van-cell><div class=van-cell__title>{}</div><div class=van-cell__value>{}</div></div>"
    body = pair.format("缴费基数", "4200.00") + pair.format("个人缴费", "84.00")
    return (
        "<div class=van-collapse-item><div class='van-cell van-collapse-item__title'>"
        f"<div class=van-cell__title>{month}</div><div class=van-cell__value>合计 {total}元</div></div>"
        f"<div class=wrapper{'' if opened else ' hidden'}>{body}</div></div>"
    )


@pytest.mark.parametrize("opened", [(True, False, True), (True, False, False), (False, False, True)])
def test_cards_that_are_folded_say_what_they_show(click, opened):
    months = ("2024年05月", "2024年04月", "2024年03月")
    cards = "".join(folded(month, "420.00", opened=one) for month, one in zip(months, opened, strict=True))
    grid = only_grid(read_html(click, f"<div>{cards}</div>"))
    assert grid["columns"] == [[], ["合计"], ["缴费基数"], ["个人缴费"]]
    whole = ["4200.00", "84.00"]
    assert grid["rows"] == [
        [month, "420.00元", *(whole if one else ["", ""])] for month, one in zip(months, opened, strict=True)
    ]


def test_cards_in_the_only_cells_of_a_table_whose_labels_are_called_titles(click):
    pair = "<div class=card-view><span class=card-view-title>{}</span><span class=card-view-value>{}</span></div>"
    row = "<tr><td colspan=2><div>{}</div></td></tr>"
    rows = "".join(
        row.format(pair.format("缴费月份", month) + pair.format("缴费基数", "4800.00"))
        for month in ("2024-03", "2024-02")
    )
    grid = only_grid(read_html(click, f"<h3>医保缴费明细</h3><table>{rows}</table>"))
    assert (grid["path"], grid["columns"]) == (["医保缴费明细"], [["缴费月份"], ["缴费基数"]])
    assert grid["rows"] == [["2024-03", "4800.00"], ["2024-02", "4800.00"]]


@pytest.mark.parametrize(
    "card_of",
    [
        lambda m, b, p: f"<li><p class=t>{m}</p><p>缴费基数：{b}</p><p>个人缴费：<b>{p}</b></p></li>",
        lambda m, b, p: f"<li><div>{m}</div><div>缴费基数：{b} 个人缴费：{p}</div></li>",
        lambda m, b, p: f"<li><h4>{m}</h4><dl><dt>缴费基数</dt><dd>{b}</dd><dt>个人缴费</dt><dd>{p}</dd></dl></li>",
        lambda m, b, p: (
            f"<li><div><i></i><strong>{m}</strong></div><div style='display:flex'><div><p>缴费基数</p><p>{b}</p></div>"
            f"<div><p>个人缴费</p><p>{p}</p></div></div></li>"
        ),
        lambda m, b, p: (
            f"<li><span>{m}</span><div><div class=lab>缴费基数：</div>{b}</div>"
            f"<div><div class=lab>个人缴费：</div>{p}</div></li>"
        ),
    ],
    ids=["colons", "glued", "lists", "label above", "label element"],
)
def test_cards_however_they_write_their_labels(click, card_of):
    cards = card_of("202401", "5000.00", "400.00") + card_of("202402", "5100.00", "408.00")
    grid = only_grid(read_html(click, f"<ul>{cards}</ul>"))
    assert grid["columns"] == [[], ["缴费基数"], ["个人缴费"]]
    assert grid["rows"] == [["202401", "5000.00", "400.00"], ["202402", "5100.00", "408.00"]]


def test_sections_with_the_same_labels_are_told_apart_by_their_titles(click):
    section = (
        "<section><h4>{}</h4><div><label>参保状态</label><span>{}</span></div>"
        "<div><label>累计月数</label><span>{}</span></div></section>"
    )
    body = section.format("养老保险", "参保缴费", 120) + section.format("失业保险", "暂停缴费", 100)
    grid = only_grid(read_html(click, f"<div>{body}</div>"))
    assert grid["columns"] == [[], ["参保状态"], ["累计月数"]]
    assert grid["rows"] == [["养老保险", "参保缴费", "120"], ["失业保险", "暂停缴费", "100"]]


def test_panels_with_different_labels_stay_panels(click):
    pair = "<div><label>{}</label><span>{}</span></div>"
    one = f"<div class=box>{pair.format('姓名', '张三')}{pair.format('性别', '男')}</div>"
    two = f"<div class=box>{pair.format('参保地', '苏州')}{pair.format('月数', '120')}</div>"
    capture = read_html(click, f"<div>{one}{two}</div>")
    assert grids(capture) == []
    assert pairs(capture) == [["姓名", "张三"], ["性别", "男"], ["参保地", "苏州"], ["月数", "120"]]


def test_tabs_are_no_row_of_the_labels_and_values_below_them(click):
    cell = "<div style='display:flex'><div class=van-cell__title>{}</div><div class=van-cell__value>{}</div></div>"
    tabs = "<div role=tab>2024年</div><div role=tab aria-selected=true>2025年</div>"
    body = f"<div><div role=tablist style='display:flex'>{tabs}</div></div>" + "".join(
        cell.format(*pair) for pair in PERSON
    )
    assert pairs(read_html(click, f"<div>{body}</div>")) == PERSON


def test_a_table_of_one_column_can_hold_labels_with_their_values(click):
    pair = "<span class=item__label>{}</span><span class=item__content>{}</span>"
    row = f"<tr><td><div style='display:flex'>{pair}</div></td></tr>"
    capture = read_html(click, f"<h3>基本信息</h3><table>{each(row)}</table>")
    assert pairs(capture) == PERSON
    assert capture["blocks"][0]["path"] == ["基本信息"]


def test_a_masked_name_is_a_value(click):
    row = "<tr><td>姓名</td><td>覃*莲</td><td>参保地</td><td>怀化市</td></tr>"
    assert pairs(read_html(click, f"<table>{row}</table>")) == [["姓名", "覃*莲"], ["参保地", "怀化市"]]


def test_cards_below_another_card_are_one_grid(click):
    pair = "<div><label>{}</label><span>{}</span></div>"
    summary = "<div>" + pair.format("核定月数", "18") + pair.format("已领月数", "3") + "</div>"
    card = "<div><b>{}</b>" + pair.format("发放金额", "{}") + pair.format("发放时间", "{}") + "</div>"
    body = (
        summary
        + card.format("2025年08月", "1980.00", "2025-08-20")
        + card.format("2025年07月", "1980.00", "2025-07-20")
    )
    capture = read_html(click, f"<div>{body}</div>")
    assert only_grid(capture)["rows"] == [
        ["2025年08月", "1980.00", "2025-08-20"],
        ["2025年07月", "1980.00", "2025-07-20"],
    ]
    assert pairs(capture) == [["核定月数", "18"], ["已领月数", "3"]]


def test_words_in_line_with_a_margin_between_them_are_two(click):
    body = "<p><span>姓名：张三</span><span style='margin-left:20px'>性别：男</span></p>"
    assert lines(read_html(click, body)) == ["姓名：张三 性别：男"]
