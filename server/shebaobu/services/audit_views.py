"""The audit log as its readers see it.

A member's events are read by who decides over the member and by the person; others read there what they did themselves
and what was done about them. An account's own events are read by that account, the household's by its owners too. What
is gone has no name any more: an account that was removed is somebody who has left.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypedDict

from shebaobu.auth.access import allowed
from shebaobu.auth.rights import CONSOLE
from shebaobu.domain.parts import Part
from shebaobu.errors import DataUnreadable
from shebaobu.services.audit import PEOPLE, concerns
from shebaobu.services.grants import MemberTold, member_told
from shebaobu.services.home import Home
from shebaobu.services.seen import SeenMember, see_member, see_members
from shebaobu.storage.documents import Account, Event, Member, Role

PAGE = 50

OF_HOUSEHOLD = ("account.", "backup.", "household.", "invitation.", "role.")
"""Beginnings of the actions that are of the household as a whole, which its owners read whoever did them."""


class SomebodyTold(TypedDict):
    """Whom an event names: an account; somebody on the server's own computer; who has left; who had not signed in."""

    kind: Literal["account", "console", "gone", "nobody"]
    name: str | None
    you: bool


class AboutTold(TypedDict, total=False):
    """What an event was about, beside members and accounts: of each action only what it has."""

    parts: list[Part]
    form: str
    factor: str
    role: Role
    records: int
    captures: int
    operations: int
    shares: int
    days: int


class EventTold(TypedDict):
    """Something that was done: ``whom`` it was about where that is an account, and how often since ``first_at``."""

    id: str
    at: datetime
    first_at: datetime | None
    count: int
    action: str
    by: SomebodyTold
    whom: SomebodyTold | None
    member: MemberTold | None
    about: AboutTold


class Log(TypedDict):
    """A page of the log, latest first; ``more`` is the event to go on after, null at the end.

    ``unreadable`` are members whose log cannot be read because their data is damaged.
    """

    events: list[EventTold]
    more: str | None
    unreadable: list[MemberTold]


Found = tuple[Event, Member | None]


def read_log(home: Home, account: Account, member_id: str | None = None, after: str | None = None) -> Log:
    """A page of what an account may read, of one member or of everything.

    ``after`` names the last event of the page before. Raises ``MemberNotFound``, and ``DataUnreadable`` where it is one
    member's.
    """
    with home.folder.reading():
        unreadable: list[MemberTold] = []
        if member_id is not None:
            found = _of_member(see_member(home, account, member_id))
        else:
            found = _of_all(home, account, unreadable)
        found.sort(key=lambda one: one[0].at)
        found.reverse()
        begin = next((number + 1 for number, one in enumerate(found) if one[0].id == after), len(found)) if after else 0
        page = found[begin : begin + PAGE]
        return {
            "events": [_told(home, account, event, member) for event, member in page],
            "more": page[-1][0].id if begin + PAGE < len(found) else None,
            "unreadable": unreadable,
        }


def _of_member(seen: SeenMember) -> list[Found]:
    return [(event, seen.member) for event in seen.events()]


def _of_all(home: Home, account: Account, unreadable: list[MemberTold]) -> list[Found]:
    """Everything; members whose log cannot be read are added to ``unreadable``."""
    found: list[Found] = [(event, None) for event in home.folder.household.events.all() if _reads(account, event)]
    for seen in see_members(home, account):
        try:
            found += _of_member(seen)
        except DataUnreadable:
            unreadable.append(member_told(seen.member))
    return found


def _reads(account: Account, event: Event) -> bool:
    """Whether an account reads an event of the household's document."""
    of_household = event.action.startswith(OF_HOUSEHOLD) and allowed(account, "accounts.manage")
    return of_household or concerns(event, account)


def _told(home: Home, account: Account, event: Event, member: Member | None) -> EventTold:
    whom = next((event.about[name] for name in PEOPLE if name in event.about), None)
    return {
        "id": event.id,
        "at": event.at,
        "first_at": event.first_at,
        "count": event.count,
        "action": event.action,
        "by": _somebody(home, account, event.account),
        "whom": _somebody(home, account, whom) if whom and whom != event.account else None,
        "member": member_told(member) if member else None,
        "about": _about(event.about),
    }


def _about(about: dict[str, Any]) -> AboutTold:
    told: AboutTold = {}
    for name in AboutTold.__annotations__:
        if name in about:
            told[name] = about[name]  # type: ignore[literal-required]  # the names are those of the type
    return told


def _somebody(home: Home, account: Account, account_id: str | None) -> SomebodyTold:
    if account_id is None:
        return {"kind": "nobody", "name": None, "you": False}
    if account_id == CONSOLE:
        return {"kind": "console", "name": None, "you": False}
    known = home.folder.household.accounts.get(account_id)
    if known is None:
        return {"kind": "gone", "name": None, "you": False}
    return {"kind": "account", "name": known.name, "you": known.id == account.id}
