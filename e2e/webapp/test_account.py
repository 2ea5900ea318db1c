"""The account: the language, the way to security, the export, and a server that is away."""

import json

from playwright.sync_api import expect

from e2e.webapp.household import page_of, row
from tests.served import Served


def test_the_language_is_switched_and_remembered(screen):
    screen.open("#/account", "account")
    expect(screen.page.locator("html")).to_have_attribute("lang", "zh-CN")
    screen.page.locator("#language").click()
    screen.speak("en")
    expect(screen.page.locator("main h1")).to_have_text(screen.say("app.account.title"))
    screen.open("#/devices", "devices")
    expect(screen.page.locator("main h1")).to_have_text(screen.say("app.devices.title"))
    expect(screen.page.locator("html")).to_have_attribute("lang", "en")


def test_an_english_browser_gets_english(screen_of, household):
    screen = screen_of(household.address, household.cookie, language="en")
    screen.open("#/devices", "devices")
    screen.sees(screen.say("app.devices.text"))


def test_it_leads_to_security(screen):
    screen.open("#/account", "account")
    screen.press("security.open_page")
    screen.ready("security")
    expect(screen.page.locator("main h1")).to_have_text(screen.say("security.title"))


def test_a_members_data_is_downloaded(screen, household):
    member = household.add_member("宋亦然")
    household.save(member, page_of([row("202401")]))
    screen.open("#/account", "account")
    screen.field("app.export.who").select_option(member)
    with screen.page.expect_download() as download:
        screen.press("app.export.download")
    exported = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert [one["id"] for one in exported["members"]] == [member]
    assert len(exported["members"][0]["ledger"]["facts"]) == 1


def test_a_server_that_is_away_is_said_so_and_found_again(screen_of, data_folder):
    served = Served(data_folder)
    screen = screen_of(served.address)
    screen.open("", "setup")
    served.end()
    screen.page.evaluate("() => { location.hash = '#/devices'; }")
    screen.page.locator("#language").click()
    screen.sees("重试")
    again = Served(data_folder, "--port", str(served.port))
    screen.page.locator("main button").click()
    screen.ready("setup")
    again.end()
