"""Throttling: after some failures each further one doubles the wait, up to a limit; never for good.

The numbers (failures that are free, then 1 s doubling up to the limit, forgotten after a quiet day):

=============  =========  ======  =======================================================
what           free       limit   counted for
=============  =========  ======  =======================================================
sign_in        5          60 s    an account, unless the address has signed in to it before
sign_in_from   20         900 s   an address
second_step    5          3600 s  an account; who fails here already knows the passphrase
pair           20         60 s    the household
pair_from      10         900 s   an address
setup          20         60 s    the household
invitation     20         900 s   an address
=============  =========  ======  =======================================================

An outsider can thus slow a stranger's sign-in down by a minute at most, and the family's own addresses not at
all. Failures are kept in memory behind ``Failures``, of a shape that can be stored as it is.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from shebaobu.errors import TooManyAttempts

QUIET = timedelta(days=1)
KEPT = 10_000


class Limit(msgspec.Struct, frozen=True):
    """Failures that cost no wait, and the longest wait in seconds."""

    free: int
    longest_s: int


LIMITS = {
    "sign_in": Limit(5, 60),
    "sign_in_from": Limit(20, 900),
    "second_step": Limit(5, 3600),
    "pair": Limit(20, 60),
    "pair_from": Limit(10, 900),
    "setup": Limit(20, 60),
    "invitation": Limit(20, 900),
}


class Failures(msgspec.Struct, frozen=True):
    """How often something failed in a row, and when last."""

    count: int
    last: datetime


class Throttle:
    """Counts failures by what was tried and by whom."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._failures: dict[tuple[str, str], Failures] = {}

    def attempt(self, *attempts: tuple[str, str]) -> None:
        """Before trying, for each (what, whom): raise ``TooManyAttempts`` while one has to wait, else count.

        The attempt counts as failed until ``succeeded``, so that many at once get no more tries than one by one.
        """
        now = self._now()
        with self._lock:
            wait = max((self._wait_s(attempt) for attempt in attempts), default=0)
            if wait > 0:
                raise TooManyAttempts(retry_after_s=wait)
            for attempt in attempts:
                before = self._failures.pop(attempt, None)
                count = before.count if before and now - before.last < QUIET else 0
                self._failures[attempt] = Failures(count + 1, now)
            while len(self._failures) > KEPT:
                del self._failures[next(iter(self._failures))]

    def succeeded(self, *attempts: tuple[str, str]) -> None:
        """Forget the failures of each."""
        with self._lock:
            for attempt in attempts:
                self._failures.pop(attempt, None)

    def _wait_s(self, attempt: tuple[str, str]) -> int:
        failures = self._failures.get(attempt)
        limit = LIMITS[attempt[0]]
        if failures is None or failures.count < limit.free:
            return 0
        delay = min(limit.longest_s, 1 << min(failures.count - limit.free, 20))
        passed = max(0.0, (self._now() - failures.last).total_seconds())
        return max(0, math.ceil(delay - passed))
