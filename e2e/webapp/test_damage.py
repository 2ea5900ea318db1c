"""A member whose data is damaged: the card says what to do, everything else works, and after that it is well."""

import subprocess
import sys

from playwright.sync_api import expect

from e2e.webapp.household import Household, page_of, row
from tests.served import Served


def test_a_damaged_member_is_told_on_the_card_and_the_others_go_on(screen_of, data_folder):
    server = Served(data_folder)
    household = Household(server)
    well, ill = household.add_member("宋亦然"), household.add_member("宋小满", "son")
    household.save(well, page_of([row("202301")]))
    for month in ("202301", "202302"):
        household.save(ill, page_of([row(month)], pairs=[["姓名", "宋小满"]]))
    server.end()
    file = data_folder / "members" / f"{ill}.sealed"
    file.write_bytes(file.read_bytes()[:-1])
    server = Served(data_folder)
    try:
        screen = screen_of(server.address, household.cookie)
        screen.open("#/", "home")
        card = screen.page.locator("li.member", has_text="宋小满")
        expect(card).to_contain_text(f"shebaobu generations restore members/{ill}")
        expect(screen.page.locator("li.member", has_text="宋亦然").locator(".figure b")).to_have_text("1")
        card.get_by_role("button", name=screen.say("app.home.delete_label", name="宋小满")).click()
        screen.sees(screen.say("app.home.delete_unreadable"))
        screen.page.keyboard.press("Escape")
        screen.open(f"#/member/{ill}", "failure")
        screen.sees(f"shebaobu generations restore members/{ill}")
    finally:
        server.end()
    command = [sys.executable, "-m", "shebaobu.cli", "generations", "restore", f"members/{ill}"]
    subprocess.run([*command, "--data", str(data_folder)], check=True, capture_output=True)
    server = Served(data_folder)
    try:
        screen = screen_of(server.address, household.cookie)
        screen.open("#/", "home")
        expect(screen.page.locator("li.member", has_text="宋小满").locator(".figure b")).to_have_text("1")
    finally:
        server.end()
