"""Fixtures: a real server process, a household in it, and a plain Chromium to look at the web app with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from e2e.browser import FLAGS, chromium_path
from e2e.screen import Screen
from e2e.webapp.household import Household
from tests.served import Served

OpenScreen = Callable[..., Screen]


@pytest.fixture(scope="package")
def browser_path() -> str:
    return chromium_path()


@pytest.fixture(scope="package")
def chromium(browser_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("webapp") / "data")
    yield served
    served.end()


@pytest.fixture(scope="module")
def household(server: Served) -> Household:
    return Household(server)


@pytest.fixture
def screen_of(chromium: Browser) -> Iterator[OpenScreen]:
    """Open windows on a server, signed in with a cookie or not; none may have seen an error in the console."""
    opened: list[Screen] = []

    def show(address: str, cookie: str = "", language: str = "zh-CN", **options: object) -> Screen:
        context = chromium.new_context(locale=language, timezone_id="Asia/Shanghai", **options)
        if cookie:
            name, value = cookie.split("=", 1)
            context.add_cookies([{"name": name, "value": value, "url": address}])
        opened.append(Screen(context, address, language))
        return opened[-1]

    yield show
    for screen in opened:
        screen.context.close()
    assert [error for screen in opened for error in screen.errors] == []


@pytest.fixture
def screen(screen_of: OpenScreen, household: Household) -> Screen:
    """The owner's window, signed in."""
    return screen_of(household.address, household.cookie)


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "data"
