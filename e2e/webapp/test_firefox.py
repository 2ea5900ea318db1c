"""The web app in Firefox: every view under the policy, nothing refused, no error; strings become no code, no markup."""

import pytest

from e2e.firefox import firefox_path, open_firefox, until
from e2e.sites import Sites
from e2e.webapp.views import HEARD_OF, LISTEN, OF_STRANGERS, REFUSED, TRY, addresses, ready_name, views

pytestmark = pytest.mark.skipif(firefox_path() is None, reason="no Firefox here")


@pytest.fixture(scope="module")
def firefox():
    sites = Sites()
    with open_firefox(sites.port) as running:
        running.send("script.addPreloadScript", functionDeclaration=LISTEN)
        yield running
    sites.close()


@pytest.fixture(scope="module")
def shown(household):
    return addresses(household)


@pytest.mark.parametrize("view", OF_STRANGERS)
def test_a_stranger_s_view_needs_nothing_that_its_policy_refuses(firefox, household, view):
    address, ready = OF_STRANGERS[view]
    tab = firefox.open(f"{household.address}/{address}")
    firefox.wait_for(tab, f"body[data-ready={ready}]")
    assert firefox.js(tab, "document.querySelectorAll('main h1').length") == 1
    assert firefox.js(tab, "window.heard") == []


@pytest.fixture(scope="module")
def signed_in(firefox, household):
    name, value = household.cookie.split("=", 1)
    cookie = {"name": name, "value": {"type": "string", "value": value}, "domain": "127.0.0.1"}
    firefox.send("storage.setCookie", cookie=cookie)
    return firefox


@pytest.mark.parametrize("view", views())
def test_a_view_needs_nothing_that_its_policy_refuses(signed_in, household, shown, view):
    tab = signed_in.open(f"{household.address}/{shown[view]}")
    ready = "document.body.dataset.ready"
    until(lambda: signed_in.js(tab, ready) == ready_name(view), f"{view}: {signed_in.js(tab, ready)}")
    assert signed_in.js(tab, "document.querySelectorAll('main h1, main h2').length") > 0
    assert signed_in.js(tab, "window.heard") == []


@pytest.mark.parametrize("form", REFUSED)
def test_a_string_becomes_neither_code_nor_markup(firefox, household, form):
    tab = firefox.open(household.address)
    assert firefox.js(tab, f"({TRY % REFUSED[form]})()") in ("EvalError", "TypeError", "Error")


def test_what_is_refused_is_heard_of(firefox, household):
    tab = firefox.open(household.address)
    firefox.js(tab, f"({TRY % REFUSED['eval']})()")
    assert firefox.js(tab, HEARD_OF) == ["require-trusted-types-for trusted-types-sink"]
