"""TLS at home in real browsers: who does not trust the certificate is warned and finds the way, who does uses all."""

from __future__ import annotations

import re
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from e2e.browser import open_browser
from e2e.firefox import firefox_path, open_firefox
from e2e.newcomer import Newcomer, expected_page
from tests.owner import HOUSEHOLD, NAME, PASSPHRASE
from tests.served import Served

PORTAL = Path(__file__).resolve().parents[2] / "tests" / "portals" / "bj_csibiz_oldage_2018"

FACTS = """async () => {
  const ask = async (path) => (await fetch(`/api/v1/${path}`)).json();
  const { members } = await ask("members");
  return (await ask(`members/${members[0].id}/facts`)).facts.map((fact) => fact.record);
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    served = Served(tmp_path_factory.mktemp("data"), "--tls")
    yield served
    served.end()


@pytest.fixture(scope="module")
def authority(server):
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/shebaobu.crt", timeout=30) as answer:
        return answer.read()


def test_who_does_not_trust_it_is_warned_and_finds_the_certificate(server, authority, tmp_path):
    with open_browser() as browser:
        with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
            browser.context.new_page().goto(f"{server.address}/")
        page = browser.context.new_page()
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"http://127.0.0.1:{server.port}/")
        expect(page.get_by_role("heading", level=1)).to_contain_text("信任")
        assert (
            page.evaluate("getComputedStyle(document.querySelector('a.button')).backgroundColor") == "rgb(31, 95, 90)"
        )
        with page.expect_download() as started:
            page.get_by_role("link", name="下载证书").click()
        started.value.save_as(tmp_path / "shebaobu.crt")
        assert (tmp_path / "shebaobu.crt").read_bytes() == authority
        assert started.value.suggested_filename == "shebaobu.crt"
        page.get_by_role("link", name="English").click()
        page.get_by_text("iPhone, iPad").click()
        expect(page.get_by_text("Certificate Trust Settings")).to_be_visible()
        assert complaints == []
        assert page.context.cookies() == []


def fingerprint_in(server):
    """The lines of the fingerprint in the server's window."""
    return re.findall(r"^ +((?:[0-9A-F]{2} ){7}[0-9A-F]{2})$", "".join(server.printed), flags=re.MULTILINE)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_who_trusts_it_sets_up_signs_in_pairs_and_captures(tmp_path, language):
    """The whole of the main job, at a household of its own."""
    server = Served(tmp_path / "data", "--tls")
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/shebaobu.crt", timeout=30) as answer:
        authority = answer.read()
    with open_browser(language=language, trusted=authority) as browser:
        home = Newcomer(browser, server, language)
        home.set_up(HOUSEHOLD, NAME, PASSPHRASE)
        home.sign_in(NAME, PASSPHRASE)
        assert home.page.evaluate("isSecureContext")
        [cookie] = browser.context.cookies()
        assert cookie["name"] == "__Host-shebaobu_session"
        assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Strict")
        home.add_member(NAME, "self", "990102199103101381")
        home.pair_extension()
        home.open("#/devices", "devices")
        expect(home.page.locator(".fingerprint code")).to_have_text(fingerprint_in(server))
        expected = expected_page(PORTAL)
        tab = browser.show(expected["page"]["url"], (PORTAL / "page.html").read_text(encoding="utf-8"))
        popup = browser.click_extension(tab)
        popup.wait_state("preview")
        popup.click("#save")
        popup.wait_state("saved")
        popup.close()
        assert home.page.evaluate(FACTS) == expected["records"]
        assert home.errors == []
    server.end()
    assert "Traceback" not in "".join(server.log)


@pytest.mark.skipif(firefox_path() is None, reason="no Firefox here")
@pytest.mark.parametrize("trusts", [True, False])
def test_firefox_takes_it_from_who_trusts_it_only(server, authority, trusts):
    with open_firefox(9, trusted=authority if trusts else b"") as firefox:
        if trusts:
            tab = firefox.open(f"{server.address}/")
            assert firefox.js(tab, "location.protocol") == "https:"
            assert firefox.js(tab, "isSecureContext && (await fetch('/api/v1/state')).status") == 200
        else:
            with pytest.raises(Exception, match=r"SEC_ERROR_UNKNOWN_ISSUER|insecure certificate"):
                firefox.open(f"{server.address}/")
