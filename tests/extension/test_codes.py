"""Names of data that the markup gives to columns and values are kept beside their texts; what only counts is not."""

from __future__ import annotations

import pytest

from tests.extension.reading import BODY, only_grid, read_html, rows

HEAD = "年月|缴费基数|个人缴费"


def head(*attributes: str) -> str:
    cells = zip(HEAD.split("|"), attributes, strict=True)
    return "<tr>" + "".join(f"<th {attribute}>{text}</th>" for text, attribute in cells) + "</tr>"


def codes_of(click, table: str) -> list[str]:
    return only_grid(read_html(click, table)).get("codes", [])


@pytest.mark.parametrize(
    ("attributes", "codes"),
    [
        (("field=aae003", "field=AAE180", "field=aae022"), ["aae003", "aae180", "aae022"]),
        (("data-field=aae003", "data-field=payBase", "data-field=psn_clct_amt"), ["aae003", "paybase", "psn_clct_amt"]),
        (("data-prop=month", "data-index=jfjs", "col-id=gryj"), ["month", "jfjs", "gryj"]),
        (("data-options=\"field:'aae003',width:80\"", "lay-data=\"{field:'aae180'}\"", ""), ["aae003", "aae180", ""]),
        (("id=VPQ_YL_SJ_AAE003", "name=\"dto['aae180']\"", "name=list[0].payBase"), ["aae003", "aae180", "paybase"]),
        (("class=col-aae003", "class=datagrid-cell-c1-aae180", "id=lblAAE022"), ["aae003", "aae180", "aae022"]),
        (("data-field=0", "colid=col_2", "class=el-table_1_column_3"), []),
        (("data-key=1-0-0", "field=F12", "id=th3"), []),
        (("class=col100", "class=row001", "class=pad100"), []),
    ],
)
def test_columns_keep_the_names_that_their_markup_gives(click, attributes, codes):
    assert codes_of(click, f"<table>{head(*attributes)}{rows(*BODY)}</table>") == codes


def test_the_name_may_stand_within_the_cell_or_only_in_the_rows(click):
    inner = head("", "", "").replace("年月", "<div class=datagrid-cell-c1-aae003><span>年月</span></div>")
    body = "<tr><td>202401</td><td data-field=aae180>5000.00</td><td><input name=\"dto['aae022']\" value=400></td></tr>"
    assert codes_of(click, f"<table>{inner}{body}</table>") == ["aae003", "aae180", "aae022"]


def test_a_column_without_a_header_keeps_its_name(click):
    table = f"<table>{head('', '', 'field=aae022').replace('个人缴费', '')}{rows(*BODY)}</table>"
    grid = only_grid(read_html(click, table))
    assert (grid["columns"][2], grid["codes"]) == ([], ["", "", "aae022"])


def test_a_header_takes_the_names_that_only_the_body_apart_from_it_has(click):
    names = ("aae003", "aae180", "aae022")
    body = "".join(f"<tr>{''.join(f'<td field={name}>{at}0.00</td>' for name in names)}</tr>" for at in range(2))
    split = f"<div><table>{head('', '', '')}</table></div><div><table>{body}</table></div>"
    assert codes_of(click, split) == list(names)


def test_values_of_a_form_keep_the_names_of_their_inputs(click):
    page = (
        "<form>个人编号：<input id=AAC001 value=13000071> 年度：<select name=nd><option>2023</select></form>"
        "<table><tr><td>姓名：</td><td><span id=ctl00_lblAAC003>张三</span></td>"
        "<td>状态：</td><td>正常</td></tr></table>"
    )
    blocks = [block for block in read_html(click, page)["blocks"] if block["type"] == "fields"]
    pairs = [pair for block in blocks for pair in block["pairs"]]
    codes = [code for block in blocks for code in block.get("codes", [""] * len(block["pairs"]))]
    assert pairs == [["个人编号", "13000071"], ["年度", "2023"], ["姓名", "张三"], ["状态", "正常"]]
    assert codes == ["aac001", "", "aac003", ""]


def test_hidden_columns_of_the_standard_numbers_are_read_and_no_others(click):
    def cells(tag, *texts):
        fields = ("aae003", "aac001", "aae005", "aab001")
        hidden = ["", " style='display:none'", " style='display:none'", " style='display:none'"]
        return (
            "<tr>"
            + "".join(f"<{tag} field={f}{h}>{t}</{tag}>" for f, h, t in zip(fields, hidden, texts, strict=True))
            + "<td>1.00</td></tr>"
        )

    table = cells("th", "年月", "个人编号", "电话", "单位编号").replace("<td>1.00</td>", "<th>金额</th>")
    table += cells("td", "202401", "13000071", "138", "1300012") + cells("td", "202402", "13000071", "138", "1300012")
    grid = only_grid(read_html(click, f"<table>{table}</table>"))
    assert grid["columns"] == [["年月"], ["个人编号"], ["单位编号"], ["金额"]]
    assert grid["rows"][1] == ["202402", "13000071", "1300012", "1.00"]
    uneven = table.replace("<td field=aac001 style='display:none'>", "<td style='display:none'>")
    grid = only_grid(read_html(click, f"<table>{uneven}</table>"))
    assert grid["rows"][1] == ["202402", "1.00"]
    assert grid["columns"] == [["年月"], ["金额"]]
