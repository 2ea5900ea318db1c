"""One reader's browser window on the web app: found by the words read in it, with every console error noted."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from shebaobu.assets import webapp_dir

TIMEOUT_MS = 20_000


class Screen:
    """A page of the app at a server's address; ``errors`` is what the browser's console complained about."""

    def __init__(self, context: BrowserContext, address: str, language: str) -> None:
        self.context = context
        self.address = address
        self.page: Page = context.new_page()
        self.page.set_default_timeout(TIMEOUT_MS)
        self.errors: list[str] = []
        self.refusals: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.speak(language)

    def _note(self, message: Any) -> None:
        if message.type == "error":
            refused = message.text.startswith("Failed to load resource")
            (self.refusals if refused else self.errors).append(message.text)

    def speak(self, language: str) -> None:
        """From here on the words of this language are looked for."""
        self.words: dict[str, str] = {}
        for part in (webapp_dir() / "i18n" / language).glob("*.json"):
            self.words |= json.loads(part.read_text(encoding="utf-8"))

    def say(self, key: str, **values: object) -> str:
        """A text of the interface."""
        return self.words[key].format(**values)

    def ready(self, view: str) -> None:
        """Wait until a view is usable."""
        expect(self.page.locator("body")).to_have_attribute("data-ready", view, timeout=TIMEOUT_MS)

    def open(self, path: str, view: str) -> None:
        """Load the app anew at a path."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}/{path}")
        self.ready(view)

    def field(self, key: str) -> Locator:
        """The control with this label."""
        return self.page.get_by_label(self.say(key), exact=True)

    def press(self, key: str, within: str = "main, dialog[open]", **values: object) -> None:
        """Press the button or follow the link with this text."""
        scope, text = self.page.locator(within), self.say(key, **values)
        scope.get_by_role("button", name=text, exact=True).or_(scope.get_by_role("link", name=text, exact=True)).click()

    def sees(self, text: str) -> None:
        """The text is on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=TIMEOUT_MS)

    def notice(self) -> Locator:
        """The page's line of messages."""
        return self.page.locator("#notice")
