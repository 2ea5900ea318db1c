"""Grids that frameworks draw in pieces: header and body apart, clones for fixed columns, each value once."""

from __future__ import annotations

from tests.extension.reading import grids, only_grid, read_html, rows

HEAD = ("序号", "年月", "单位名称", "个人缴费")
ROWS = (("1", "202401", "甲公司", "400.00"), ("2", "202402", "甲公司", "410.00"))
EXPECTED = {"columns": [[name] for name in HEAD], "rows": [list(row) for row in ROWS]}


def shown(capture):
    grid = only_grid(capture)
    return {"columns": grid["columns"], "rows": grid["rows"]}


def table(kind, header, body, hidden=(), keys=("colid", "rowid"), style="visibility:hidden"):
    """One piece of a grid: a header table or a body table whose cells in `hidden` are there but not seen."""
    column_key, row_key = keys

    def cell(tag, at, text):
        key = f" {column_key}=c{at}" if column_key else ""
        look = f" style='{style}'" if at in hidden and style else ""
        return f"<{tag}{key}{look}><div class=cell>{text}</div></{tag}>"

    if kind == "header":
        return "<table><thead><tr>" + "".join(cell("th", at, text) for at, text in header) + "</tr></thead></table>"
    lines = []
    for number, row in enumerate(body):
        key = f" {row_key}=r{number}" if row_key else ""
        lines.append(f"<tr{key}>" + "".join(cell("td", at, row[at]) for at, _ in header) + "</tr>")
    return "<table><tbody>" + "".join(lines) + "</tbody></table>"


def pieces(hidden_main, hidden_clone, **more):
    columns = list(enumerate(HEAD))
    main = f"<div>{table('header', columns, ROWS, hidden_main, **more)}</div>"
    main += f"<div>{table('body', columns, ROWS, hidden_main, **more)}</div>"
    clone = f"<div>{table('header', columns, ROWS, hidden_clone, **more)}</div>"
    clone += f"<div>{table('body', columns, ROWS, hidden_clone, **more)}</div>"
    return f"<div class=g>{main}<div class=fixed>{clone}</div></div>"


def test_header_in_one_table_and_body_in_another(click):
    columns = list(enumerate(HEAD))
    split = table("header", columns, ROWS, keys=("", "")) + table("body", columns, ROWS, keys=("", ""))
    assert shown(read_html(click, f"<div>{split}</div>")) == EXPECTED


def test_a_header_cell_with_an_empty_box_for_its_handle_is_no_label_with_a_value(click):
    header = "".join(f"<th><div class=th-inner>{name}</div><div class=fht-cell></div></th>" for name in HEAD)
    body = table("body", list(enumerate(HEAD)), ROWS, keys=("", ""))
    html = f"<div><div><table><thead><tr>{header}</tr></thead></table></div><div>{body}</div></div>"
    assert shown(read_html(click, html)) == EXPECTED


def test_groups_under_titles_of_their_own_have_the_columns_of_the_one_header(click):
    columns = list(enumerate(HEAD))
    groups = [("失业保险 - 1 条", ROWS[:1]), ("工伤保险 - 2 条", ROWS)]
    body = table("header", columns, ROWS)
    body += "".join(f"<div class=group-title>{title}</div>{table('body', columns, of)}" for title, of in groups)
    first, second = grids(read_html(click, f"<div>{body}</div>"))
    assert (first["path"][-1], second["path"][-1]) == ("失业保险 - 1 条", "工伤保险 - 2 条")
    assert first["columns"] == second["columns"] == EXPECTED["columns"]
    assert (first["rows"], second["rows"]) == ([list(ROWS[0])], EXPECTED["rows"])


def test_clone_with_keys_where_each_side_hides_the_others_columns(click):
    assert shown(read_html(click, pieces({0, 1}, {2, 3}))) == EXPECTED


def test_clone_without_keys_and_without_the_styles_that_hide_it(click):
    body = pieces({0, 1}, {2, 3}, keys=("", ""), style="")
    assert shown(read_html(click, body)) == EXPECTED


def test_clone_that_lies_over_the_grid_without_keys(click):
    body = pieces({0, 1}, {2, 3}, keys=("", "")).replace("class=g", "style='position:relative'")
    laid_over = body.replace("class=fixed", "style='position:absolute;left:0;top:0;background:#fff'")
    assert shown(read_html(click, laid_over)) == EXPECTED


def test_two_views_with_their_own_columns_meet_by_row(click):
    left, right = list(enumerate(HEAD))[:2], list(enumerate(HEAD))[2:]
    views = "".join(
        f"<div class=view>{table('header', side, ROWS)}{table('body', side, ROWS)}</div>" for side in (left, right)
    )
    assert shown(read_html(click, f"<div>{views}</div>")) == EXPECTED


def test_fixed_part_that_has_only_its_own_columns(click):
    main = f"<table><thead>{rows('|'.join(HEAD), cell='th')}</thead><tbody>"
    main += "".join(f"<tr data-row-key={row[0]}>{rows('|'.join(row))[4:]}" for row in ROWS) + "</tbody></table>"
    fixed = f"<table><thead>{rows('|'.join(HEAD[:2]), cell='th')}</thead><tbody>"
    fixed += "".join(f"<tr data-row-key={row[0]}>{rows('|'.join(row[:2]))[4:]}" for row in ROWS) + "</tbody></table>"
    assert shown(read_html(click, f"<div>{main}<div>{fixed}</div></div>")) == EXPECTED


def test_a_header_cloned_above_a_whole_table_counts_once(click):
    clone = f"<table><thead>{rows('|'.join(HEAD), cell='th')}</thead></table>"
    whole = f"<table><thead>{rows('|'.join(HEAD), cell='th')}</thead>{rows(*('|'.join(row) for row in ROWS))}</table>"
    assert shown(read_html(click, f"<div>{clone}</div><div>{whole}</div>")) == EXPECTED


def test_a_row_of_sums_in_a_table_of_its_own_is_a_row_of_the_grid(click):
    columns = list(enumerate(HEAD))
    parts = table("header", columns, ROWS) + table("body", columns, ROWS)
    parts += table("body", columns, [("合计", "", "", "810.00")])
    assert shown(read_html(click, f"<div>{parts}</div>"))["rows"][-1] == ["合计", "", "", "810.00"]


def test_grids_of_the_same_rows_that_say_different_things_stay_apart(click):
    columns = list(enumerate(HEAD))
    other = [(number, month, "乙公司", "99.00") for number, month, _, _ in ROWS]
    one = table("header", columns, ROWS) + table("body", columns, ROWS)
    two = table("header", columns, other) + table("body", columns, other)
    found = grids(read_html(click, f"<div>{one}</div><div>{two}</div>"))
    assert [grid["rows"][0][2] for grid in found] == ["甲公司", "乙公司"]


def test_a_copy_of_the_body_drawn_over_it_adds_no_rows(click):
    columns = list(enumerate(HEAD))
    keys = {"keys": (None, "rowid")}
    header, body = (table(kind, columns, ROWS, **keys) for kind in ("header", "body"))
    over = f"<div style='position:relative'>{body}<div style='position:absolute;left:0;top:0'>{body}</div></div>"
    assert shown(read_html(click, f"<div>{header}</div>{over}")) == EXPECTED
