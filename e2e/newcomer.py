"""A newcomer at the screens: what a person types and presses, from the set-up link to the paired extension."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyotp
from playwright.sync_api import expect

from e2e.browser import Browser
from e2e.screen import Screen
from tests.served import Served

STEP_S = 30


class Newcomer(Screen):
    """Somebody at the web app, in the browser whose extension they pair; ``language`` is ``zh-CN`` or ``en``."""

    def __init__(self, browser: Browser, server: Served, language: str) -> None:
        super().__init__(browser.context, server.address, language)
        self.browser = browser
        self.server = server
        self.totp: pyotp.TOTP | None = None
        self.recovery_codes: list[str] = []

    def set_up(self, household: str, name: str, passphrase: str) -> None:
        """From the one-time link to the recovery codes."""
        self.page.goto(f"{self.address}/#/setup/{self.server.setup_token}")
        self.ready("setup")
        self.field("app.setup.household").fill(household)
        self.field("app.setup.name").fill(name)
        self.field("app.setup.passphrase").fill(passphrase)
        self.press("app.setup.next")
        self.page.get_by_text(self.say("app.setup.by_hand")).click()
        self.totp = pyotp.TOTP(self.page.locator("code.secret").inner_text().replace(" ", ""))
        self.field("app.setup.code").fill(self.totp.now())
        self.press("app.setup.confirm")
        codes = self.page.locator("#recovery-codes code")
        expect(codes).to_have_count(10)
        self.recovery_codes = codes.all_inner_texts()
        self.page.get_by_label(self.say("app.recovery.kept")).check()
        self.press("app.recovery.onward")
        self.ready("signin")

    def sign_in(self, name: str, passphrase: str) -> None:
        """Passphrase, then a code that has not been used: that of the next half minute."""
        assert self.totp is not None
        self.field("app.signin.name").fill(name)
        self.field("app.signin.passphrase").fill(passphrase)
        self.press("app.signin.next")
        self.field("app.signin.code").fill(self.totp.at(self.now() + STEP_S))
        self.press("app.signin.enter")
        self.ready("home")

    def now(self) -> int:
        """The browser's clock in seconds."""
        return int(self.page.evaluate("() => Date.now() / 1000"))

    def open(self, path: str, view: str) -> None:
        """Bring the web app to the front, and load it anew at a path."""
        self.page.bring_to_front()
        super().open(path, view)

    def add_member(self, name: str, relation: str, id_number: str = "") -> None:
        """Add a member on the home view."""
        self.open("#/", "home")
        first = self.page.locator("main li.member").count() == 0
        self.press("app.home.add_self" if first else "app.home.add")
        self.field("app.member.name").fill(name)
        self.field("app.member.relation").select_option(relation)
        self.field("app.member.id").fill(id_number)
        self.press("app.save", "dialog[open]")
        expect(self.page.locator("main li.member", has_text=name)).to_be_visible()

    def pair_extension(self) -> None:
        """Show a pairing code in the web app, and type it into the extension's options page."""
        self.open("#/devices", "devices")
        self.press("app.pair.new")
        code = self.page.locator("code.big").inner_text().replace("\n", "")
        options = self.browser.open_options()
        options.locator("#server").fill(self.address)
        options.locator("#code").fill(code.replace("-", "").lower())
        options.locator("#pair").click()
        expect(options.locator("#forget")).to_be_visible()
        options.close()

    def member_id(self, name: str) -> str:
        """The id that the API gives a member."""
        members = self.get("/api/v1/members")["members"]
        return next(member["id"] for member in members if member["name"] == name)

    def facts(self, name: str) -> list[dict[str, Any]]:
        """The facts of a member's ledger, as the API tells them to the signed-in owner."""
        return list(self.get(f"/api/v1/members/{self.member_id(name)}/facts")["facts"])

    def get(self, path: str) -> Any:
        """An answer of the API to the signed-in owner."""
        answer = self.browser.context.request.get(self.address + path)
        assert answer.ok, answer.text()
        return answer.json()


def expected_page(folder: Path) -> dict[str, Any]:
    """What a sample page is expected to give: its address, person and records."""
    expected: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return expected
