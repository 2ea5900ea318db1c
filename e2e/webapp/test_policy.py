"""Every view under the page's policy: nothing is refused, no error; and code or markup from a string is."""

import pytest

from e2e.webapp.views import (
    HEARD_OF,
    LISTEN,
    OF_STRANGERS,
    REFUSED,
    TRY,
    addresses,
    not_visited,
    ready_name,
    views,
)


@pytest.fixture(scope="module")
def shown(household):
    return addresses(household)


@pytest.fixture
def watched(screen):
    screen.context.add_init_script(f"({LISTEN})()")
    return screen


@pytest.mark.parametrize("view", views())
def test_a_view_needs_nothing_that_its_policy_refuses(watched, shown, view):
    watched.open(shown[view], ready_name(view))
    assert watched.page.locator("main h1, main h2").count() > 0
    assert watched.page.evaluate("window.heard") == []


def test_no_view_goes_unvisited():
    assert not_visited() == set()


@pytest.mark.parametrize("view", OF_STRANGERS)
def test_a_stranger_s_view_needs_nothing_that_its_policy_refuses(screen_of, household, view):
    stranger = screen_of(household.address)
    stranger.context.add_init_script(f"({LISTEN})()")
    stranger.open(*OF_STRANGERS[view])
    assert stranger.page.locator("main h1").count() == 1
    assert stranger.page.evaluate("window.heard") == []


@pytest.mark.parametrize("form", REFUSED)
def test_a_string_becomes_neither_code_nor_markup(screen_of, household, form):
    screen = screen_of(household.address)
    screen.open("", "signin")
    answer = screen.page.evaluate(TRY % REFUSED[form])
    assert answer in ("EvalError", "TypeError", "Error")
    screen.errors.clear()


def test_what_is_refused_is_heard_of(screen_of, household):
    screen = screen_of(household.address)
    screen.context.add_init_script(f"({LISTEN})()")
    screen.open("", "signin")
    screen.page.evaluate(TRY % REFUSED["eval"])
    assert screen.page.evaluate(HEARD_OF) == ["require-trusted-types-for trusted-types-sink"]
    screen.errors.clear()


def test_our_own_guard_makes_text_of_markup(screen_of, household):
    screen = screen_of(household.address)
    screen.open("", "signin")
    script = (
        "const p = document.createElement('p'); p.innerHTML = '<b>1</b>'; return [p.children.length, p.textContent];"
    )
    assert screen.page.evaluate(f"() => {{ {script} }}") == [0, "<b>1</b>"]
