"""A family with a real server of its own: set up, with members, and able to be switched off and on again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.owner import Owner
from tests.served import Served, free_port


class Household(Owner):
    """A family whose server can be stopped and started again at the same address."""

    def __init__(self, data: Path) -> None:
        self.data = data
        super().__init__(Served(data, "--port", str(free_port())))

    def remove_members(self) -> None:
        for member in self.ask("GET", "/api/v1/members")["members"]:
            self.ask("DELETE", f"/api/v1/members/{member['id']}")

    def revoke_devices(self) -> None:
        for device in self.ask("GET", "/api/v1/devices")["devices"]:
            self.ask("DELETE", f"/api/v1/devices/{device['id']}")

    def captures(self, member: str) -> list[dict[str, Any]]:
        return list(self.ask("GET", f"/api/v1/members/{member}/captures")["captures"])

    def stop(self) -> None:
        self.server.end()

    def start(self) -> None:
        self.server = Served(self.data, "--port", str(self.server.port))


def pair(options: Page, household: Household) -> None:
    """Enter the server's address and a new code in the extension's options page."""
    options.bring_to_front()
    options.fill("#server", household.address)
    options.fill("#code", household.pairing_code())
    options.click("#pair")
    options.wait_for_selector("#paired")
