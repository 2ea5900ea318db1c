"""The demonstration: an invented household with twenty years of records, and sample pages that read as real ones."""

import contextlib
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from demo.site import sample_pages
from e2e.browser import open_browser
from e2e.newcomer import expected_page

PORTALS = Path(__file__).resolve().parents[2] / "tests" / "portals"


def two_free_ports():
    """A port whose successor is free as well; the sample site takes that."""
    while True:
        with contextlib.closing(socket.socket()) as one, contextlib.closing(socket.socket()) as other:
            one.bind(("127.0.0.1", 0))
            with contextlib.suppress(OSError, OverflowError):
                other.bind(("127.0.0.1", one.getsockname()[1] + 1))
                return one.getsockname()[1]


@pytest.fixture(scope="module")
def demo():
    port = two_free_ports()
    process = subprocess.Popen(
        [sys.executable, "-m", "demo", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    for line in process.stdout:
        if "Ctrl-C" in line:
            break
    yield port
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)
    process.stdout.close()


@pytest.fixture(scope="module")
def visitor(demo):
    """Somebody who does what the first page says: signs in with what it shows, and pairs the extension."""
    with open_browser() as browser:
        start = browser.context.pages[0]
        start.goto(f"http://localhost:{demo + 1}/")
        name, passphrase, code = start.locator("li code").all_inner_texts()[:3]
        server = start.locator("li a").first.get_attribute("href").rstrip("/")
        api = browser.context.request
        ticket = api.post(f"{server}/api/v1/session", data={"name": name, "passphrase": passphrase}).json()["ticket"]
        body = {"ticket": ticket, "method": "totp", "code": code}
        assert api.post(f"{server}/api/v1/session/second", data=body).ok
        options = browser.open_options()
        options.locator("#server").fill(server)
        options.locator("#code").fill(api.post(f"{server}/api/v1/devices/pairing", data={}).json()["code"])
        options.locator("#pair").click()
        options.locator("#forget").wait_for()
        options.close()
        yield browser, server, start


def test_the_household_has_twenty_years_in_several_cities(visitor):
    browser, server, _ = visitor
    members = browser.context.request.get(f"{server}/api/v1/members").json()["members"]
    assert len(members) >= 4
    assert min(int(m["first"][:4]) for m in members) <= 2006
    assert max(int(m["last"][:4]) for m in members) == 2026
    pools = set()
    for member in members:
        facts = browser.context.request.get(f"{server}/api/v1/members/{member['id']}/facts").json()["facts"]
        pools |= {fact["record"]["pool"] for fact in facts}
        assert not any(fact["record"].get("questions") for fact in facts)
    assert len(pools) >= 5


def test_a_second_person_has_joined_and_sees_what_is_shared(visitor):
    _, server, start = visitor
    name, passphrase, code = start.locator("li code").all_inner_texts()[-3:]
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def ask(path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{server}/api/v1/{path}", data, {"Content-Type": "application/json"})
        with browser.open(request, timeout=30) as answer:
            return json.load(answer)

    ticket = ask("session", {"name": name, "passphrase": passphrase})["ticket"]
    ask("session/second", {"ticket": ticket, "method": "totp", "code": code})
    grants = ask("grants")
    assert [one["member"]["name"] for one in grants["given"]] == [name]
    [shared] = grants["shared"]
    assert {grant["part"] for grant in shared["grants"]} == {"contributions", "benefits"}


@pytest.mark.parametrize("case", sorted(page.file.parent.name for page in sample_pages()))
def test_a_sample_page_is_captured_from_the_site(demo, visitor, case):
    browser, _, start = visitor
    page = next(page for page in sample_pages() if page.file.parent.name == case)
    shown = page.link(demo + 1)
    # The first page asks for itself again every ten seconds: what waits for a link outlasts that.
    expect(start.locator(f'li li a[href="{shown}"]')).to_have_count(1)
    tab = browser.context.new_page()
    tab.goto(shown)
    popup = browser.click_extension(tab)
    popup.wait_state("preview")
    expected = expected_page(PORTALS / case)
    told = rf"\b{count}\b" if (count := len(expected["records"])) else "没有整理出记录"
    assert re.search(told, popup.text("#found h1"))
    asks = any(record.get("questions") for record in expected["records"])
    assert bool(popup.text("#questions")) is asks
    popup.close()
    tab.close()
