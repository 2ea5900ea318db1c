"""A household over a real data folder, its owner, and what they do through the real application."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp

from shebaobu.app import create_app
from shebaobu.config import Config
from shebaobu.services.home import Home
from shebaobu.services.setup import new_setup_link
from shebaobu.storage.folder import DataFolder
from tests import conformance

PORTALS = Path(__file__).parent / "portals"
PASSPHRASE = "四季平安 four seasons"
NAME = "宋亦然"
EXTENSION = "chrome-extension://abc"


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


def capture_of(page: str, **changes) -> dict:
    """The capture of one of the sample pages."""
    return json.loads((PORTALS / page / "capture.json").read_text()) | changes


class Family:
    """A household, its owner, and what they do in the web app and with the extension.

    ``undeclared`` tells of answers that are not as the description of the API says.
    """

    def __init__(self, folder: Path, clock: Clock, sms_config: Path | None = None, **settings: int) -> None:
        self.path = folder
        self.clock = clock
        self.folder = DataFolder(folder)
        self.app = create_app(Config(data=folder, sms_config=sms_config, **settings), self.folder, clock)
        self.undeclared = conformance.watch(self.app)
        self.home: Home = self.app.extensions["shebaobu"]
        self.browser = self.app.test_client()
        self.secret = ""
        self.recovery_codes: list[str] = []
        self.token = ""

    def stranger(self):
        """A browser that nobody has signed in with."""
        return self.app.test_client()

    def set_up(self) -> None:
        token = new_setup_link(self.home)
        begun = self.browser.post(
            "/api/v1/setup/begin",
            json={"token": token, "household": "宋家", "name": NAME, "passphrase": PASSPHRASE},
        )
        self.secret = begun.json["totp"]["secret"]
        confirmed = self.browser.post("/api/v1/setup/confirm", json={"token": token, "code": self.code()})
        assert confirmed.status_code == 200, confirmed.json
        self.recovery_codes = confirmed.json["recovery_codes"]
        self.clock.forward(seconds=30)

    def continue_from(self, other: Family) -> None:
        """Go on where another family was when its data folder was copied."""
        self.secret = other.secret
        self.recovery_codes = other.recovery_codes
        self.browser.set_cookie("shebaobu_session", other.browser.get_cookie("shebaobu_session").value)

    def code(self) -> str:
        return pyotp.TOTP(self.secret).at(self.clock.time)

    def first_step(self, browser=None, name=NAME, passphrase=PASSPHRASE):
        return (browser or self.browser).post("/api/v1/session", json={"name": name, "passphrase": passphrase})

    def second_step(self, ticket, code=None, method="totp", browser=None):
        body = {"ticket": ticket, "method": method, "code": code or self.code()}
        return (browser or self.browser).post("/api/v1/session/second", json=body)

    def sign_in(self, browser=None) -> None:
        ticket = self.first_step(browser).json["ticket"]
        answer = self.second_step(ticket, browser=browser)
        assert answer.status_code == 200, answer.json
        self.clock.forward(seconds=30)

    def take_fresh_step(self, site: str | None = None) -> None:
        """The second step anew, so that factors may be changed."""
        ticket = self.browser.post("/api/v1/security/fresh", json={}, base_url=site).json["ticket"]
        body = {"ticket": ticket, "method": "totp", "code": self.code()}
        answer = self.browser.post("/api/v1/security/fresh/answer", json=body, base_url=site)
        assert answer.status_code == 204, answer.json
        self.clock.forward(seconds=30)

    def add_member(self, name=NAME, relation="self", **fields) -> str:
        answer = self.browser.post("/api/v1/members", json={"name": name, "relation": relation, **fields})
        assert answer.status_code == 201, answer.json
        return answer.json["member"]["id"]

    def pair(self, name="书房的电脑") -> str:
        code = self.browser.post("/api/v1/devices/pairing", json={}).json["code"]
        answer = self.stranger().post("/api/v1/pair", json={"code": code, "name": name}, headers={"Origin": EXTENSION})
        assert answer.status_code == 201, answer.json
        self.token = answer.json["token"]
        return answer.json["device"]["id"]

    def as_device(self, path: str, body: dict, **headers):
        headers = {"Authorization": f"Bearer {self.token}", "Origin": EXTENSION, **headers}
        return self.stranger().post(path, json=body, headers=headers)

    def preview(self, capture: dict, answers: list | None = None):
        return self.as_device("/api/v1/captures/preview", {"capture": capture, "answers": answers or []})

    def save(self, capture: dict, member: str, answers: list | None = None):
        body = {"capture": capture, "member": member, "answers": answers or []}
        return self.as_device("/api/v1/captures", body)
