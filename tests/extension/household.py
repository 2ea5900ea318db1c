"""A family with a real server of its own: set up, with members, and able to be switched off and on again."""

from __future__ import annotations

import json
import socket
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pyotp
from playwright.sync_api import Page

from tests.served import Served

PASSPHRASE = "四季平安 four seasons"
OWNER = "宋亦然"
NAME = "宋家"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Household:
    """The family's server as a process, and its owner signed in to it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        # Chosen here and not by the system at start: a port had that way cannot be had again at once after a stop.
        self.port = _free_port()
        self.served = Served(data, "--port", str(self.port))
        self.address = self.served.address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._set_up()

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Call the server as the owner's browser does; the answer's JSON."""
        request = urllib.request.Request(self.address + path, method=method)
        request.add_header("Content-Type", "application/json")
        data = json.dumps(body).encode() if body is not None else None
        with self._opener.open(request, data) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def add_member(self, name: str, relation: str = "spouse", **fields: str) -> str:
        return str(self.ask("POST", "/api/members", {"name": name, "relation": relation, **fields})["member"]["id"])

    def remove_members(self) -> None:
        for member in self.ask("GET", "/api/members")["members"]:
            self.ask("DELETE", f"/api/members/{member['id']}")

    def pairing_code(self) -> str:
        return str(self.ask("POST", "/api/devices/pairing", {})["code"])

    def revoke_devices(self) -> None:
        for device in self.ask("GET", "/api/devices")["devices"]:
            self.ask("DELETE", f"/api/devices/{device['id']}")

    def captures(self, member: str) -> list[dict[str, Any]]:
        return list(self.ask("GET", f"/api/members/{member}/captures")["captures"])

    def stop(self) -> None:
        self.served.end()

    def start(self) -> None:
        self.served = Served(self.data, "--port", str(self.port))

    def _set_up(self) -> None:
        account = {"household": NAME, "name": OWNER, "passphrase": PASSPHRASE}
        begun = self.ask("POST", "/api/setup/begin", {"token": self.served.setup_token, **account})
        code = pyotp.TOTP(begun["totp"]["secret"]).now()
        codes = self.ask("POST", "/api/setup/confirm", {"token": self.served.setup_token, "code": code})
        ticket = self.ask("POST", "/api/session", {"name": OWNER, "passphrase": PASSPHRASE})["ticket"]
        # A code of the authenticator counts once; the recovery code saves waiting for the next one.
        second = {"ticket": ticket, "method": "recovery", "code": codes["recovery_codes"][0]}
        self.ask("POST", "/api/session/second", second)


def pair(options: Page, household: Household) -> None:
    """Enter the server's address and a new code in the extension's options page."""
    options.bring_to_front()
    options.fill("#server", household.address)
    options.fill("#code", household.pairing_code())
    options.click("#pair")
    options.wait_for_selector("#paired")
