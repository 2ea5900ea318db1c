"""The audit log: who did what and when, for the people concerned to read.

What concerns a member lies in the member's document, so that it is stored with what was done, or not at all; what
concerns accounts and the household lies in the household's.
"""

from __future__ import annotations

from typing import Any

from shebaobu.auth.tokens import new_id
from shebaobu.services.home import Home
from shebaobu.storage.documents import Account, Event


def note(home: Home, account: Account | None, action: str, *, member: str | None = None, **about: Any) -> None:
    """Note that an account did something, to a member's records where one is named.

    ``action`` has words as ``audit.<action>``. ``about`` holds ids, parts and counts: no secret, no name, no value.
    """
    event = Event(id=new_id(), at=home.now(), account=account.id if account else None, action=action, about=about)
    store = home.folder.household if member is None else home.folder.member(member)
    store.events.put(event)
