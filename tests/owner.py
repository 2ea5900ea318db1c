"""The owner of a household on a real server, speaking to it over HTTP as the web app does."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pyotp

from tests.served import Served

NAME, PASSPHRASE = "宋亦然", "四季平安 four seasons"
HOUSEHOLD = "宋家"


class Owner:
    """Set up and signed in; ``cookie`` is the session's, ``totp`` the authenticator."""

    def __init__(self, server: Served) -> None:
        self.server = server
        self.cookie = ""
        link = {"token": server.setup_token}
        fields = {"household": HOUSEHOLD, "name": NAME, "passphrase": PASSPHRASE}
        self.totp = pyotp.TOTP(self.ask("POST", "/api/v1/setup/begin", link | fields)["totp"]["secret"])
        confirmed = self.ask("POST", "/api/v1/setup/confirm", link | {"code": self.totp.now()})
        self.recovery_codes: list[str] = confirmed["recovery_codes"]
        self.sign_in()

    @property
    def address(self) -> str:
        """Where the server is."""
        return self.server.address

    def sign_in(self) -> str:
        """A new session, of a browser of its own; its cookie.

        A recovery code saves waiting for the authenticator's next one.
        """
        self.cookie = ""
        ticket = self.ask("POST", "/api/v1/session", {"name": NAME, "passphrase": PASSPHRASE})["ticket"]
        body = {"ticket": ticket, "method": "recovery", "code": self.recovery_codes.pop()}
        self.ask("POST", "/api/v1/session/second", body)
        return self.cookie

    def ask(
        self, method: str, path: str, body: Any = None, token: str | None = None, headers: dict[str, str] | None = None
    ) -> Any:
        """The answer to the owner, or to a device by its token; ``urllib.error.HTTPError`` where it is refused."""
        who = {"Authorization": f"Bearer {token}"} if token else {"Cookie": self.cookie}
        headers = {"Content-Type": "application/json", **who, **(headers or {})}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data=data, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            cookie = answer.headers.get("Set-Cookie")
            if cookie:
                self.cookie = cookie.split(";")[0]
            text = answer.read()
        return json.loads(text) if text else None

    def add_member(self, name: str, relation: str = "self", **fields: str) -> str:
        """The id of a new member."""
        body = {"name": name, "relation": relation, **fields}
        return str(self.ask("POST", "/api/v1/members", body)["member"]["id"])

    def pairing_code(self) -> str:
        """A new code to pair a device with."""
        return str(self.ask("POST", "/api/v1/devices/pairing", {})["code"])
