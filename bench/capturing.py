"""How soon the preview stands after the click on the extension, for a page of sixty rows."""

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
NEXT_STEP_S = 30


def figures(address: str, sign_in: SignIn) -> Iterator[Figure]:
    """From the click to the preview; of that, what passes in the popup; of that, reading the page."""
    click, popup_start, reading = [], [], []
    with open_browser() as browser:
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
    first = api.post(f"{address}/api/session", data={"name": sign_in.name, "passphrase": sign_in.passphrase}).json()
    code = pyotp.TOTP(sign_in.totp_secret).at(int(time.time()) + NEXT_STEP_S)
    api.post(f"{address}/api/session/second", data={"ticket": first["ticket"], "method": "totp", "code": code})
    pairing = api.post(f"{address}/api/devices/pairing", data={}).json()
    options = browser.open_options()
    options.locator("#server").fill(address)
    options.locator("#code").fill(pairing["code"])
    options.locator("#pair").click()
    options.locator("#forget").wait_for()
    options.close()
