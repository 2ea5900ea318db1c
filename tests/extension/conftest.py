"""One browser with the extension for all these tests, and a family with a server for those that need one."""

from __future__ import annotations

import pytest

from e2e.browser import open_browser
from tests.extension.household import Household


@pytest.fixture(scope="session")
def browser():
    with open_browser() as running:
        yield running


@pytest.fixture(scope="session")
def household(tmp_path_factory):
    family = Household(tmp_path_factory.mktemp("family") / "data")
    yield family
    family.stop()


@pytest.fixture
def click(browser):
    """Show a page under an address and click the extension on it; all is closed after the test."""
    opened = []

    def open_and_click(url: str, html: str):
        page = browser.show(url, html)
        popup = browser.click_extension(page)
        opened.append((page, popup))
        return popup

    yield open_and_click
    for page, popup in opened:
        if popup.is_open():
            popup.close()
        page.close()
