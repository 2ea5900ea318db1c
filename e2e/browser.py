"""A real Chromium with the real extension in it, clicked as a person clicks it.

`open_browser` starts it on a profile of its own. `Browser.show` opens a page under its real URL, answered from text
and never from the network. `Browser.click_extension` presses the toolbar button, which is what grants `activeTab`, and
gives the `Popup` that opens. Opening popup.html in a tab instead would test something no user does.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import BrowserContext, CDPSession, Page, Route, Worker, sync_playwright

from e2e.trusting import home_that_trusts

T = TypeVar("T")

EXTENSION = Path(__file__).resolve().parent.parent / "extension"

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # One list, since a second --disable-features replaces the first, Playwright's own with it. Without the last two
    # a portal's http address is tried as https first and misses its route.
    "--disable-features=DisableLoadExtensionCommandLineSwitch,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable",
)


def chromium_path() -> str:
    """The browser to drive: SHEBAOBU_CHROMIUM, else the one Playwright has, else the system's."""
    named = os.environ.get("SHEBAOBU_CHROMIUM")
    if named:
        return named
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else "/usr/bin/chromium"


def until(
    check: Callable[[], T],
    otherwise: str,
    seconds: float = 30,
    pause: Callable[[], object] = lambda: time.sleep(0.05),
) -> T:
    """Ask again and again until `check` answers something true."""
    end = time.monotonic() + seconds
    while True:
        value = check()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(otherwise)
        pause()


class Browser:
    """One running Chromium; `context` is Playwright's, `extension_id` is what the browser gave the extension."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        worker = self.worker()
        self.extension_id = worker.url.split("/")[2]

    def worker(self) -> Worker:
        """The extension's service worker, waited for if it is still starting."""
        running = self.context.service_workers
        return running[0] if running else self.context.wait_for_event("serviceworker", timeout=15_000)

    def show(self, url: str, html: str, page: Page | None = None) -> Page:
        """Open `html` in a tab under `url`; nothing is asked of the network."""
        address = url.split("#", maxsplit=1)[0]

        def answer(route: Route) -> None:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

        self.context.route(lambda asked: asked.split("#", maxsplit=1)[0] == address, answer)
        tab = page or self.context.new_page()
        tab.goto(url)
        return tab

    def open_options(self) -> Page:
        """Open the extension's options page in a tab."""
        page = self.context.new_page()
        page.goto(f"chrome-extension://{self.extension_id}/options/options.html")
        return page

    def click_extension(self, page: Page) -> Popup:
        """Press the toolbar button while `page` is the tab in front; answer the popup that opens."""
        page.bring_to_front()
        session = self._root_session()
        own = self.context.new_cdp_session(page).send("Target.getTargetInfo")["targetInfo"]
        tabs = session.send("Target.getTargets", {"filter": [{"type": "tab"}]})["targetInfos"]
        here = [tab for tab in tabs if tab["url"] == own["url"]]
        assert len(here) == 1, f"{len(here)} tabs show {own['url']}: give each its own query"
        session.send("Extensions.triggerAction", {"id": self.extension_id, "targetId": here[0]["targetId"]})
        return Popup(self, session)

    def badge(self) -> str:
        """The text on the extension's icon."""
        return str(self.in_extension("chrome.action.getBadgeText({})"))

    def in_extension(self, expression: str) -> Any:
        """Evaluate a promise or value in the extension's background."""
        return self.worker().evaluate(f"async () => await ({expression})")

    def _root_session(self) -> CDPSession:
        assert self.context.browser is not None
        return self.context.browser.new_browser_cdp_session()


class Popup:
    """The extension's open popup, which Playwright does not list among its pages."""

    def __init__(self, browser: Browser, session: CDPSession) -> None:
        self._browser = browser
        self._session = session
        self._number = 0
        self._answers: dict[int, dict[str, Any]] = {}
        session.on("Target.receivedMessageFromTarget", self._received)
        prefix = f"chrome-extension://{browser.extension_id}/popup/"
        self.target = self._until(lambda: self._find(prefix), "no popup opened")
        attached = session.send("Target.attachToTarget", {"targetId": self.target, "flatten": False})
        self._session_id = attached["sessionId"]

    def js(self, expression: str) -> Any:
        """The value of an expression (or of its promise) in the popup."""
        result = self._send(
            "Runtime.evaluate",
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
            userGesture=True,
        )
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"].get("exception", {}).get("description", "failed"))
        return result["result"].get("value")

    def text(self, selector: str = "body") -> str:
        """What a person reads in the first element that matches, empty when there is none."""
        return str(self.js(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    def state(self) -> str:
        """Which view is shown: the `data-state` of the popup's body."""
        return str(self.js("document.body?.dataset.state ?? ''"))

    def wait_state(self, *states: str, seconds: float = 20) -> str:
        """Wait until one of these views is shown; answer which."""

        def reached() -> str:
            state = self.state()
            return state if state in states else ""

        try:
            return self._until(reached, f"none of {states}", seconds)
        except AssertionError as late:
            raise AssertionError(f"{late}; shown is {self.state()!r}: {self.text()[:600]}") from None

    def wait_text(self, part: str, selector: str = "body", seconds: float = 20) -> str:
        """Wait until an element reads with `part` in it; answer its whole text."""

        def reached() -> str:
            text = self.text(selector)
            return text if part in text else ""

        try:
            return self._until(reached, f"{part!r} never came", seconds)
        except AssertionError as late:
            raise AssertionError(f"{late}; shown is {self.text(selector)[:600]!r}") from None

    def click(self, selector: str) -> None:
        """A real mouse click in the middle of an element, scrolled into view first."""
        where = self.js(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            " e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self._send("Input.dispatchMouseEvent", type=kind, x=where[0], y=where[1], button="left", clickCount=1)

    def key(self, key: str, code: int) -> None:
        """Press one key, named as in DOM events and with its Windows key code (Tab is 9, Enter is 13)."""
        text = "\r" if key == "Enter" else ""
        for kind in ("keyDown", "keyUp"):
            self._send(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                text=text if kind == "keyDown" else "",
            )

    def choose(self, selector: str, value: str) -> None:
        """Choose an option of a select, or tick a radio, as its change event reports it."""
        self.js(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.value = {json.dumps(value)};"
            " e.dispatchEvent(new Event('change', {bubbles: true})); })()"
        )

    def screenshot(self, path: Path | str, *, dark: bool = False) -> None:
        """Write a PNG of the popup, in the dark scheme on request."""
        if dark:
            features = [{"name": "prefers-color-scheme", "value": "dark"}]
            self._send("Emulation.setEmulatedMedia", features=features)
        data = self._send("Page.captureScreenshot", format="png")["data"]
        Path(path).write_bytes(base64.b64decode(data))

    def close(self) -> None:
        """Close the popup as a click beside it does."""
        with contextlib.suppress(Exception):
            self._session.send("Target.closeTarget", {"targetId": self.target})
        self._until(lambda: not self._find("chrome-extension://", self.target), "the popup stays open")

    def is_open(self) -> bool:
        """Whether the popup is still there."""
        return bool(self._find("chrome-extension://", self.target))

    def _find(self, prefix: str, target: str = "") -> str:
        for info in self._session.send("Target.getTargets")["targetInfos"]:
            if info["type"] == "page" and info["url"].startswith(prefix) and target in ("", info["targetId"]):
                return str(info["targetId"])
        return ""

    def _received(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self._answers[message["id"]] = message

    def _send(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        number = self._number
        message = json.dumps({"id": number, "method": method, "params": params})
        self._session.send("Target.sendMessageToTarget", {"sessionId": self._session_id, "message": message})
        self._until(lambda: number in self._answers, f"no answer to {method}")
        answer = self._answers.pop(number)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _until(self, check: Callable[[], T], otherwise: str, seconds: float = 15) -> T:
        """Ask again and again until `check` answers something true; Playwright's events run meanwhile."""
        page = self._browser.context.pages[0]
        return until(check, otherwise, seconds, pause=lambda: page.wait_for_timeout(20))


@contextlib.contextmanager
def open_browser(
    *,
    language: str = "zh-CN",
    extension: Path = EXTENSION,
    flags: tuple[str, ...] = (),
    keep: Path | None = None,
    trusted: bytes | None = None,
) -> Iterator[Browser]:
    """Start Chromium with the extension loaded, in a language, on an empty profile that is removed afterwards.

    ``keep`` is a folder for a profile that stays there; ``trusted`` a certificate authority (DER) that its user trusts.
    """
    profile = str(keep) if keep else tempfile.mkdtemp(prefix="shebaobu-chromium-")
    trusting = home_that_trusts(Path(profile) / "home", trusted) if trusted else {}
    browser_path = chromium_path()
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=browser_path,
            headless=False,
            locale=language,
            viewport={"width": 1280, "height": 900},
            env={**os.environ, **trusting},
            args=[
                *FLAGS,
                f"--accept-lang={language}",
                f"--load-extension={extension}",
                f"--disable-extensions-except={extension}",
                *flags,
            ],
        )
        try:
            yield Browser(context)
        finally:
            context.close()
            if keep is None:
                shutil.rmtree(profile, ignore_errors=True)
