"""A browser that may capture no more says so in its own words, loses its token, and keeps what waits until it is paired
again: revoked on the web app's page, unused for ninety days, its account gone, or its account's rights withdrawn.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import expect

from e2e.browser import open_browser, until
from e2e.newcomer import Newcomer, expected_page
from e2e.webapp.guest import Guest
from shebaobu.storage.folder import DataFolder
from tests.owner import NAME, PASSPHRASE, Owner
from tests.served import Served, free_port

PAGE = Path(__file__).resolve().parents[2] / "tests" / "portals" / "bj_csibiz_oldage_2018"
RELATIVE = "周云溪"
MEMBER_ID = "990102199103101381"
SAYS = {
    "zh-CN": {
        "revoked": "连接已经断开",
        "unused": "90 天没有用社保簿采集过",
        "pair": "取得新的配对码",
        "later": "重新配对后会自动送出",
        "again": "再点一次图标",
        "looks": "您的账号只能查看",
        "ask": "改为“成年成员”",
        "one": "一次采集没有被接受",
    },
    "en": {
        "revoked": "connection with Shebaobu was ended",
        "unused": "captured nothing for 90 days",
        "pair": "Get a new pairing code",
        "later": "once you have paired again",
        "again": "click this icon once more",
        "looks": "Your account may only look",
        "ask": "make your account an adult's",
        "one": "A capture was not accepted",
    },
}


class Home(Newcomer):
    """A newcomer whose server can be stopped and started, and who knows what the extension keeps."""

    def read(self):
        """Click the extension on the sample page; the popup."""
        url = expected_page(PAGE)["page"]["url"]
        html = (PAGE / "page.html").read_text(encoding="utf-8")
        for tab in self.browser.context.pages:
            if tab.url == url:
                tab.close()
        return self.browser.click_extension(self.browser.show(url, html))

    def on_disk(self):
        kept = self.browser.in_extension("chrome.storage.local.get(null)")
        return {name for name, value in kept.items() if value}

    def save(self, popup):
        popup.choose("#member", self.member_id(NAME))
        popup.click("#save")

    def restart_ninety_days_later(self, data):
        """Start the server again as if all devices had been used ninety days ago for the last time."""
        port = self.server.port
        self.server.end()
        folder = DataFolder(data)
        with folder.household.file.writing():
            for device in folder.household.devices.all():
                before = {at: getattr(device, at) - timedelta(days=90) for at in ("paired_at", "last_used_at")}
                folder.household.devices.put(msgspec.structs.replace(device, **before))
        folder.close()
        self.server = Served(data, "--port", str(port))

    def options_say(self, *parts):
        options = self.browser.open_options()
        for part in parts:
            expect(options.locator("#ended")).to_contain_text(part)
        expect(options.locator("#pair")).to_be_visible()
        options.close()


@pytest.fixture(params=["zh-CN", "en"])
def home(request, tmp_path):
    server = Served(tmp_path / "data", "--port", str(free_port()))
    with open_browser(language=request.param) as browser:
        home = Home(browser, server, request.param)
        home.set_up("宋家", NAME, PASSPHRASE)
        home.sign_in(NAME, PASSPHRASE)
        home.add_member(NAME, "self", MEMBER_ID)
        home.pair_extension()
        home.says = SAYS[request.param]
        yield home
    home.server.end()


def revoke_on_the_page(home):
    home.open("#/devices", "devices")
    home.page.locator("ul.devices").get_by_role("button", name=home.say("app.devices.revoke")).click()
    home.press("app.devices.revoke", within="dialog")
    expect(home.page.locator("ul.devices li")).to_have_count(0)


def test_revoked_on_the_page_it_says_so_at_the_next_click(home):
    assert home.on_disk() == {"server", "token"}
    revoke_on_the_page(home)
    popup = home.read()
    popup.wait_state("revoked")
    for part in ("revoked", "pair", "again"):
        assert home.says[part] in popup.text("#view")
    popup.close()
    assert home.on_disk() == {"server", "ended"}
    home.options_say(home.says["revoked"], home.says["pair"])


def test_revoked_before_saving_it_keeps_what_was_to_be_saved_until_it_is_paired_again(home):
    popup = home.read()
    popup.wait_state("preview")
    [device] = home.get("/api/v1/devices")["devices"]
    origin = {"Origin": home.address, "Sec-Fetch-Site": "same-origin"}
    gone = home.browser.context.request.delete(f"{home.address}/api/v1/devices/{device['id']}", headers=origin)
    assert gone.status == 204
    home.save(popup)
    popup.wait_state("revoked")
    for part in ("revoked", "pair", "later"):
        assert home.says[part] in popup.text("#view")
    popup.close()
    assert home.browser.badge() == "1"
    assert home.on_disk() == {"server", "ended"}
    home.options_say(home.says["revoked"], home.says["later"])

    popup = home.read()
    popup.wait_state("revoked")
    assert home.says["revoked"] in popup.text("#view")
    popup.wait_text(home.says["later"], "#waiting")
    popup.close()
    home.pair_extension()
    until(lambda: home.facts(NAME), "what waited was not sent", pause=lambda: home.page.wait_for_timeout(100))
    # The options page was closed at once, so the browser's alarm may have to ring first, every half minute.
    until(lambda: home.browser.badge() == "", "still waiting", 100, pause=lambda: home.page.wait_for_timeout(100))
    assert [fact["record"] for fact in home.facts(NAME)] == expected_page(PAGE)["records"]


def test_unused_for_ninety_days_it_says_so_before_anything_is_saved(home, tmp_path):
    popup = home.read()
    popup.wait_state("preview")
    popup.close()
    home.restart_ninety_days_later(tmp_path / "data")
    popup = home.read()
    popup.wait_state("revoked")
    for part in ("unused", "pair", "again"):
        assert home.says[part] in popup.text("#view")
    popup.close()
    assert home.on_disk() == {"server", "ended"}
    home.options_say(home.says["unused"], home.says["pair"])
    home.open("#/devices", "devices")
    told = home.page.locator("ul.devices li")
    expect(told).to_contain_text(home.say("devices.ended"))
    expect(told).not_to_contain_text(home.say("devices.scope.captures:write"))
    told.get_by_role("button", name=home.say("app.devices.revoke")).click()
    home.press("devices.remove", within="dialog")
    expect(home.page.locator("ul.devices li")).to_have_count(0)


@pytest.fixture
def relative(home):
    """The owner over HTTP, and the id of an adult who may write the member's records and has paired the browser."""
    owner = Owner.__new__(Owner)
    owner.server = home.server
    [session] = [one for one in home.browser.context.cookies() if one["name"] == "shebaobu_session"]
    owner.cookie = f"{session['name']}={session['value']}"
    shares = dict.fromkeys(("contributions", "medical", "benefits"), "write")
    guest = Guest(owner, RELATIVE, "adult", home.member_id(NAME), shares)
    options = home.browser.open_options()
    options.click("#forget")
    options.fill("#code", guest.pairing_code())
    options.click("#pair")
    options.wait_for_selector("#paired")
    options.close()
    [account] = [one["id"] for one in owner.ask("GET", "/api/v1/people")["people"] if one["name"] == RELATIVE]
    return owner, account


def test_with_its_account_gone_it_says_so_and_keeps_what_waits(home, relative):
    owner, account = relative
    popup = home.read()
    popup.wait_state("preview")
    owner.ask("DELETE", f"/api/v1/people/{account}")
    home.save(popup)
    popup.wait_state("revoked")
    for part in ("revoked", "pair", "later"):
        assert home.says[part] in popup.text("#view")
    popup.close()
    assert home.on_disk() == {"server", "ended"}
    assert home.browser.badge() == "1"


def test_with_its_account_a_viewers_it_says_so_and_what_to_do(home, relative):
    owner, account = relative
    popup = home.read()
    popup.wait_state("preview")
    owner.ask("PATCH", f"/api/v1/people/{account}", {"role": "viewer"})
    home.save(popup)
    popup.wait_state("refused")
    for part in ("looks", "ask"):
        assert home.says[part] in popup.text("#view")
    popup.close()
    assert home.browser.badge() == "1"

    popup = home.read()
    popup.wait_state("refused")
    assert home.says["looks"] in popup.text("#view")
    popup.wait_text(home.says["one"], "#waiting")
    owner.ask("PATCH", f"/api/v1/people/{account}", {"role": "adult"})
    shares = [{"part": part, "level": "write"} for part in ("contributions", "medical", "benefits")]
    path = f"/api/v1/members/{home.member_id(NAME)}/grants/{account}"
    owner.ask("PUT", path, {"grants": shares})
    popup.click("#waiting .refused button")
    until(lambda: home.facts(NAME), "what waited was not sent", pause=lambda: home.page.wait_for_timeout(100))
    popup.close()


def test_with_the_right_withdrawn_it_says_so(home, relative):
    owner, account = relative
    popup = home.read()
    popup.wait_state("preview")
    owner.ask("PUT", f"/api/v1/members/{home.member_id(NAME)}/grants/{account}", {"grants": []})
    home.save(popup)
    popup.wait_state("refused")
    assert popup.text("#view p") != ""
    popup.close()
    assert home.facts(NAME) == []
    assert home.browser.badge() == "1"
    assert home.on_disk() == {"server", "token"}
