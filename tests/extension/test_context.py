"""What stands around a grid: headings, tabs, the query form, the pager, inner frames."""

from __future__ import annotations

import pytest

from tests.extension.reading import PLAIN, grids, lines, only_grid, pairs, read_html, rows

READ = "import('/app/reading.js').then((reading) => reading.readFrontTab())"


@pytest.mark.parametrize(
    ("around", "path"),
    [
        ("<h1>个人权益</h1><h2>缴费明细</h2>{}", ["个人权益", "缴费明细"]),
        ("<h2>基本信息</h2><p>无</p><h2>缴费明细</h2>{}", ["缴费明细"]),
        ("<fieldset><legend>养老保险</legend>{}</fieldset>", ["养老保险"]),
        ("<div class=page-title>失业保险</div>{}", ["失业保险"]),
        ("<div class=card><div class=card-header>工伤保险</div><div>{}</div></div>", ["工伤保险"]),
        ("<div><h3>甲</h3><dl><dt>姓名<dd>张三</dl></div><div><h3>乙</h3>{}</div>", ["乙"]),
        ("<div><div><h3>明细</h3><button>导出</button></div>{}</div>", ["明细"]),
        ("<ul><li class=active>养老保险</li><li>失业保险</li></ul>{}", ["养老保险"]),
        ("<div role=tablist><a role=tab>养老</a><a role=tab aria-selected=true>失业</a></div>{}", ["失业"]),
        ("<a href=#>养老</a> <a href=# style='color:red'>失业</a> <a href=#>工伤</a>{}", ["失业"]),
        ("<h3>查询</h3><ul><li>养老</li><li class=is-active>失业</li></ul><h4>明细</h4>{}", ["查询", "失业", "明细"]),
        ("<div role=tab><div role=button class=el-collapse-item__header>失业保险<i></i></div></div>{}", ["失业保险"]),
        ("<div role=button aria-expanded=true>工伤保险</div><div>{}</div>", ["工伤保险"]),
        ("<div role=button>导出</div><div role=button aria-haspopup=menu aria-expanded=false>更多</div>{}", []),
        ("<select><option>2022</option><option selected>2023</option></select>{}", ["2023"]),
    ],
)
def test_the_path_says_what_a_grid_is_about(click, around, path):
    assert only_grid(read_html(click, around.format(PLAIN)))["path"] == path


def test_a_caption_is_the_last_of_the_path(click):
    body = PLAIN.replace("<table>", "<table><caption>历年缴费</caption>")
    assert only_grid(read_html(click, f"<h2>权益</h2>{body}"))["path"] == ["权益", "历年缴费"]


def test_a_heading_does_not_reach_out_of_its_own_card(click):
    cards = f"<div class=c><h3>养老保险</h3>{PLAIN}</div><div class=c>{PLAIN}</div>"
    assert [grid["path"] for grid in grids(read_html(click, cards))] == [["养老保险"], []]


def test_a_title_over_parts_with_titles_of_their_own_stays_above_them(click):
    box = "<div><div class=box-title>{}</div>{}</div>"
    parts = box.format("甲", "<dl><dt>姓名<dd>张三<dt>性别<dd>男</dl>") + box.format("乙", PLAIN)
    body = f"<div><div class=page-title>养老保险</div><p>截至上月</p>{parts}</div>"
    paths = [block["path"] for block in read_html(click, body)["blocks"]]
    assert paths[-2:] == [["养老保险", "甲"], ["养老保险", "乙"]]


def test_a_title_over_a_grid_is_not_that_of_a_later_part(click):
    body = f"<div><div class=tit>甲</div>{PLAIN}<div><div class=tit>乙</div>{PLAIN}</div></div>"
    assert [grid["path"] for grid in grids(read_html(click, body))] == [["甲"], ["乙"]]


def test_other_tabs_and_buttons_are_not_text_of_the_page(click):
    body = f"<ul><li class=on>养老保险</li><li>失业保险</li></ul><button>查询</button>{PLAIN}<p>备注</p>"
    assert lines(read_html(click, body)) == ["备注"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("<label for=y>年度</label><select id=y><option>2022<option selected>2023</select>", [["年度", "2023"]]),
        ("查询年度：<select><option>2022<option selected>2023</select>", [["查询年度", "2023"]]),
        ("<div class=item><div>开始年月</div><div><input value=202301></div></div>", [["开始年月", "202301"]]),
        ("<label>姓名 <input value=张三></label>", [["姓名", "张三"]]),
        ("起止：<input value=202301> 至 <input value=202312>", [["起止", "202301 至 202312"]]),
        (
            "<span>险种：</span><label><input type=radio name=x checked>养老</label>"
            "<label><input type=radio name=x>失业</label>",
            [["险种", "养老"]],
        ),
        (
            "<dl><dt>姓名：</dt><dd>张三</dd><dt>状态</dt><dd>正常<br>参保</dd></dl>",
            [["姓名", "张三"], ["状态", "正常 参保"]],
        ),
    ],
    ids=["label for", "text before", "item", "label around", "between", "radio", "dl"],
)
def test_forms_and_description_lists_are_fields(click, form, expected):
    assert pairs(read_html(click, form + PLAIN)) == expected


def test_lists_side_by_side_are_the_columns_of_a_grid(click):
    columns = "".join(
        f"<dl><dt>{name}</dt><dd>{a}</dd><dd>{b}</dd></dl>" for name, a, b in (("年月", 1, 2), ("额", 3, 4))
    )
    grid = only_grid(read_html(click, f"<div>{columns}</div>"))
    assert (grid["columns"], grid["rows"]) == ([["年月"], ["额"]], [["1", "3"], ["2", "4"]])


@pytest.mark.parametrize(
    ("pager", "truncated", "total"),
    [
        ("<p>共 15 条记录</p>", True, 15),
        ("<p>共2条</p>", False, 2),
        ("<div class=pagination><span>显示第 1 到第 2 条记录，总共 23 条记录</span></div>", True, 23),
        ("<p>1-2 of 23</p>", True, 23),
        ("<p>2 of 23 items</p>", True, 23),
        ("<p>第1/2页</p>", True, None),
        ("<p>第1/1页</p>", False, None),
        ("<div class=page_num><ul><li>首页</li><li>共3页</li><li>下一页</li></ul></div>", True, None),
        ("<ul class=el-pager><li class='number active'>1</li><li class=number>2</li></ul>", True, None),
        ("<p>共缴费120个月</p>", False, None),
        ("", False, None),
    ],
)
def test_a_pager_says_whether_there_is_more(click, pager, truncated, total):
    grid = only_grid(read_html(click, PLAIN + pager))
    assert grid["truncated"] is truncated
    assert grid.get("total_rows") == total


def test_a_pager_row_within_the_table_is_not_a_row_of_it(click):
    body = PLAIN.replace("</table>", "<tr><td colspan=3>共 15 条 第1/8页</td></tr></table>")
    capture = read_html(click, body)
    assert len(only_grid(capture)["rows"]) == 2
    assert only_grid(capture)["total_rows"] == 15
    assert lines(capture) == ["共 15 条 第1/8页"]


def test_each_grid_has_its_own_pager(click):
    found = grids(read_html(click, f"{PLAIN}<p>共 15 条</p><h3>其他</h3>{PLAIN}<p>共 2 条</p>"))
    assert [grid["total_rows"] for grid in found] == [15, 2]


def test_a_list_drawn_only_as_far_as_one_sees_is_not_whole(click):
    body = f"<div role=grid aria-rowcount=40>{PLAIN}</div>"
    assert only_grid(read_html(click, body))["truncated"] is True


def test_inner_frames_are_read_under_the_path_they_stand_in(browser, click):
    inner = browser.show("https://portal.example/inner?xz=1", f"<h4>缴费明细</h4>{PLAIN}")
    inner.close()
    body = (
        "<ul><li class=cur>养老保险</li><li>失业保险</li></ul><iframe src='/inner?xz=1' width=600 height=300></iframe>"
    )
    capture = read_html(click, body)
    assert only_grid(capture)["path"] == ["养老保险", "缴费明细"]
    assert capture["origin"]["frame_urls"] == ["https://portal.example/inner?xz=1"]
    assert capture["unread"] == []


def test_a_frame_that_may_not_be_read_is_named(browser, click):
    other = browser.show("https://other.example/frame", f"<h4>缴费明细</h4>{PLAIN}")
    other.close()
    capture = read_html(click, "<p>外层</p><iframe src='https://other.example/frame' width=600 height=300></iframe>")
    assert grids(capture) == []
    assert capture["unread"] == ["other.example"]


def test_thousands_of_rows_are_read_whole(click):
    many = rows(*(f"{2000 + n // 12}{n % 12 + 1:02}|5000.00|400.00" for n in range(1500)))
    grid = only_grid(read_html(click, f"<table>{rows('年月|基数|个人', cell='th')}{many}</table>"))
    assert len(grid["rows"]) == 1500
    assert grid["rows"][-1] == ["212412", "5000.00", "400.00"]


@pytest.mark.parametrize(
    "trail",
    [
        "<div class=breadcrumb><a>首页</a> &gt; <a>个人查询</a> &gt; <span>失业保险缴费</span></div>",
        "<p>当前位置：<a>首页</a> &gt;&gt; <a>失业保险缴费</a></p>",
        "<nav aria-label=Breadcrumb><ol><li>首页</li><li>失业保险缴费</li></ol></nav>",
    ],
)
def test_the_last_step_of_a_trail_says_what_a_page_is_about(click, trail):
    capture = read_html(click, trail + PLAIN)
    assert only_grid(capture)["path"] == ["失业保险缴费"]
    assert lines(capture)[0].endswith("失业保险缴费")


@pytest.mark.parametrize(
    "around",
    [
        "<div class=el-select-dropdown><ul><li>别的险种</li></ul></div>",
        "<div role=listbox><div role=option>别的险种</div></div>",
        "<div class=ant-picker-dropdown><table><tr><td>别的险种</td></tr></table></div>",
        "<div style='position:fixed;pointer-events:none;opacity:.2;top:0'>别的险种</div>",
        "<div class=watermark>别的险种</div>",
        "<div role=tooltip>别的险种</div>",
    ],
)
def test_open_lists_calendars_and_watermarks_are_no_part_of_a_page(click, around):
    capture = read_html(click, around + PLAIN)
    assert lines(capture) == []
    assert only_grid(capture)["path"] == []


def test_a_page_of_pictures_says_so_and_one_with_a_grid_does_not(click):
    drawn = f"{READ}.then((read) => read.drawn)"
    canvas = "<canvas width=1000 height=700></canvas>"
    assert click("https://portal.example/drawn", canvas).js(drawn) is True
    assert click("https://portal.example/drawn-grid", canvas + PLAIN).js(drawn) is False
    assert click("https://portal.example/undrawn", "<p>无</p>").js(drawn) is False


def test_rows_keep_the_keys_that_the_page_gives_them(click):
    keyed = PLAIN.replace("<tr><td>202401", "<tr data-row-key=a><td>202401")
    keyed = keyed.replace("<tr><td>202402", "<tr data-row-key=b><td>202402")
    marks = f"{READ}.then((read) => read.marks.map((mark) => mark.keys))"
    assert click("https://portal.example/keyed", keyed).js(marks) == [["data-row-key=a", "data-row-key=b"]]
    assert click("https://portal.example/unkeyed", PLAIN).js(marks) == [None]
