"""Devices: a pairing code on the screen, a device that uses it, what is told of it, its name and its end."""

import re

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import Household
from shebaobu.auth.totp import qr_code
from tests.served import Served

HOME_NAME = "home.localhost"
ADDRESS = "127.0.0.1"


def shown_code(screen):
    screen.press("app.pair.new")
    return screen.page.locator("code.big").inner_text().replace("\n", "")


def test_a_device_is_paired_and_revoked(screen, household):
    page = screen.page
    screen.open("#/devices", "devices")
    code = shown_code(screen)
    assert len(code.replace("-", "")) == 8
    screen.sees(household.address)
    expect(page.locator(".handed-over code")).to_have_text(f"{household.address} {code}")
    token = household.pair(code.lower().replace("-", ""), "客厅的 Firefox <b>")["token"]
    expect(screen.notice()).to_contain_text(screen.say("app.pair.done", name="客厅的 Firefox <b>"))
    assert household.refused(token) != 401

    page.get_by_role("button", name=screen.say("app.devices.revoke_label", name="客厅的 Firefox <b>")).click()
    screen.press("app.devices.revoke", within="dialog")
    expect(screen.notice()).to_contain_text(screen.say("app.devices.revoked", name="客厅的 Firefox <b>"))
    assert household.refused(token) == 401
    expect(page.locator("ul.plain-list li")).to_have_count(1)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_device_is_told_with_what_it_may_do_where_and_until_when(screen_of, household, language):
    household.refused(household.device)
    screen = screen_of(household.address, household.cookie, language=language)
    screen.open("#/devices", "devices")
    used, paired, ends, scope = screen.page.locator("ul.devices small").all_inner_texts()
    here = screen.say("devices.place.this_computer")
    for line, key in ((used, "devices.used"), (paired, "app.devices.paired"), (ends, "devices.ends")):
        pattern = re.escape(screen.say(key, when="WHEN", place=here, day="WHEN")).replace("WHEN", ".+")
        assert re.fullmatch(pattern, line)
    assert scope == screen.say("devices.scope.captures:write")


def test_a_device_gets_another_name(screen, household):
    screen.open("#/devices", "devices")
    page = screen.page
    page.get_by_role("button", name=screen.say("devices.rename_label", name="书房的浏览器")).click()
    name = page.locator("dialog").get_by_label(screen.say("devices.name"))
    expect(name).to_have_value("书房的浏览器")
    name.fill(" ")
    screen.press("app.save", within="dialog")
    screen.sees(screen.say("app.form.empty"))
    name.fill("妈妈的 <i>平板</i>")
    screen.press("app.save", within="dialog")
    expect(screen.notice()).to_contain_text(screen.say("devices.renamed", name="妈妈的 <i>平板</i>"))
    assert [one["name"] for one in household.ask("GET", "/api/v1/devices")["devices"]] == ["妈妈的 <i>平板</i>"]
    [device] = household.ask("GET", "/api/v1/devices")["devices"]
    household.ask("PATCH", f"/api/v1/devices/{device['id']}", {"name": "书房的浏览器"})


def test_an_address_of_this_computer_alone_has_no_qr_code_and_says_why(screen):
    screen.open("#/devices", "devices")
    shown_code(screen)
    screen.page.get_by_text(screen.say("pair.elsewhere")).click()
    screen.sees(screen.say("pair.only_here", address=screen.address))
    expect(screen.page.locator("svg.qr")).to_have_count(0)


@pytest.fixture
def at_home_name(tmp_path):
    """A household whose server is known by a name in the home network."""
    served = Served(tmp_path / "data", env={"SHEBAOBU_ALLOWED_HOSTS": HOME_NAME})
    yield Household(served)
    served.end()


def test_another_device_is_led_by_the_qr_code_to_a_page_that_hands_the_code_over(screen_of, at_home_name):
    address = at_home_name.address.replace(ADDRESS, HOME_NAME)
    screen = screen_of(address, at_home_name.cookie)
    screen.open("#/devices", "devices")
    code = shown_code(screen)
    screen.page.get_by_text(screen.say("pair.elsewhere")).click()
    drawn = screen.page.locator("svg.qr")
    expect(drawn).to_be_visible()
    link = f"{address}/#/pair/{code}"
    assert drawn.locator("path").get_attribute("d") == qr_code(link)["path"]

    phone = screen_of(address, viewport={"width": 390, "height": 844})
    phone.page.goto(link)
    phone.ready("pair")
    expect(phone.page.locator("[data-pairing]")).to_have_attribute("data-pairing", code)
    expect(phone.page.locator(".handed-over code")).to_have_text(f"{address} {code}")
    assert code not in phone.page.url
    phone.page.reload()
    phone.ready("pair")
    phone.sees(phone.say("pair.no_code"))
