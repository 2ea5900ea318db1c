"""Letting a browser without a screen answer a permission request with yes, which nobody can click there."""

from __future__ import annotations

from e2e.browser import Browser


def answer_yes(browser: Browser, pattern: str) -> None:
    """From now on the browser gives sites of a pattern when the extension asks from a click, and none before."""
    page = browser.context.new_page()
    page.goto("chrome://extensions")
    page.evaluate(
        "([id, pattern]) => chrome.developerPrivate.addHostPermission(id, pattern)", [browser.extension_id, pattern]
    )
    page.close()


def may_read(browser: Browser, pattern: str) -> bool:
    """Whether the extension has a permission now."""
    return bool(browser.in_extension(f"chrome.permissions.contains({{origins: ['{pattern}']}})"))


def give_back_all(browser: Browser) -> None:
    """Take back every site, as the extension does by itself when one is removed."""
    browser.in_extension(
        "chrome.permissions.getAll().then(({origins}) => origins.length && chrome.permissions.remove({origins}))"
    )
