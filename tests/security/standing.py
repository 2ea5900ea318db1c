"""Everybody who may ask: a role, by cookie or as a device, and what they were given of the member."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from shebaobu.auth.tokens import new_id
from shebaobu.storage.documents import Emergency, Grant
from tests.security.house import COOKIE, House
from tests.security.pages import EVERY_PART, PARTS

NONE: frozenset[str] = frozenset()
ADULTS = ("owner", "adult")


@dataclass(frozen=True)
class Standing:
    """Who asks, what for a relation to the member they have, and what that lets them read and write.

    ``by`` is cookie, device, ended (a session that is over) or nothing (a stranger).
    """

    name: str
    role: str | None = None
    by: str = "cookie"
    read: frozenset[str] = NONE
    write: frozenset[str] = NONE
    decides: bool = False
    grants: tuple[tuple[str, str, int], ...] = ()
    """(part, level, days until the end), days 0 for no end."""
    added: bool = False
    own: bool = False
    emergency: tuple[str, ...] = ()
    """Parts for which emergency access was asked for a week ago; who decides is the founder."""
    wait_days: int = 7

    @property
    def known(self) -> bool:
        """Whether they may know of the member."""
        return self.decides or bool(self.read)

    def take(self, house: House) -> None:
        """Give the account what it has, in the store."""
        if self.role is None:
            return
        account, store = house.people[self.role].account.id, house.store
        member = store.members.get(house.member)
        if self.added:
            member = msgspec.structs.replace(member, added_by=account)
        if self.own:
            member = msgspec.structs.replace(member, account=account)
        store.members.put(member)
        for part, level, days in self.grants:
            until = house.clock() + timedelta(days=days) if days else None
            grant = Grant(
                id=new_id(),
                account=account,
                member=house.member,
                part=part,
                level=level,
                until=until,
                given_by=house.founder.account.id,
                given_at=house.clock() - timedelta(days=30),
            )
            store.grants.put(grant)
        if self.emergency:
            asked = house.clock() - timedelta(days=7)
            by, wait = house.founder.account.id, self.wait_days
            naming = Emergency(
                id="e" * 16, by=by, to=account, parts=self.emergency, wait_days=wait, named_at=asked, asked_at=asked
            )
            store.emergencies.put(naming)

    def browser(self, house: House):
        """A client with what they carry, and the headers of its requests."""
        client, headers = house.family.stranger(), {}
        if self.role is not None:
            signed = house.people[self.role]
            if self.by == "device":
                headers = {"Authorization": f"Bearer {signed.token}"}
            else:
                client.set_cookie(COOKIE, signed.ended if self.by == "ended" else signed.cookie)
        return client, headers


def _given(role: str) -> Iterator[Standing]:
    for part in PARTS:
        own = frozenset({part})
        for level in ("read", "write"):
            write = own if level == "write" and role != "viewer" else NONE
            yield Standing(f"{role}, {level} {part}", role, read=own, write=write, grants=((part, level, 0),))
    for level in ("read", "write"):
        write = EVERY_PART if level == "write" and role != "viewer" else NONE
        grants = tuple((part, level, 7) for part in PARTS)
        yield Standing(f"{role}, {level} everything for a week", role, read=EVERY_PART, write=write, grants=grants)
    grants = (("contributions", "read", 0), ("medical", "write", 0))
    both = frozenset({"contributions", "medical"})
    write = NONE if role == "viewer" else frozenset({"medical"})
    yield Standing(f"{role}, read contributions and write medical", role, read=both, write=write, grants=grants)
    ended = tuple((part, "write", -1) for part in PARTS)
    yield Standing(f"{role}, grants that have run out", role, grants=ended)
    yield Standing(f"{role}, nothing", role)
    own = frozenset({"medical"})
    yield Standing(f"{role}, reads medical in an emergency", role, read=own, emergency=("medical",))
    yield Standing(f"{role}, waits for everything in an emergency", role, emergency=PARTS, wait_days=8)


def _standings() -> Iterator[Standing]:
    for role in ("owner", "adult", "viewer"):
        yield from _given(role)
    for role in ADULTS:
        everything = {"read": EVERY_PART, "write": EVERY_PART, "decides": True}
        yield Standing(f"{role}, has added the member", role, added=True, **everything)
        yield Standing(f"{role}, is the member", role, own=True, **everything)
    yield Standing("viewer, is the member", "viewer", own=True, read=EVERY_PART)
    yield Standing("viewer, has added the member before", "viewer", added=True, read=EVERY_PART)


COOKIES = list(_standings())
DEVICES = [dataclasses.replace(one, name=f"device of {one.name}", by="device") for one in COOKIES]
OUTSIDE = [
    Standing("stranger", by="nothing"),
    *(Standing(f"{role} whose session is over", role, by="ended", added=True) for role in (*ADULTS, "viewer")),
]


def asking(needs: str) -> list[Standing]:
    """Who asks for a route: everybody whom it could tell anything, and of the others one a role."""
    cookies, devices = ({one.role: one for one in group}.values() for group in (COOKIES, DEVICES))
    if needs == "anyone":
        return [*cookies, *devices, *OUTSIDE]
    return [*cookies, *DEVICES, *OUTSIDE] if needs == "device" else [*COOKIES, *devices, *OUTSIDE]
