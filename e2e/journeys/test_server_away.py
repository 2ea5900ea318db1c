"""The server stops at the moment of saving: nothing is lost, the popup says so, and it is sent when it is back."""

import signal
from pathlib import Path

import pytest

from e2e.browser import open_browser
from e2e.newcomer import Newcomer, expected_page
from tests.owner import NAME, PASSPHRASE
from tests.served import Served, free_port

PAGE = Path(__file__).resolve().parents[2] / "tests" / "portals" / "bj_csibiz_oldage_2018"
ALARM_S = 75


@pytest.fixture
def home(tmp_path):
    server = Served(tmp_path / "data", "--port", str(free_port()))
    with open_browser() as browser:
        home = Newcomer(browser, server, "zh-CN")
        home.set_up("宋家", NAME, PASSPHRASE)
        home.sign_in(NAME, PASSPHRASE)
        home.add_member(NAME, "self", "990102199103101381")
        home.pair_extension()
        yield home
    home.server.end()


def test_a_capture_waits_for_the_server_and_is_sent_by_itself(home, tmp_path):
    expected = expected_page(PAGE)
    tab = home.browser.show(expected["page"]["url"], (PAGE / "page.html").read_text(encoding="utf-8"))
    popup = home.browser.click_extension(tab)
    popup.wait_state("preview")
    port = home.server.port
    home.server.end(signal.SIGKILL)
    popup.click("#save")
    popup.wait_state("kept")
    assert "没有连上您家的服务器" in popup.text()
    assert "保留在浏览器里" in popup.text()
    popup.close()
    assert home.browser.badge() == "1"

    home.server = Served(tmp_path / "data", "--port", str(port))
    for _ in range(ALARM_S):
        if home.browser.badge() == "":
            break
        home.page.wait_for_timeout(1000)
    assert home.browser.badge() == ""
    assert [fact["record"] for fact in home.facts(NAME)] == expected["records"]
