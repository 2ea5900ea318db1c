"""A household whose member has things of every kind and part, made through the real application; accounts beside it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from shebaobu.auth.sessions import open_session
from shebaobu.auth.tokens import new_id, new_token, token_hash
from shebaobu.auth.visitor import Visitor
from shebaobu.storage.documents import Account, Device
from tests.family import Clock, Family
from tests.security.pages import (
    EVERY_PART,
    MIXED_TITLE,
    PARTS,
    fresh_page,
    fresh_record,
    grid,
    page,
    page_of,
    row,
)

COOKIE = "shebaobu_session"


@dataclass
class Signed:
    """An account with a session and a device of its own; ``ended`` is a token whose session is over."""

    account: Account
    cookie: str
    session: str
    ended: str
    token: str
    device: str


@dataclass
class Thing:
    """Something of a member: what it is called in addresses and bodies, and the parts that it tells of."""

    parts: frozenset[str]
    value: Any
    more: dict[str, Any] = field(default_factory=dict)


class NothingStays(Exception):
    """Ends an operation without anything of it being kept."""


class House:
    """``member`` has things of all kinds; ``other`` too, and nobody but the founder knows of ``other``."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.family = Family(folder, clock)
        self.clock = clock
        self.parts: dict[str, frozenset[str]] = {}

    def fill(self) -> None:
        """Accounts, members and their things; the founder is whoever set the household up and signs in no more."""
        founder = self.family.home.folder.household.accounts.all()[0]
        self.founder = self._signed(founder)
        self.people = {role: self._signed(self._account(role)) for role in ("owner", "adult", "viewer")}
        self.spare = self._account("adult").id
        self.family.pair()
        self.member, self.things = self._member("受托人")
        self.other, self.others_things = self._member("旁人")

    def _account(self, role: str) -> Account:
        account = Account(id=new_id(), name=f"{role} 账号", role=role, passphrase_hash="", created_at=self.clock())
        self.store.accounts.put(account)
        return account

    def _signed(self, account: Account) -> Signed:
        visitor = Visitor(address="127.0.0.1", agent="", origin="")
        lengths = self.family.home.session_lengths
        ended, _ = open_session(self.store, account, "totp", visitor, lengths, self.clock() - timedelta(days=1))
        cookie, session = open_session(self.store, account, "totp", visitor, lengths, self.clock())
        token = new_token()
        device = Device(
            id=new_id(), name="电脑", account=account.id, token_hash=token_hash(token), paired_at=self.clock()
        )
        self.store.devices.put(device)
        return Signed(account, cookie, session.id, ended, token, device.id)

    @property
    def store(self):
        return self.family.home.folder.household

    def _member(self, name: str) -> tuple[str, dict[str, list[Thing]]]:
        member = self.family.add_member(name)
        things: dict[str, list[Thing]] = {}
        for part in PARTS:
            for kind, thing in self._things_of(member, name, part):
                things.setdefault(kind, []).append(thing)
            self._all_new_are_of(member, frozenset({part}))
        mixed = page(
            grid("contributions", row("contributions", 9)),
            grid("medical", row("medical", 9)),
            title=MIXED_TITLE,
            site="mixed",
        )
        nothing = page(
            {"type": "grid", "path": ["通知公告"], "columns": [["标题"]], "rows": [["无记录页"]]},
            title="无记录页",
            site="nothing",
        )
        for capture, parts in ((mixed, frozenset({"contributions", "medical"})), (nothing, EVERY_PART)):
            things["capture"].append(Thing(parts, self._saved(capture, member)))
            self._all_new_are_of(member, parts)
        return member, things

    def _all_new_are_of(self, member: str, parts: frozenset[str]) -> None:
        store = self.family.home.folder.member(member)
        for collection in (store.captures, store.operations, store.trash):
            for one in collection.all():
                self.parts.setdefault(one.id, parts)

    def _saved(self, capture: dict, member: str) -> str:
        answer = self.family.save(capture, member)
        assert answer.status_code == 201, answer.json
        assert not answer.json["already_saved"]
        return answer.json["capture"]

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.family.browser.open(f"/api/v1/{path}", method=method, json=body)
        assert answer.status_code < 300, (method, path, answer.json)
        return answer.json

    def _things_of(self, member: str, name: str, part: str) -> Iterator[tuple[str, Thing]]:
        """One thing of each kind that addresses and bodies name."""
        own, where = frozenset({part}), f"members/{member}"
        day = 1 + 3 * PARTS.index(part)
        first = self._saved(page_of(part, 1, 2, day=day), member)
        self._saved(page_of(part, 1, other=True, day=day + 1), member)
        yield "capture", Thing(own, first)
        yield "fact", Thing(own, f"{first}.1")
        conflict = next(
            fact for fact in self._ask("GET", f"{where}/conflicts")["facts"] if fact["proofs"][0]["capture"] == first
        )
        said = conflict["conflicts"][0]
        choice = {"fact": conflict["id"], "field": said["field"], "value": said["said"][0]["value"]}
        yield "conflict", Thing(own, choice)
        place = {"values": {"pool": "云川市"}}
        step = self._ask("POST", f"{where}/facts/{first}.1/correct", place)["operation"]["id"]
        yield "step", Thing(own, step)
        undone = self._saved(page_of(part, 3), member)
        self._ask("DELETE", f"captures/{undone}")
        yield "trashed", Thing(own, undone)
        addition = self._ask("POST", f"{where}/records", {"record": fresh_record(part)})["operation"]["id"]
        self._ask("DELETE", f"{where}/operations/{addition}")
        yield "trashed", Thing(own, addition)
        named = page_of(part, 5)
        named["blocks"].insert(0, {"type": "fields", "path": [], "pairs": [["姓名", name]]})
        self._saved(named, member)
        yield "saved", Thing(own, named)
        file = self._file_of(member, part)
        yield "import", Thing(own, self._ask("POST", f"{where}/import", file)["import"])
        yield "file", Thing(own, file)
        yield "page", Thing(own, fresh_page(part))
        yield "record", Thing(own, fresh_record(part))

    def _file_of(self, member: str, part: str) -> dict:
        """An export of a member with one page of a part that the member has no more."""
        gone = self._saved(page_of(part, 4), member)
        export = self._ask("GET", f"members/{member}/export.json")
        self._ask("DELETE", f"captures/{gone}")
        self._ask("DELETE", f"members/{member}/trash/{gone}")
        [told] = export["members"]
        told["captures"] = [one for one in told["captures"] if one["id"] == gone]
        told["operations"], told["ledger"] = [], {"facts": []}
        return json.loads(json.dumps(export))

    def forget(self, parts: Iterable[str]) -> None:
        """Remove for good all of the member's that tells of these parts and of no other."""
        store, gone = self.family.home.folder.member(self.member), frozenset(parts)
        for trashed in store.trash.all():
            if self.parts[trashed.id] <= gone:
                store.erase(trashed)
        for collection in (store.captures, store.operations):
            for one in collection.all():
                if self.parts[one.id] <= gone:
                    collection.remove(one.id)

    @contextlib.contextmanager
    def trying(self) -> Iterator[None]:
        """What is done inside is undone afterwards, in memory too."""
        home = self.family.home
        with contextlib.suppress(NothingStays), home.folder.writing():
            yield
            raise NothingStays
        home.ledgers.clear()
        home.told.clear()
        home.records.clear()
