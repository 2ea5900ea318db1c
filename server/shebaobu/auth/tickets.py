"""What is between two steps, kept in memory for minutes: sign-ins, and set-ups not yet confirmed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from shebaobu.auth.tokens import new_token, token_hash

T = TypeVar("T")

KEPT = 1000


class Tickets(Generic[T]):
    """Values under random names, each for a limited time. The oldest go when there are too many."""

    def __init__(self, now: Callable[[], datetime], lifetime: timedelta) -> None:
        self._now = now
        self._lifetime = lifetime
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[datetime, T]] = {}

    def issue(self, value: T, token: str | None = None) -> str:
        """Keep a value; answers the token to get it back by: the given one, else a new one."""
        token = token or new_token()
        with self._lock:
            self._kept.pop(token_hash(token), None)
            self._kept[token_hash(token)] = (self._now() + self._lifetime, value)
            while len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]
        return token

    def look(self, token: str) -> T | None:
        """The value of a token, None when it is unknown or too old."""
        with self._lock:
            found = self._kept.get(token_hash(token))
        if found is None or found[0] <= self._now():
            return None
        return found[1]

    def drop(self, token: str) -> bool:
        """Make a token worthless; whether it was there, so that of two who come at once one goes on."""
        with self._lock:
            return self._kept.pop(token_hash(token), None) is not None
