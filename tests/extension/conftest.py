"""A family with a server for the tests that need one, and pages clicked and closed again."""

from __future__ import annotations

import pytest

from tests.extension.household import Household, pair


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


@pytest.fixture
def fresh(browser):
    """The extension as it is after installing: nothing kept, nothing waiting."""
    browser.in_extension(
        "Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear(),"
        " chrome.alarms.clearAll(), chrome.action.setBadgeText({text: ''})])"
    )
    return browser


@pytest.fixture
def options(fresh):
    """The extension's options page in a tab."""
    page = fresh.open_options()
    page.wait_for_selector("#pair")
    yield page
    page.close()


@pytest.fixture
def paired(household, options):
    """A household without members whose pairing code has been entered in the options page."""
    household.remove_members()
    pair(options, household)
    return household
