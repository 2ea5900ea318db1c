"""A rich household for made-up requests: records of every kind, people of every role, and what there is to name.

It is built once through the application; then every request that changes something meets a fresh copy of it, so that
ids, sessions, tickets and codes stay good for the whole run. Its clock stands still.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

from shebaobu.domain.records import Record
from tests.family import EXTENSION, Clock, Family, capture_of
from tests.fuzzing.knowledge import knowing, names_of, page
from tests.gateways.phone import NUMBER, Phone
from tests.relatives import ask, joined
from tests.soft_passkey import SoftPasskey

SITE, OTHER_SITE = "https://si.example.gov.cn/detail", "https://other.example.gov.cn/detail"
PAGES = ("gz_pension_ranges", "settlement_cards_list", "transfer_info_table", "unemployment_cards_phone")
ROLES = ("stranger", "owner", "adult", "viewer", "helper", "device")


class Household:
    """The household as it was built: ``names`` by parameter, ``knowing`` bodies by operation."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "data"
        self.clock = Clock()
        self.phone = Phone(folder)
        self.family = Family(self.path, self.clock, self.phone.config)
        self.names: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        self.knowing: dict[str, list[dict[str, Any]]] = {}
        self._build()
        self.family.folder.close()

    def close(self) -> None:
        """Stop the phone that takes the messages."""
        self.phone.close()

    def get(self, path: str) -> Any:
        """What the owner sees at an address."""
        return self.ask("GET", path)

    def ask(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        """What the owner is answered."""
        answer = ask(self.family.browser, method, path, body)
        assert answer.status_code in (status, 201, 204), (method, path, answer.json)
        return answer.json

    def _build(self) -> None:
        family = self.family
        family.set_up()
        family.sign_in()
        self._build_records()
        self._build_people()
        family.sign_in(family.stranger())
        self.knowing = knowing(self)
        self.names = names_of(self)

    def _build_records(self) -> None:
        family = self.family
        self.own = family.add_member("宋亦然", "self", birth_month="1984-02", sex="male")
        self.mother = family.add_member("钱秀英", "mother", birth_month="1956-05", sex="female")
        self.adults = family.add_member("钱小宁", "spouse", birth_month="1986-11", sex="female")
        family.pair("旧电脑")
        self.other_device = self.ask("GET", "devices")["devices"][0]["id"]
        family.pair("书房的电脑")
        for member in (self.own, self.mother):
            for name in PAGES:
                family.save(capture_of(name), member)
            family.save(page(5000, SITE, 1), member)
            family.save(page(6000, OTHER_SITE, 2), member)
            for kind in get_args(Record):
                self._add(member, kind.__struct_config__.tag)
        trashed = self.ask("GET", f"members/{self.own}/captures")["captures"][-1]["id"]
        self.ask("DELETE", f"captures/{trashed}")
        step = self._add(self.own, "card")
        self.ask("DELETE", f"members/{self.own}/operations/{step}")
        exported = self.family.browser.get(f"/api/v1/members/{self.mother}/export.json").get_data()
        self.export = json.loads(exported)
        brought = self.export | {"members": [self.export["members"][0] | {"id": "0123456789abcdef"}]}
        for capture in brought["members"][0]["captures"]:
            capture["id"] = capture["id"][::-1]
        self.ask("POST", "import", brought)

    def _add(self, member: str, kind: str) -> str:
        record = {"kind": kind, "insurance": "pension_employee", "pool": "武汉市"}
        if kind == "contribution":
            record |= {"month": "2020-05", "base": 400000, "status": "paid"}
        return str(self.ask("POST", f"members/{member}/records", {"record": record}, 201)["operation"]["id"])

    def _build_people(self) -> None:
        family = self.family
        shares = [{"member": self.mother, "part": part, "level": "read"} for part in ("contributions", "benefits")]
        writing = [
            {"member": self.mother, "part": "contributions", "level": "write"},
            {"member": self.own, "part": "medical", "level": "read"},
        ]
        self.adult = joined(family, "adult", "钱小宁", member=self.adults, keeper="all")
        self.viewer = joined(family, "viewer", "宋小雨", shares=shares)
        self.helper = joined(family, "adult", "宋晓峰", shares=writing)
        family.sign_in()
        self._name_for_emergencies()
        self._add_factors()

    def _name_for_emergencies(self) -> None:
        terms = {"parts": ["contributions"], "wait_days": 7}
        owner = self.ask("GET", "state")["account"]["id"]
        asked = self.ask("POST", "emergency", {"account": self.helper.id, **terms}, 201)["id"]
        self.helper.ask("POST", f"emergency/{asked}/request")
        self.helper.ask("POST", "emergency", {"account": owner, **terms})

    def _add_factors(self) -> None:
        self.passkey, self.new_passkey = SoftPasskey(), SoftPasskey()
        begun = self.ask("POST", "security/passkeys/begin")
        credential = self.passkey.create(begun["public_key"])
        self.ask("POST", "security/passkeys", {"ticket": begun["ticket"], "name": "手机", "credential": credential})
        begun = self.ask("POST", "security/sms/begin", {"phone": NUMBER, "knows_risks": True})
        self.ask("POST", "security/sms", {"ticket": begun["ticket"], "code": self.phone.code})
        self.clock.forward(minutes=5)
        self.family.sign_in()
        # In another browser of the owner's: a session that can be ended, beside the one that asks.
        self.family.sign_in(self.family.stranger())
        self.new_phone = self.ask("POST", "security/sms/begin", {"phone": "19900000078", "knows_risks": True})
        self.clock.forward(minutes=2)

    def credentials(self, role: str) -> dict[str, str]:
        """What WSGI is told of who asks."""
        if role == "stranger":
            return {}
        if role == "device":
            return {"HTTP_AUTHORIZATION": f"Bearer {self.family.token}", "HTTP_ORIGIN": EXTENSION}
        browser = self.family.browser if role == "owner" else getattr(self, role).browser
        return {"HTTP_COOKIE": f"shebaobu_session={browser.get_cookie('shebaobu_session').value}"}
