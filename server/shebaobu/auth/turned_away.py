"""Sign-ins that throttling turned away, counted in memory by account until the log is told of them.

So tries of an outsider write nothing, and take as long whether there is such an account or not.
"""

from __future__ import annotations

import threading
from datetime import datetime

import msgspec


class Tries(msgspec.Struct, frozen=True):
    """How many there were, and when the first was."""

    count: int
    since: datetime


class TurnedAway:
    """Counts by account; there are no more counts than accounts."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tries: dict[str, Tries] = {}

    def count(self, account_id: str, now: datetime) -> None:
        """One more."""
        with self._lock:
            before = self._tries.get(account_id, Tries(0, now))
            self._tries[account_id] = Tries(before.count + 1, before.since)

    def take(self) -> dict[str, Tries]:
        """All counts since the last time."""
        with self._lock:
            taken, self._tries = self._tries, {}
            return taken
