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
all. Of IPv6 an address is the network of 64 bits, which is what a customer is given and can take any address of.

Failures are stored, so they outlast a restart and count for every server of the household. Of those that are told
apart the store keeps ``KEPT``; whoever makes up names to push one out only pushes out what failed less often.
"""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Callable
from datetime import datetime, timedelta
from operator import attrgetter

import msgspec
from tinydb import where

from shebaobu.auth.tokens import keyed_hash
from shebaobu.errors import TooManyAttempts
from shebaobu.storage.documents import Failures, KnownPlace
from shebaobu.storage.store import Store
from shebaobu.storage.trying import until_first

QUIET = timedelta(days=1)
KEPT = 1000
KNOWN_FOR = timedelta(days=180)
_IPV6_NETWORK = 64

Attempt = tuple[str, str]
"""What is tried, a name in ``LIMITS``, and by or for whom."""


class Limit(msgspec.Struct, frozen=True):
    """Failures that cost no wait, the longest wait in seconds, and whether they are counted for an address."""

    free: int
    longest_s: int
    of_address: bool = False


LIMITS = {
    "sign_in": Limit(5, 60),
    "sign_in_from": Limit(20, 900, of_address=True),
    "second_step": Limit(5, 3600),
    "pair": Limit(20, 60),
    "pair_from": Limit(10, 900, of_address=True),
    "setup": Limit(20, 60),
    "invitation": Limit(20, 900, of_address=True),
}


class Throttle:
    """Counts failures by what was tried and by whom, and knows from where an account has signed in.

    An attempt is a commit of its own: inside another one that fails it would be forgotten with it.
    """

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def attempt(self, *attempts: Attempt) -> None:
        """Before trying, for each: raise ``TooManyAttempts`` while one has to wait, else count.

        The attempt counts as failed until ``succeeded``, so that many at once get no more tries than one by one.
        """
        until_first(lambda: self._attempt([(what, self._id(what, whom)) for what, whom in attempts]))

    def _attempt(self, attempts: list[Attempt]) -> None:
        now, stored = self._now(), self._store.attempts
        with stored.file.writing():
            failures = {one.id: one for one in stored.failures.all()}
            wait = max((_wait_s(LIMITS[what], failures.get(one), now) for what, one in attempts), default=0)
            if wait > 0:
                raise TooManyAttempts(retry_after_s=wait)
            for _, one in attempts:
                before = failures.get(one)
                count = before.count if before and now - before.last < QUIET else 0
                failures[one] = Failures(id=one, count=count + 1, last=now)
                stored.failures.put(failures[one])
            for dropped in _too_many(failures, now):
                stored.failures.remove(dropped.id)

    def succeeded(self, *attempts: Attempt) -> None:
        """Forget the failures of each."""
        ids = [self._id(what, whom) for what, whom in attempts]
        until_first(lambda: self._store.attempts.failures.remove_where(where("id").one_of(ids)))

    def know(self, name_key: str, address: str) -> None:
        """Remember that an account, by its name, has signed in from an address."""
        until_first(lambda: self._know(self._known_id(name_key, address)))

    def _know(self, known_id: str) -> None:
        now, stored = self._now(), self._store.attempts
        with stored.file.writing():
            stored.known.remove_where(where("id") == known_id)
            stored.known.add(KnownPlace(id=known_id, last=now))
            places = stored.known.all()
            for index, place in enumerate(places, start=1):
                if now - place.last >= KNOWN_FOR or index <= len(places) - KEPT:
                    stored.known.remove(place.id)

    def is_known(self, name_key: str, address: str) -> bool:
        """Whether an account, by its name, has signed in from an address within ``KNOWN_FOR``."""
        known = self._store.attempts.known.get(self._known_id(name_key, address))
        return known is not None and self._now() - known.last < KNOWN_FOR

    def _id(self, what: str, whom: str) -> str:
        whose = network_of(whom) if LIMITS[what].of_address else whom
        return keyed_hash(self._store.key, f"throttle {what}", whose)

    def _known_id(self, name_key: str, address: str) -> str:
        return keyed_hash(self._store.key, "throttle known", f"{name_key}\0{network_of(address)}")


def network_of(address: str) -> str:
    """What counts as one address: an IPv4 address, the network of an IPv6 address, else the text as it is."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, _IPV6_NETWORK), strict=False))


def _wait_s(limit: Limit, failures: Failures | None, now: datetime) -> int:
    if failures is None or failures.count < limit.free:
        return 0
    delay = min(limit.longest_s, 1 << min(failures.count - limit.free, 20))
    passed = max(0.0, (now - failures.last).total_seconds())
    return max(0, math.ceil(delay - passed))


def _too_many(failures: dict[str, Failures], now: datetime) -> list[Failures]:
    """What need not be kept: what has been quiet, and beyond ``KEPT`` what failed least, the longest ago first."""
    quiet = [one for one in failures.values() if now - one.last >= QUIET]
    left = sorted((one for one in failures.values() if now - one.last < QUIET), key=attrgetter("count", "last"))
    return quiet + left[: max(0, len(left) - KEPT)]
