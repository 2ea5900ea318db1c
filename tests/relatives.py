"""Relatives of the tests' family who join it by invitation, each with a browser of their own."""

from __future__ import annotations

import pyotp

from tests.family import PASSPHRASE, Family


class Relative:
    """Somebody who has accepted an invitation and signed in."""

    def __init__(self, family: Family, token: str, name: str, keeper: str | None = None) -> None:
        self.family = family
        self.browser = family.stranger()
        self.name = name
        begun = begin_joining(self.browser, token, name, keeper)
        assert begun.status_code == 200, begun.json
        self.totp = pyotp.TOTP(begun.json["totp"]["secret"])
        joined = confirm_joining(self.browser, token, self.totp.at(family.clock.time))
        assert joined.status_code == 200, joined.json
        self.recovery_codes = joined.json["recovery_codes"]
        family.clock.forward(seconds=30)
        self.id = self._sign_in()

    def _sign_in(self) -> str:
        ticket = self.family.first_step(self.browser, self.name).json["ticket"]
        code = self.totp.at(self.family.clock.time)
        answer = self.family.second_step(ticket, code, browser=self.browser)
        assert answer.status_code == 200, answer.json
        self.family.clock.forward(seconds=30)
        return answer.json["account"]["id"]

    def ask(self, method: str, path: str, body=None):
        """What the server answers this person."""
        return ask(self.browser, method, path, body)


def ask(browser, method: str, path: str, body=None):
    """An answer of the API."""
    return browser.open(f"/api/v1/{path}", method=method, json={} if body is None and method != "GET" else body)


def begin_joining(browser, token: str, name: str, keeper: str | None = None):
    body = {"token": token, "name": name, "passphrase": PASSPHRASE, "keeper": keeper}
    return ask(browser, "POST", "setup/begin", body)


def confirm_joining(browser, token: str, code: str):
    return ask(browser, "POST", "setup/confirm", {"token": token, "code": code})


def invited(browser, role: str = "viewer", **fields) -> str:
    """The token of a new invitation's link."""
    answer = ask(browser, "POST", "invitations", {"role": role, **fields})
    assert answer.status_code == 201, answer.json
    return answer.json["link"].partition("#/join/")[2]


def joined(family: Family, role: str, name: str, *, by=None, keeper: str | None = None, **fields) -> Relative:
    """Somebody whom the owner, or another browser, has invited and who has joined."""
    token = invited(by or family.browser, role, **fields)
    return Relative(family, token, name, keeper)


def code_of(answer) -> str:
    """The code of a refusal."""
    return answer.json["error"]["code"]
