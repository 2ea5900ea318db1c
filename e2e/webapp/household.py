"""A household made through the server's API, with a paired device that saves captures as the extension does."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

import pyotp

from tests.served import Served

NAME, PASSPHRASE = "宋亦然", "四季平安 four seasons"
PAGE_TITLE = "个人缴费明细查询"
PAGE_URL = "https://si.example.test/person/pay?kind=1"
EMPLOYER = "云川市晨光印务有限公司"
COLUMNS = [["费款所属期"], ["缴费基数"], ["单位缴费"], ["个人缴费"], ["单位名称"], ["缴费状态"]]


class Household:
    """A signed-in owner and a device, both by HTTP."""

    def __init__(self, server: Served) -> None:
        self.server = server
        self.cookie = ""
        fields = {"household": "宋家", "name": NAME, "passphrase": PASSPHRASE}
        link = {"token": server.setup_token}
        self.totp = pyotp.TOTP(self.call("POST", "/api/setup/begin", link | fields)["totp"]["secret"])
        confirmed = self.call("POST", "/api/setup/confirm", link | {"code": self.totp.now()})
        self.recovery_codes: list[str] = confirmed["recovery_codes"]
        self.sign_in()
        code = self.call("POST", "/api/devices/pairing", {})["code"]
        self.device: str = self.pair(code, "书房的浏览器")["token"]

    def sign_in(self) -> str:
        """A new session by a recovery code; its cookie's value."""
        ticket = self.call("POST", "/api/session", {"name": NAME, "passphrase": PASSPHRASE})["ticket"]
        body = {"ticket": ticket, "method": "recovery", "code": self.recovery_codes.pop()}
        self.call("POST", "/api/session/second", body)
        return self.cookie

    def call(self, method: str, path: str, body: Any = None, token: str | None = None) -> Any:
        """An answer of the API; raises ``urllib.error.HTTPError`` where it refuses."""
        headers = {"Content-Type": "application/json", "Cookie": self.cookie}
        if token:
            headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.server.address + path, data=data, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            cookie = answer.headers.get("Set-Cookie")
            if cookie:
                self.cookie = cookie.split(";")[0]
            text = answer.read()
        return json.loads(text) if text else None

    def pair(self, code: str, name: str) -> Any:
        """Pair a device as the extension does."""
        return self.call("POST", "/api/pair", {"code": code, "name": name})

    def add_member(self, name: str, relation: str = "self", **fields: str) -> str:
        """The id of a new member."""
        body = {"name": name, "relation": relation, **fields}
        return str(self.call("POST", "/api/members", body)["member"]["id"])

    def save(self, member: str, capture: dict[str, Any]) -> str:
        """The id of a saved capture."""
        body = {"capture": capture, "member": member, "answers": {}}
        return str(self.call("POST", "/api/captures", body, token=self.device)["capture"])

    def refused(self, token: str) -> int:
        """The status that a device's token is answered with."""
        try:
            self.call("POST", "/api/captures/preview", {"capture": page_of([])}, token=token)
        except urllib.error.HTTPError as error:
            return error.code
        return 200


def row(month: str, base: str = "11380.00", status: str = "已到账") -> list[str]:
    """A row of the sample page: employer 16 %, personal 8 % of 11,380."""
    return [month, base, "1820.80", "910.40", EMPLOYER, status]


def page_of(rows: list[list[str]], **changed: Any) -> dict[str, Any]:
    """A capture of a page with pension contributions; ``changed`` replaces title, url, columns, pairs or insurance."""
    insurance = changed.get("insurance", "企业职工基本养老保险")
    pairs = changed.get("pairs", [["姓名", NAME]])
    return {
        "format": "shebaobu.capture/1",
        "captured_at": changed.get("captured_at", "2026-11-23T08:00:00+08:00"),
        "channel": "extension",
        "origin": {"url": changed.get("url", PAGE_URL), "title": changed.get("title", PAGE_TITLE), "frame_urls": []},
        "blocks": [
            {"type": "fields", "path": ["基本信息"], "pairs": pairs},
            {
                "type": "grid",
                "path": ["个人权益", insurance],
                "columns": changed.get("columns", COLUMNS),
                "rows": rows,
                "truncated": False,
            },
        ],
    }
