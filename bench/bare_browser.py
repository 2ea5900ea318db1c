"""Pages that nobody listens to but for what they print, as those of a user.

Playwright hears of each request that a page of its own makes. Where the browser, the server and the listener share few
processors that slows the page, the more the more it asks for: an ordinary "hello" by a tenth, the app by a fifth
(measured on two). So these pages are opened over the protocol of the browser itself.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser

_LOOK_EVERY_MS = 50
# A page that is begun while the browser still does away with the one before is slower by what that one was.
_REST_MS = 400
_PATIENCE_MS = 60_000


class NothingPrinted(Exception):
    """A page did not print what was waited for: all that it printed."""


class BareBrowser:
    """A browser of Playwright whose pages are bare; ``script`` runs in each of them before its own."""

    def __init__(self, browser: Browser, script: str) -> None:
        self.script = script
        self.root = browser.new_browser_cdp_session()
        self.printed: dict[str, list[str]] = defaultdict(list)
        self.answered: set[tuple[str, int]] = set()
        self._clock = browser.new_page()
        self.root.on("Target.receivedMessageFromTarget", self._hear)

    def page(self, cookies: list[dict[str, Any]]) -> BarePage:
        """A page in a context of its own that has these cookies."""
        return BarePage(self, cookies)

    def wait(self, milliseconds: int = _LOOK_EVERY_MS) -> None:
        """Let the browser work for a while."""
        self._clock.wait_for_timeout(milliseconds)

    def _hear(self, event: dict[str, Any]) -> None:
        told = json.loads(event["message"])
        if "error" in told:
            raise RuntimeError(told["error"]["message"])
        if "id" in told:
            self.answered.add((event["sessionId"], told["id"]))
        if told.get("method") == "Runtime.consoleAPICalled":
            self.printed[event["sessionId"]] += [str(one.get("value", "")) for one in told["params"]["args"]]


class BarePage:
    """One page; what it printed since it was opened or loaded anew is handed to who waits for it."""

    def __init__(self, browser: BareBrowser, cookies: list[dict[str, Any]]) -> None:
        self._browser = browser
        self._context = self._root("Target.createBrowserContext")["browserContextId"]
        self._root("Storage.setCookies", browserContextId=self._context, cookies=cookies)
        self._target = self._root("Target.createTarget", url="about:blank", browserContextId=self._context)["targetId"]
        self._session = self._root("Target.attachToTarget", targetId=self._target)["sessionId"]
        self._told = 0
        self._tell("Runtime.enable")
        self._tell("Page.enable")
        self._tell("Page.addScriptToEvaluateOnNewDocument", source=browser.script)
        # A page that is opened before would not have the script.
        while (self._session, self._told) not in browser.answered:
            browser.wait()

    def open(self, address: str, until: Callable[[list[str]], bool]) -> list[str]:
        """Open an address; what the page printed, as soon as that is enough."""
        return self._printed("Page.navigate", until, url=address)

    def reload(self, until: Callable[[list[str]], bool]) -> list[str]:
        """Load the page anew; what it printed, as soon as that is enough."""
        return self._printed("Page.reload", until)

    def close(self) -> None:
        """Forget the page and its context."""
        self._root("Target.disposeBrowserContext", browserContextId=self._context)

    def _printed(self, method: str, until: Callable[[list[str]], bool], **params: str) -> list[str]:
        self._browser.wait(_REST_MS)
        self._browser.printed[self._session] = []
        self._tell(method, **params)
        for _ in range(0, _PATIENCE_MS, _LOOK_EVERY_MS):
            if until(self._browser.printed[self._session]):
                return self._browser.printed[self._session]
            self._browser.wait()
        raise NothingPrinted(*self._browser.printed[self._session])

    def _root(self, method: str, **params: Any) -> dict[str, Any]:
        return self._browser.root.send(method, params)

    def _tell(self, method: str, **params: str) -> None:
        self._told += 1
        message = json.dumps({"id": self._told, "method": method, "params": params})
        self._root("Target.sendMessageToTarget", sessionId=self._session, message=message)
