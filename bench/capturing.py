"""How soon the preview stands after the click on the extension, and what reading thousands of rows costs a page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from html import escape

import pyotp

from bench.figures import RUNS, Figure
from bench.household import capture_of_rows
from demo.household import SignIn
from e2e.browser import Browser, open_browser

ROWS = 60
MANY_ROWS = 5000
MANY_COLUMNS = ["序号", "费款所属期", "险种类型", "缴费基数", "单位缴费", "个人缴费", "到账标志", "单位名称"]
NEXT_STEP_S = 30
SETTLING_MS = 300


# A page's own clock: the longest time that it could do nothing while it was read, in its tasks and in all.
CLOCK = """<script>
window.longest = 0;
let last = performance.now();
const tick = () => {
  const now = performance.now();
  window.longest = Math.max(window.longest, now - last);
  last = now;
  setTimeout(tick, 0);
};
tick();
</script>"""
READ = """import('/app/reading.js').then(async (reading) => {
  const begun = performance.now();
  const { capture } = await reading.readFrontTab();
  return [performance.now() - begun, capture.blocks.find((block) => block.type === 'grid').rows.length];
})"""
SHAPES = {
    "table": ("<table><tr>{head}</tr>{body}</table>", "<tr>{}</tr>", "<td>{}</td>"),
    "table of styled cells": (
        "<style>.cell{{overflow:hidden;width:120px}}</style><table><tr>{head}</tr><tbody>{body}</tbody></table>",
        "<tr class='el-table__row'>{}</tr>",
        "<td class='el-table__cell' rowspan=1 colspan=1><div class='cell'>{}</div></td>",
    ),
    "grid of boxes": (
        "<style>.row{{display:flex}}.box{{width:120px}}</style><div class=row>{head}</div><div>{body}</div>",
        "<div class=row>{}</div>",
        "<div class=box>{}</div>",
    ),
}


def figures(address: str, sign_in: SignIn) -> Iterator[Figure]:
    """What a person waits for, and what a page of thousands of rows feels."""
    with open_browser() as browser:
        yield from _click_figures(browser, address, sign_in)
    with open_browser() as browser:
        for name in SHAPES:
            yield from _reading_figures(browser, name)


def _reading_figures(browser: Browser, name: str) -> Iterator[Figure]:
    """From the reading's start to the capture standing in the popup, and the page's longest standstill meanwhile."""
    tab = browser.show(f"https://rsj.city.example/many?{name.replace(' ', '-')}", page_of_many_rows(name))
    reading, standstill = [], []
    for _ in range(RUNS + 1):
        popup = browser.click_extension(tab)
        tab.wait_for_timeout(SETTLING_MS)
        tab.evaluate("window.longest = 0")
        taken, rows = popup.js(READ)
        assert rows == MANY_ROWS
        reading.append(taken)
        standstill.append(tab.evaluate("window.longest"))
        popup.close()
    tab.close()
    yield Figure(f"extension: reading {MANY_ROWS} rows, {name}", reading[1:], "ms", 1000)
    yield Figure("extension: the page's longest standstill meanwhile", standstill[1:], "ms", 100)


def page_of_many_rows(name: str) -> str:
    """Thousands of rows of contributions in one of the shapes."""
    page, row, cell = SHAPES[name]
    body = "".join(row.format("".join(cell.format(text) for text in _contribution(at))) for at in range(MANY_ROWS))
    title = "<!doctype html><meta charset=utf-8><title>缴费明细</title><h2>个人缴费明细</h2>"
    return title + CLOCK + page.format(head="".join(cell.format(name) for name in MANY_COLUMNS), body=body)


def _contribution(at: int) -> list[str]:
    month = f"{1990 + at // 12 % 36}{at % 12 + 1:02}"
    amounts = [f"{5000 + at}.00", "800.00", "400.00"]
    return [str(at + 1), month, "企业职工基本养老保险", *amounts, "已到账", "武汉江汐生物医药有限公司"]


def _click_figures(browser: Browser, address: str, sign_in: SignIn) -> Iterator[Figure]:
    """From the click to the preview; of that, what passes in the popup; of that, reading the page."""
    click, popup_start, reading = [], [], []
    _pair(browser, address, sign_in)
    tab = browser.show("https://rsj.city.example/payments", page_of_rows())
    for _ in range(RUNS + 1):
        begun = time.perf_counter()
        popup = browser.click_extension(tab)
        popup.wait_state("preview")
        click.append((time.perf_counter() - begun) * 1000)
        marks = popup.js("Object.fromEntries(performance.getEntriesByType('mark').map(m => [m.name, m.startTime]))")
        popup_start.append(marks["preview"])
        reading.append(marks["asking"] - marks["reading"])
        popup.close()
    yield Figure(f"extension: click to preview, {ROWS} rows", click[1:], "ms", 1000)
    yield Figure("extension: popup loaded, page read, server asked, drawn", popup_start[1:], "ms", 300)
    yield Figure("extension: of that, reading the page", reading[1:], "ms")


def page_of_rows() -> str:
    """A page with a table of contributions as a portal shows it."""
    _, grid = capture_of_rows(ROWS).blocks
    head = "".join(f"<th>{escape(path[-1])}</th>" for path in grid.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in grid.rows)
    return f"<!doctype html><title>缴费明细</title><h2>个人缴费明细</h2><table><tr>{head}</tr>{rows}</table>"


def _pair(browser: Browser, address: str, sign_in: SignIn) -> None:
    api = browser.context.request
    first = api.post(f"{address}/api/v1/session", data={"name": sign_in.name, "passphrase": sign_in.passphrase}).json()
    code = pyotp.TOTP(sign_in.totp_secret).at(int(time.time()) + NEXT_STEP_S)
    api.post(f"{address}/api/v1/session/second", data={"ticket": first["ticket"], "method": "totp", "code": code})
    pairing = api.post(f"{address}/api/v1/devices/pairing", data={}).json()
    options = browser.open_options()
    options.locator("#server").fill(address)
    options.locator("#code").fill(pairing["code"])
    options.locator("#pair").click()
    options.locator("#forget").wait_for()
    options.close()
