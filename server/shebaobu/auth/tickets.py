"""What is between two steps, kept for minutes: sign-ins, and set-ups not yet confirmed.

Kept in the household's document, so that the second step may come to another server than the first.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import msgspec

from shebaobu.auth.tokens import new_token, token_hash
from shebaobu.storage.documents import Ticket
from shebaobu.storage.household import HouseholdStore

T = TypeVar("T", bound=msgspec.Struct)

KEPT = 1000


class Tickets(Generic[T]):
    """Values of one shape under random names, each for a limited time. The oldest go when there are too many."""

    def __init__(self, store: HouseholdStore, shape: type[T], now: Callable[[], datetime], lifetime: timedelta) -> None:
        self._store = store
        self._shape = shape
        self._now = now
        self._lifetime = lifetime

    def issue(self, value: T, token: str | None = None) -> str:
        """Keep a value; answers the token to get it back by: the given one, else a new one."""
        token = token or new_token()
        with self._store.file.writing():
            self._make_room()
            self._put(token, self._now() + self._lifetime, value)
        return token

    def look(self, token: str) -> T | None:
        """The value of a token, None when it is unknown or too old."""
        found = self._store.tickets.get(token_hash(token))
        if found is None or found.until <= self._now():
            return None
        return msgspec.convert(found.value, self._shape)

    def change(self, token: str, value: T, until: datetime | None = None) -> None:
        """Put another value under a token, for as long as it has and at least ``until``; nothing if it is gone."""
        with self._store.file.writing():
            found = self._store.tickets.get(token_hash(token))
            if found is not None:
                self._put(token, max(found.until, until or found.until), value)

    def drop(self, token: str) -> bool:
        """Make a token worthless; whether it was there, so that of two who come at once one goes on."""
        return self._store.tickets.remove(token_hash(token))

    def _put(self, token: str, until: datetime, value: T) -> None:
        self._store.tickets.put(Ticket(id=token_hash(token), until=until, value=msgspec.to_builtins(value)))

    def _make_room(self) -> None:
        kept = self._store.tickets.all()
        for place, ticket in enumerate(kept, start=1):
            if ticket.until <= self._now() or len(kept) - place >= KEPT - 1:
                self._store.tickets.remove(ticket.id)
