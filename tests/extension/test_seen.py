"""Only what a person sees is read: hidden things never but for one kind, open shadow content as anything else."""

from __future__ import annotations

import pytest

from tests.extension.reading import PLAIN, grids, lines, only_grid, pairs, read_html

SECRET = "机密7788"


@pytest.mark.parametrize(
    "hidden",
    [
        f"<p style='display:none'>{SECRET}</p>",
        f"<p hidden>{SECRET}</p>",
        f"<p style='visibility:hidden'>{SECRET}</p>",
        f"<p style='opacity:0'>{SECRET}</p>",
        f"<p aria-hidden=true>{SECRET}</p>",
        f"<div style='height:0;overflow:hidden'><p>{SECRET}</p></div>",
        f"<span style='position:absolute;clip:rect(0,0,0,0)'>{SECRET}</span>",
        f"<span style='clip-path:inset(50%)'>{SECRET}</span>",
        f"<p style='position:absolute;left:-9999px;width:300px'>{SECRET}</p>",
        f"<p style='font-size:0'>{SECRET}</p>",
        f"<template><p>{SECRET}</p></template>",
        f"<!-- <p>{SECRET}</p> -->",
        f"<script>var x='{SECRET}'</script><style>.a{{content:'{SECRET}'}}</style>",
        f"<noscript>{SECRET}</noscript>",
        f"<dialog><p>{SECRET}</p></dialog>",
        f"<details><summary>更多</summary><p>{SECRET}</p></details>",
        f"<label>参保地 <select><option selected>苏州</option><option>{SECRET}</option></select></label>",
        f"<label>口令 <input type=password value={SECRET}></label>",
        f"<input type=hidden name=csrf_token value={SECRET}>",
        f"<input type=hidden id=aac001x value={SECRET}>",
        f"<input type=hidden id=aae005 value={SECRET}>",
        f"<input type=hidden name=yzm001 value={SECRET}>",
        f"<table><tr><th>年月</th><th style='display:none'>码</th></tr>"
        f"<tr><td>202401</td><td style='display:none'>{SECRET}</td></tr>"
        f"<tr style='display:none'><td>{SECRET}</td></tr></table>",
        f"<iframe style='display:none' srcdoc='<p>{SECRET}</p>'></iframe>",
        f"<input type=radio name=a id=r><label for=r>{SECRET}</label>",
        f"<button>{SECRET}</button>",
        f"<table><tr><th>年月<th>金额<tr><td>202401<div role=tooltip>{SECRET}</div><td>9</table>",
        f"<p><del>{SECRET}</del></p>",
        f"<table><tr><th>年月<th>金额<tr><td>202401<td>9 <s>{SECRET}</s>"
        f"<tr style='text-decoration:line-through'><td>202402<td>{SECRET}"
        f"<tr><td style='text-decoration:line-through'>202403<td style='text-decoration:line-through'>{SECRET}</table>",
    ],
)
def test_what_is_not_seen_is_not_read(click, hidden):
    capture = read_html(click, f"<p>看得见</p>{hidden}{PLAIN}")
    assert SECRET not in str(capture)
    assert "看得见" in lines(capture)
    assert len(grids(capture)) >= 1


def test_marks_that_nobody_sees_are_no_part_of_a_text(click):
    table = "<table><tr><th>年月<th>金额<tr><td>2024&#x200b;01<td>&#x200f;64&#x2060;0.00&#x202c;&#xfeff;</table>"
    assert only_grid(read_html(click, table))["rows"] == [["202401", "640.00"]]


def test_visible_within_invisible_is_seen(click):
    body = "<div style='visibility:hidden'>否<span style='visibility:visible'>是</span></div>"
    assert lines(read_html(click, body)) == ["是"]


def test_hidden_inputs_of_standard_codes_say_whose_page_it_is(click):
    body = "<form><input type=hidden id=AAC001 value=0600118820><input type=hidden name=aae135 value=''></form>"
    assert pairs(read_html(click, body + PLAIN)) == [["aac001", "0600118820"]]


def test_a_code_with_several_values_belongs_to_rows_and_is_left(click):
    cells = "".join(f"<tr><td>20240{n}<input type=hidden name=aac001 value={n}></td><td>1.00</td></tr>" for n in (1, 2))
    capture = read_html(click, f"<table><tr><th>年月</th><th>金额</th></tr>{cells}</table>")
    assert pairs(capture) == []
    assert only_grid(capture)["rows"] == [["202401", "1.00"], ["202402", "1.00"]]


def test_open_shadow_content_and_slots_are_read(click):
    body = f"""<x-panel><p>槽中文字</p></x-panel><script>
      class Panel extends HTMLElement {{ connectedCallback() {{
        this.attachShadow({{mode: 'open'}}).innerHTML = `<h3>影中标题</h3><slot></slot>{PLAIN}`; }} }}
      customElements.define('x-panel', Panel);</script>"""
    capture = read_html(click, body)
    assert only_grid(capture)["path"] == ["影中标题"]
    assert "槽中文字" in lines(capture)


def test_text_that_scripts_wrote_is_read(click):
    body = "<p id=p></p><script>document.getElementById('p').textContent='共缴费120个月'</script>"
    assert lines(read_html(click, body)) == ["共缴费120个月"]
