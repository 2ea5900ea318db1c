"""Somebody who joined a household by invitation, on a real server, speaking to it over HTTP."""

from __future__ import annotations

import pyotp

from tests.owner import PASSPHRASE, Owner


class Guest(Owner):
    """Joined and signed in; ``shares`` are parts of a member's records with their level."""

    def __init__(self, host: Owner, name: str, role: str, member: str, shares: dict[str, str]) -> None:
        self.server = host.server
        self.cookie = ""
        given = [{"member": member, "part": part, "level": level} for part, level in shares.items()]
        link = host.ask("POST", "/api/v1/invitations", {"role": role, "shares": given})["link"]
        token = {"token": link.rsplit("/", 1)[1]}
        begun = self.ask("POST", "/api/v1/setup/begin", token | {"name": name, "passphrase": PASSPHRASE})
        code = pyotp.TOTP(begun["totp"]["secret"]).now()
        recovery = self.ask("POST", "/api/v1/setup/confirm", token | {"code": code})["recovery_codes"]
        ticket = self.ask("POST", "/api/v1/session", {"name": name, "passphrase": PASSPHRASE})["ticket"]
        body = {"ticket": ticket, "method": "recovery", "code": recovery.pop()}
        self.ask("POST", "/api/v1/session/second", body)
