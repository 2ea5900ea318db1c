"""The audit log: who did what and when, for the people concerned to read.

What concerns a member lies in the member's document, what concerns accounts and the household in the household's, so
that an event is stored with what was done, or not at all. The log is no part of the ledger: undoing leaves it as it is.

Of a member and of the household the latest ``MOST`` events are kept, for ``LONGEST``. What an outsider can bring about
again and again is one event a day with a count (``note_again``), so nobody can push other events out.
"""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from typing import Any

import msgspec
from tinydb import where

from shebaobu.auth.tokens import new_id
from shebaobu.errors import DataUnreadable
from shebaobu.services.home import Home
from shebaobu.storage.collection import Collection
from shebaobu.storage.documents import Account, Event

MOST = 500
LONGEST = timedelta(days=366)
FOLDED = timedelta(days=1)
# Thinned by this many at a time: finding the oldest means reading all.
SLACK = 50

PEOPLE = ("person", "to", "invited_by")
"""What of ``about`` are ids of accounts: those whom an event concerns beside the one that did it."""


def note(home: Home, account: Account | None, action: str, *, member: str | None = None, **about: Any) -> None:
    """Note that an account did something, to a member's records where one is named.

    ``action`` has words as ``audit.<action>``. ``about`` holds ids, parts and counts: no secret, no name, no value.
    """
    event = Event(id=new_id(), at=home.now(), account=account.id if account else None, action=action, about=about)
    events = home.folder.household.events if member is None else home.folder.member(member).events
    events.add(event)
    if len(events) > MOST + SLACK:
        _thin(events, home.now())


def note_again(home: Home, person: str, action: str, *, times: int = 1, since: datetime | None = None) -> None:
    """Note what somebody who is not signed in has tried with an account, of one day as one event with a count."""
    now = home.now()
    with home.folder.household.file.writing():
        events = home.folder.household.events
        for kept in reversed(events.find(where("action") == action)):
            if kept.about.get("person") == person and now - (kept.first_at or kept.at) < FOLDED:
                events.put(msgspec.structs.replace(kept, at=now, count=kept.count + times))
                return
        event = Event(
            id=new_id(),
            at=now,
            first_at=since or now,
            count=times,
            account=None,
            action=action,
            about={"person": person},
        )
        events.add(event)


def concerns(event: Event, account: Account) -> bool:
    """Whether an event is of something that the account did, or that was done about it."""
    return account.id in (event.account, *(event.about.get(name) for name in PEOPLE))


def thin_all(home: Home) -> None:
    """Remove what is too old or too much from every log; a document that cannot be read is passed over."""
    for events in (home.folder.household.events, *_of_members(home)):
        with contextlib.suppress(DataUnreadable):
            _thin(events, home.now())


def _of_members(home: Home) -> list[Collection[Event]]:
    return [home.folder.member(member.id).events for member in home.folder.household.members.all()]


def _thin(events: Collection[Event], now: datetime) -> None:
    kept = sorted(events.all(), key=lambda event: event.at, reverse=True)
    gone = {event.id for number, event in enumerate(kept) if number >= MOST or now - event.at > LONGEST}
    if gone:
        events.remove_where(where("id").test(gone.__contains__))
