"""What is logged holds nothing personal and no secret, after a whole life and a visit to every address."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pyotp
import pytest

from shebaobu.storage.folder import DataFolder
from tests.family import capture_of
from tests.gateways.phone import Phone
from tests.served import Served

ROOT = Path(__file__).resolve().parents[2]
MARK = "私密9XQ"
PHONE = "19900008877"
ID_NUMBER = "990102199103101381"
PASSPHRASE = f"{MARK} 的口令很长 correct"
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [A-Z]{3,8} (?:/[\w/<>:(),.-]*|-) \d{3} \d+ ms\n")
FORGED = f"\r\n2026-11-23T08:00:00.000Z GET /{MARK} 200 1 ms"


class Life:
    """A household whose every value carries a mark; ``secrets`` is all that it was told and must not be logged."""

    def __init__(self, folder: Path) -> None:
        self.phone = Phone(folder)
        env = {"SHEBAOBU_SMS_CONFIG": str(self.phone.config), "TZ": "Asia/Shanghai"}
        self.data = folder / "data"
        self.server = Served(self.data, env=env)
        self.cookie = self.token = ""
        self.signed_out = 0
        self.secrets = {MARK, quote(MARK), PHONE, PHONE[-4:], ID_NUMBER, ID_NUMBER[6:], self.server.setup_token or MARK}

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The JSON of an answer, of a refusal too; what is secret in it is kept."""
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        given = {
            "Content-Type": "application/json",
            "Cookie": self.cookie,
            "User-Agent": MARK.encode().decode("latin-1"),
        }
        asked = urllib.request.Request(self.server.address + path, data, given | headers, method=method)
        try:
            answer = urllib.request.urlopen(asked, timeout=60)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            text = answer.read()
            if answer.headers["Set-Cookie"]:
                self.cookie = answer.headers["Set-Cookie"].split(";")[0]
                self.secrets.add(self.cookie.partition("=")[2] or MARK)
        told = json.loads(text) if answer.headers.get_content_type() == "application/json" and text else None
        self._keep(told)
        return told

    def _keep(self, told: Any) -> None:
        secret = ("ticket", "token", "secret", "code", "link", "id", "capture", "device", "member", "recovery_codes")
        for name, value in told.items() if isinstance(told, dict) else ():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, str) and name in secret and len(one) >= 8 and "error" not in told:
                    self.secrets.add(one.rpartition("/")[2])
                self._keep(one)

    def post(self, path: str, body: Any = None) -> Any:
        return self.ask("POST", f"/api/v1/{path}", {} if body is None else body)

    def live(self) -> None:
        """Set up, mistakes at the door, members, pages, changes, sharing, leaving."""
        link = {"token": self.server.setup_token}
        names = {"household": f"{MARK}家", "name": f"{MARK}主", "passphrase": PASSPHRASE}
        self.totp = pyotp.TOTP(self.post("setup/begin", link | names)["totp"]["secret"])
        self.codes = self.post("setup/confirm", link | {"code": self.totp.now()})["recovery_codes"]
        self.enter(names, wrong=True)
        self.member = self.post("members", {"name": f"{MARK}人", "relation": "self", "id_number": ID_NUMBER})["member"][
            "id"
        ]
        code = self.post("devices/pairing")["code"]
        self.token = self.post("pair", {"code": code, "name": f"{MARK}电脑"})["token"]
        self.save()
        self.change()
        self.share()
        self.fresh()
        begun = self.post("security/sms/begin", {"phone": PHONE, "knows_risks": True})
        self.secrets.add(self.phone.code)
        assert self.post("security/sms", {"ticket": begun["ticket"], "code": self.phone.code}) is None
        self.secrets |= set(self.post("security/recovery")["recovery_codes"])

    def enter(self, names: dict[str, str], *, wrong: bool = False) -> None:
        if wrong:
            self.post("session", names | {"passphrase": f"{MARK} 不对的口令"})
            self.post("session", names | {"name": f"{MARK}无此人"})
        ticket = self.post("session", names)["ticket"]
        if wrong:
            self.post("session/second", {"ticket": ticket, "method": "totp", "code": "000000"})
        code = self.codes.pop()
        self.secrets.add(code)
        assert self.post("session/second", {"ticket": ticket, "method": "recovery", "code": code})["account"]

    def fresh(self) -> None:
        ticket = self.post("security/fresh")["ticket"]
        self.post("security/fresh/answer", {"ticket": ticket, "method": "recovery", "code": self.codes.pop()})

    def save(self) -> None:
        capture = capture_of("nantong_payer_split_rows")
        capture["origin"] = {"url": f"https://{quote(MARK)}.example/?{quote(MARK)}", "title": MARK, "frame_urls": []}
        for block in capture["blocks"]:
            block["path"] = [MARK]
            for row in block.get("rows", ()):
                row[2] = f"{MARK}公司"
        bearer = {"Authorization": f"Bearer {self.token}", "Cookie": "", "Origin": "chrome-extension://abc"}
        for path in ("captures/preview", "captures"):
            body = {"capture": capture, "member": self.member, "answers": []}
            assert "error" not in self.ask("POST", f"/api/v1/{path}", body, **bearer)

    def change(self) -> None:
        fact = self.ask("GET", f"/api/v1/members/{self.member}/facts")["facts"][0]["id"]
        self.secrets.add(fact)
        body = {"field": "employer", "value": f"{MARK}单位", "note": f"{MARK}备注"}
        self.post(f"members/{self.member}/facts/{fact}/correct", body)
        export = json.dumps(self.ask("GET", f"/api/v1/members/{self.member}/export.json")).encode()
        self.ask("POST", "/api/v1/import/preview", export)
        self.ask("POST", "/api/v1/import", export)
        self.ask("POST", "/api/v1/import", export[:-9] + MARK.encode())

    def share(self) -> None:
        link = self.post("invitations", {"role": "viewer"})["link"]
        token = link.rpartition("/")[2]
        self.post("invitations/open", {"token": token})
        self.post("invitations/open", {"token": f"{MARK}{token}"})
        names = {"token": token, "name": f"{MARK}客", "passphrase": f"{PASSPHRASE} too", "keeper": None}
        other = pyotp.TOTP(self.post("setup/begin", names)["totp"]["secret"])
        assert "error" not in self.post("setup/confirm", {"token": token, "code": other.now()})
        [guest] = [one["id"] for one in self.ask("GET", "/api/v1/people")["people"] if one["name"].endswith("客")]
        self.ask("DELETE", f"/api/v1/people/{guest}", {})

    def visit_every_address(self) -> int:
        """Each operation of the description, with a mark in every name, every field of its query and of its body."""
        described = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
        count = 0
        signing_out_last = sorted(described["paths"].items(), key=lambda named: named[0] == "/api/v1/session")
        for path, operations in signing_out_last:
            for method, operation in operations.items():
                if method not in ("get", "post", "put", "patch", "delete"):
                    continue
                address = re.sub(r"\{\w+\}", quote(MARK, safe=""), path)
                asked = [one["name"] for one in operation.get("parameters", ()) if one.get("in") == "query"]
                query = urlencode(dict.fromkeys([*asked, "who"], MARK))
                body = None if method == "get" else marked(described, operation)
                for cookie in (self.cookie, ""):
                    told = self.ask(method.upper(), f"{address}?{query}", body, Cookie=cookie, Referer=quote(MARK))
                    refused = isinstance(told, dict) and told.get("error", {}).get("code") == "sign_in_needed"
                    self.signed_out += bool(cookie) and refused
                count += 1
        return count

    def end(self) -> str:
        """Stop the server; all that it wrote, but for the one line whose link it is there to tell."""
        self.server.end()
        self.phone.close()
        [link] = [line for line in self.server.printed if "#/setup/" in line]
        return "".join([line for line in self.server.printed if line != link] + self.server.log)


def marked(described: dict[str, Any], operation: dict[str, Any]) -> dict[str, str]:
    """A body with a mark in each of its fields."""
    content = operation.get("requestBody", {}).get("content", {})
    schema = next(iter(content.values()), {}).get("schema", {})
    while "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = described["components"]["schemas"][name]
    return dict.fromkeys(schema.get("properties", {}), MARK) | {MARK: MARK}


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A life and what it left in the server's log."""
    life = Life(tmp_path_factory.mktemp("life"))
    life.live()
    life.visited = life.visit_every_address()
    for path in (f"/{quote(MARK)}", f"/static/{quote(MARK)}", f"/{quote(FORGED)}", "/api/v1/" + quote(FORGED, safe="")):
        life.ask("GET", path)
    life.ask("POST", "/api/v1/members", f'{{"name": "{MARK}'.encode())
    life.ask("GET", "/", Host="evil.example")
    life.written = life.end()
    return life


def test_a_whole_life_leaves_nothing_personal_in_any_log(lived):
    assert lived.visited > 70
    assert len(lived.secrets) > 30
    assert lived.signed_out < 5, "the visit was refused at the door"
    assert [secret for secret in sorted(lived.secrets) if secret in lived.written] == []


def events(data: Path) -> list[Any]:
    """All that the family's own log holds, as it is stored."""
    folder = DataFolder(data)
    stores = [folder.household, *(folder.member(member.id) for member in folder.household.members.all())]
    found = [event for store in stores for event in store.events.all()]
    folder.close()
    return found


def test_the_familys_log_has_ids_and_nothing_else(lived):
    kept = events(lived.data)
    assert len(kept) > 12
    told = repr(kept)
    ids = {secret for secret in lived.secrets if re.fullmatch("[0-9a-f]{16}", secret)}
    assert [secret for secret in sorted(lived.secrets - ids) if secret in told] == []


def test_times_in_the_familys_log_are_utc(lived):
    """On a server whose own time is another."""
    assert {event.at.utcoffset() for event in events(lived.data)} == {timedelta(0)}
    assert all(event.at.tzinfo is UTC or event.at.utcoffset() == timedelta(0) for event in events(lived.data))


def test_a_request_is_one_line_of_one_form(lived):
    lines = lived.server.log
    assert len(lines) > 150
    assert [line for line in lines if not LINE.fullmatch(line)] == []


def test_what_was_not_allowed_is_in_the_log(lived):
    for line in (
        " POST /api/v1/session 401 ",
        " POST /api/v1/session/second 401 ",
        " GET /api/v1/members 401 ",
        " POST /api/v1/invitations/open 403 ",
        " GET / 421 ",
        " POST /api/v1/members 400 ",
    ):
        assert line in lived.written, line
