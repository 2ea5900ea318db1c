"""A portal's page whose every text is hostile, as whoever can write into a portal might make it.

The texts are put in by script, so that those are there too that no HTML could carry: a NUL, half a character.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

URL = "https://portal.example.test/pay?q=%3Cscript%3E&next=javascript:window.hostile=1#/<img src=x>"
FIRST_YEAR = 2001
MEGABYTE = 1_000_000
HEADS = ["费款所属期", "缴费基数", "单位缴费", "个人缴费", "单位名称", "缴费状态"]
# What a table's header may be called, and what must not come to mean anything as the name of something.
NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "then", "length", "__class__"]
# Names of inputs, as old forms have them, under which a script finds the input in place of the form's own property.
INPUTS = ["id", "title", "style", "className", "children", "attributes", "action", "parentElement", "body", "closest"]
PLAIN_EMPLOYER = "云川市晨光印务有限公司"

_PAGE = """<!doctype html><meta charset="utf-8"><title></title>
<main><h1>个人权益</h1><h2>企业职工基本养老保险</h2><h3 id="heading"></h3>
<form>%(inputs)s<dl id="pairs"></dl>
<div id="deep"></div>
<table border="1"><thead><tr id="heads"></tr></thead><tbody id="rows"></tbody></table></form></main>
<script>
const told = %(told)s;
const put = (parent, tag, text, attributes = {}) => {
  const element = parent.appendChild(document.createElement(tag));
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
document.title = told.title;
put(document.getElementById("heading"), "span", told.heading);
for (const [label, value] of told.pairs) {
  put(document.getElementById("pairs"), "dt", label);
  put(document.getElementById("pairs"), "dd", value);
}
for (const [head, code] of told.heads) put(document.getElementById("heads"), "th", head, { field: code, title: head });
for (const cells of told.rows) {
  const row = document.getElementById("rows").appendChild(document.createElement("tr"));
  for (const cell of cells) put(row, "td", cell.repeat ? cell.text.repeat(cell.repeat) : cell.text);
}
let deep = document.getElementById("deep");
for (let level = 0; level < told.depth; level += 1) deep = put(deep, "div", "");
put(deep, "p", "深处的一行字");
// What a page can do to the scripts of its own world, and must not do to the extension's.
Object.prototype.hostile = "<x-hostile>";
Array.prototype.map = Array.prototype.filter = String.prototype.trim = () => { throw new Error("not ours"); };
JSON.stringify = JSON.parse = window.fetch = () => { throw new Error("not ours"); };
Object.defineProperty(window, "shebaobuCapture", { get() { throw new Error("not ours"); } });
addEventListener("message", () => { window.spoken = 1; });
window.postMessage({ shebaobu: "capture", token: 1 }, "*");
</script>"""


def months(count: int) -> list[str]:
    """So many months, one after the other."""
    return [f"{FIRST_YEAR + number // 12}{number % 12 + 1:02d}" for number in range(count)]


def page(texts: Sequence[str], person: str, *, title: str, heading: str, depth: int = 0, long: bool = False) -> str:
    """A page of contributions whose employers and notes are these texts; the last row is a plain one.

    ``depth`` is of elements within each other, ``long`` makes one cell of a megabyte.
    """
    employers = [*texts, PLAIN_EMPLOYER]
    rows = [
        [
            *map(_cell, (month, "11380.00", "1820.80", "910.40", employer, "已到账")),
            *map(_cell, [employer] * len(NAMES)),
        ]
        for month, employer in zip(months(len(employers)), employers, strict=True)
    ]
    if long:
        rows[0][-1] = {"text": "很长", "repeat": MEGABYTE // 2}
    heads = [*zip(HEADS, [""] * len(HEADS), strict=True), *zip(NAMES, NAMES, strict=True)]
    pairs = [["姓名", person], [texts[0], texts[1]], ["__proto__", texts[2]], ["{name}", "${7*7}{{7*7}}"]]
    told = {"title": title, "heading": heading, "pairs": pairs, "heads": heads, "rows": rows, "depth": depth}
    text = json.dumps(told).replace("<", "\\u003c")
    inputs = "".join(f'<input type="hidden" name="{name}">' for name in INPUTS)
    return _PAGE % {"told": text, "inputs": inputs}


def _cell(text: str) -> dict[str, object]:
    return {"text": text}
