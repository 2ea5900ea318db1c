"""What the extension leaves on the browser's disk: nothing of what it has read, sent, or keeps for later.

The portal forbids its pages to be kept, so what is found would be the extension's. That the search does find things is
shown by the token, which is kept, and by a page that is stored on purpose.
"""

from __future__ import annotations

import json
import signal

import pytest

from e2e.browser import open_browser, until
from e2e.firefox import firefox_path, open_firefox
from e2e.on_disk import found_in
from e2e.sites import Sites
from tests.extension.allowing import answer_yes
from tests.owner import HOUSEHOLD, NAME, Owner
from tests.served import Served

PERSON, NUMBER, MASKED = "司马昭宁", "990102197805212383", "990102********2383"
EMPLOYER = "云川市栖霞印务有限公司"
FAMILY = {NAME, HOUSEHOLD, PERSON, NUMBER, MASKED, EMPLOYER}
AMOUNTS = {"saved": "18746.53", "kept": "18913.47", "followed": "18527.89"}
PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>缴费查询</title></head><body>
<h2>企业职工基本养老保险缴费明细</h2><p>姓名：{person} 证件号码：{number}</p>
<table><tr><th>费款所属期</th><th>缴费基数</th><th>单位名称</th></tr>{rows}</table></body></html>"""
ROW = "<tr><td>{month}</td><td>{base}</td><td>{employer}</td></tr>"


def page(year, base):
    rows = "".join(ROW.format(month=f"{year}{month:02}", base=base, employer=EMPLOYER) for month in range(1, 13))
    return PAGE.format(person=PERSON, number=NUMBER, rows=rows)


def variants(amount):
    """An amount as pages, records and the popup write it."""
    return {amount, amount.replace(".", ""), f"{amount[:2]},{amount[2:]}"}


EVERYTHING = FAMILY.union(*(variants(amount) for amount in AMOUNTS.values()))


@pytest.fixture
def sites():
    running = Sites()
    yield running
    running.close()


@pytest.fixture
def owner(tmp_path):
    family = Owner(Served(tmp_path / "data"))
    family.add_member(PERSON, "father", id_number=NUMBER)
    yield family
    if family.server.process.poll() is None:
        family.server.end()


def capture(popup):
    popup.wait_state("preview")
    assert "12" in popup.text("#found h1")
    popup.click("#save")


def test_the_profile_of_chromium_has_nothing_of_what_was_captured(tmp_path, sites, owner):
    profile = tmp_path / "profile"
    for number, (what, amount) in enumerate(AMOUNTS.items()):
        sites.put(f"/{what}", page(2015 + number, amount))
    portal = f"http://127.0.0.1:{sites.port}"
    with open_browser(keep=profile) as browser:
        answer_yes(browser, "*://*/*")
        options = browser.open_options()
        options.fill("#server", owner.address)
        options.fill("#code", owner.pairing_code())
        options.click("#pair")
        options.wait_for_selector("#paired")
        tab = browser.context.new_page()
        tab.goto(f"{portal}/saved")
        popup = browser.click_extension(tab)
        capture(popup)
        popup.wait_state("saved")
        popup.close()
        tab.goto(f"{portal}/kept")
        popup = browser.click_extension(tab)
        popup.wait_state("preview")
        owner.server.end(signal.SIGKILL)
        popup.click("#save")
        popup.wait_state("kept")
        popup.close()
        tab.goto(f"{portal}/followed")
        popup = browser.click_extension(tab)
        popup.wait_state("unreached")
        popup.close()
        # The offer to follow comes with a preview, so what follows it is done as its button does.
        site = "http://127.0.0.1/*"
        options.evaluate("(origins) => chrome.permissions.request({origins})", [site])
        options.evaluate(
            """async ([site, url]) => {
              const { followSite } = await import("/app/sites.js");
              const { readInto } = await import("/app/visits.js");
              await followSite(site);
              const [tab] = await chrome.tabs.query({ url });
              await readInto(tab.id);
            }""",
            [site, f"{portal}/followed"],
        )
        in_memory = json.dumps(browser.in_extension("chrome.storage.session.get(null)"), ensure_ascii=False)
        for text in (PERSON, AMOUNTS["kept"], AMOUNTS["followed"]):
            assert text in in_memory
        token = browser.in_extension("chrome.storage.local.get('token')")["token"]
    assert set(found_in(profile, [token, owner.address])) == {token, owner.address}
    assert found_in(profile, EVERYTHING) == {}


@pytest.mark.parametrize("before", [0, 6_000_000], ids=["in the log", "in a packed table"])
def test_a_page_that_is_stored_on_purpose_is_found_in_chromium(tmp_path, before):
    profile = tmp_path / "profile"
    kept = {"capture": {"pairs": [["姓名", PERSON]], "rows": [["201801", AMOUNTS["kept"]]] * 30}}
    with open_browser(keep=profile) as browser:
        browser.in_extension(f"chrome.storage.local.set({json.dumps(kept)})")
        browser.in_extension(f"chrome.storage.local.set({{filler: 'ab12'.repeat({before} / 4)}})")
        browser.in_extension("chrome.storage.local.set({after: 1})")
    assert set(found_in(profile, EVERYTHING)) == {PERSON, AMOUNTS["kept"]}


def pair_in_firefox(firefox, owner):
    options = firefox.open_options()
    firefox.wait_for(options, "#pair")
    firefox.fill(options, "#server", owner.address)
    firefox.fill(options, "#code", owner.pairing_code())
    firefox.click(options, "#pair")
    firefox.wait_for(options, "#paired")
    return options


@pytest.mark.skipif(firefox_path() is None, reason="no Firefox here")
def test_the_profile_of_firefox_has_nothing_of_what_was_captured(tmp_path, sites, owner):
    profile = tmp_path / "profile"
    portal = "http://portal.example"
    for number, (what, amount) in enumerate(AMOUNTS.items()):
        sites.put(f"{portal}/{what}", page(2015 + number, amount))
    with open_firefox(sites.port, keep=profile) as firefox:
        options = pair_in_firefox(firefox, owner)
        firefox.open(f"{portal}/saved")
        popup = firefox.click_extension()
        capture(popup)
        popup.wait_state("saved")
        popup.close()
        firefox.open(f"{portal}/followed")
        popup = firefox.click_extension()
        popup.wait_state("preview")
        popup.click("#follow")
        firefox.allow()
        until(lambda: firefox.badge() == "12", "nothing is read")
        popup.close()
        sites.put("http://other.example/kept", page(2016, AMOUNTS["kept"]))
        firefox.open("http://other.example/kept")
        popup = firefox.click_extension()
        popup.wait_state("preview")
        owner.server.end(signal.SIGKILL)
        popup.click("#save")
        popup.wait_state("kept")
        popup.close()
        kept = "Promise.all([chrome.storage.local.get('token'), chrome.storage.session.get(null)])"
        local, session = json.loads(firefox.js(options, f"{kept}.then((both) => JSON.stringify(both))"))
        in_memory = json.dumps(session, ensure_ascii=False)
        for text in (PERSON, AMOUNTS["kept"], AMOUNTS["followed"]):
            assert text in in_memory
    assert set(found_in(profile, [local["token"], owner.address])) == {local["token"], owner.address}
    assert found_in(profile, EVERYTHING) == {}


@pytest.mark.skipif(firefox_path() is None, reason="no Firefox here")
def test_a_page_that_is_stored_on_purpose_is_found_in_firefox(tmp_path, sites):
    profile = tmp_path / "profile"
    kept = {"capture": {"pairs": [["姓名", PERSON]], "rows": [["201801", AMOUNTS["kept"]]] * 3000}}
    with open_firefox(sites.port, keep=profile) as firefox:
        options = firefox.open_options()
        firefox.wait_for(options, "#pair")
        firefox.js(options, f"chrome.storage.local.set({json.dumps(kept)}).then(() => true)")
    assert set(found_in(profile, EVERYTHING)) == {PERSON, AMOUNTS["kept"]}
