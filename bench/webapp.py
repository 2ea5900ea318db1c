"""How soon the month wall of twenty years and five insurances stands, cold and warm."""

from __future__ import annotations

from collections.abc import Iterator

import pyotp
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.figures import RUNS, Figure
from demo.household import SignIn
from e2e.browser import FLAGS, chromium_path

WALL_READY = "() => document.body.dataset.ready === 'wall' && performance.now()"


def figures(address: str, sign_in: SignIn) -> Iterator[Figure]:
    """Milliseconds from navigation to the drawn wall: a new browser context each time, then reloads."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        state, member = _signed_in(browser, address, sign_in)
        url = f"{address}/#/member/{member}"
        cold = [_cold(browser, state, url) for _ in range(RUNS)]
        context = browser.new_context(storage_state=state)
        page = context.new_page()
        _load(page, url)
        warm = [_reload(page) for _ in range(RUNS + 3)][3:]
        browser.close()
    yield Figure("web app: cold load to month wall, 20 years x 5", cold, "ms", 900)
    yield Figure("web app: warm load to month wall, 20 years x 5", warm, "ms", 400)


def _signed_in(browser: Browser, address: str, sign_in: SignIn) -> tuple[dict, str]:
    context = browser.new_context()
    api = context.request
    first = api.post(f"{address}/api/v1/session", data={"name": sign_in.name, "passphrase": sign_in.passphrase}).json()
    code = pyotp.TOTP(sign_in.totp_secret).now()
    api.post(f"{address}/api/v1/session/second", data={"ticket": first["ticket"], "method": "totp", "code": code})
    member = api.get(f"{address}/api/v1/members").json()["members"][0]["id"]
    return context.storage_state(), member


def _cold(browser: Browser, state: dict, url: str) -> float:
    context: BrowserContext = browser.new_context(storage_state=state)
    try:
        return _load(context.new_page(), url)
    finally:
        context.close()


def _load(page: Page, url: str) -> float:
    page.goto(url, wait_until="commit")
    return page.wait_for_function(WALL_READY, polling=10).json_value()


def _reload(page: Page) -> float:
    page.reload(wait_until="commit")
    return page.wait_for_function(WALL_READY, polling=10).json_value()
