"""Pages that change under their user's hands: a pager, a year that is queried, tabs, a list drawn as it is scrolled."""

from __future__ import annotations

import json

HEAD = (
    "<!doctype html><html><head><meta charset=utf-8><title>缴费查询</title></head><body><h2>职工养老保险缴费明细</h2>"
)

PAGER = """
<label>年度：<select id=year><option>2023<option>2024</select></label> <button id=query>查询</button>
<table><thead><tr><th>月份</th><th>缴费基数</th><th>个人缴费</th></tr></thead><tbody></tbody></table>
<p id=count></p><button id=prev>上一页</button> <button id=next>下一页</button>
<script>
const DATA = $DATA, SIZE = 5;
let year = '2023', page = 0;
function draw() {
  const rows = DATA[year], body = document.querySelector('tbody');
  body.innerHTML = rows.slice(page * SIZE, page * SIZE + SIZE).map((row) =>
    '<tr>' + row.map((cell) => `<td>${cell}</td>`).join('') + '</tr>').join('');
  document.querySelector('#count').textContent = `共 ${rows.length} 条记录，第 ${page + 1} 页`;
}
document.querySelector('#next').onclick = () => { page += 1; draw(); };
document.querySelector('#prev').onclick = () => { page -= 1; draw(); };
document.querySelector('#query').onclick = () => { year = document.querySelector('#year').value; page = 0; draw(); };
draw();
</script></body></html>
"""

TABS = """
<style>.tabs a { margin: 8px; cursor: pointer }</style>
<div class=tabs><a class=active>养老保险</a><a>失业保险</a></div>
<table><thead><tr><th>费款所属期</th><th>缴费基数</th><th>个人缴费</th></tr></thead><tbody></tbody></table>
<script>
const DATA = $DATA;
const tabs = [...document.querySelectorAll('.tabs a')];
function draw(name) {
  document.querySelector('tbody').innerHTML = DATA[name].map((row) =>
    '<tr>' + row.map((cell) => `<td>${cell}</td>`).join('') + '</tr>').join('');
}
// The tab is marked at once, its rows come from the office a moment later.
tabs.forEach((tab) => tab.onclick = () => {
  tabs.forEach((other) => other.classList.toggle('active', other === tab));
  setTimeout(() => draw(tab.textContent), 700);
});
draw('养老保险');
</script></body></html>
"""

VIRTUAL = """
<style>#list { height: 300px; overflow: auto; position: relative } td, th { height: 30px; padding: 0 }</style>
<div id=list><div id=all><table>
<thead><tr><th>费款所属期</th><th>缴费基数</th><th>个人缴费</th></tr></thead><tbody></tbody></table>
</div></div>
<p>共 $COUNT 条</p>
<script>
const DATA = $DATA, HEIGHT = 30, list = document.querySelector('#list'), body = document.querySelector('tbody');
document.querySelector('#all').style.height = DATA.length * HEIGHT + HEIGHT + 'px';
function draw() {
  const first = Math.floor(list.scrollTop / HEIGHT);
  document.querySelector('table').style.cssText = `position: relative; top: ${first * HEIGHT}px`;
  body.innerHTML = DATA.slice(first, first + 12).map((row) =>
    '<tr>' + row.map((cell) => `<td>${cell}</td>`).join('') + '</tr>').join('');
}
list.addEventListener('scroll', draw);
draw();
</script></body></html>
"""


def months(base: str, count: int = 12) -> list[list[str]]:
    """Rows of a year without the year in them: only the query form says it."""
    return [[f"{month}月", base, f"{float(base) * 0.08:.2f}"] for month in range(1, count + 1)]


def periods(count: int, base: str) -> list[list[str]]:
    """As many months one after the other from January 2010."""
    return [[f"{2010 + at // 12}{at % 12 + 1:02}", base, f"{float(base) * 0.08:.2f}"] for at in range(count)]


def page(template: str, data: object, **values: object) -> str:
    text = HEAD + template.replace("$DATA", json.dumps(data, ensure_ascii=False))
    for name, value in values.items():
        text = text.replace(f"${name.upper()}", str(value))
    return text
