"""What is told of a member at a glance, kept in memory until the member's document changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from shebaobu.services.home import Home
from shebaobu.services.seen import SeenMember

Told = TypeVar("Told")


def kept(home: Home, seen: SeenMember, tell: Callable[[SeenMember], Told]) -> Told:
    """What ``tell`` makes of a member's records, made once for each state of them and the parts that are seen.

    ``tell`` is a function of a module that looks at the records alone: not at the account, the member's own details or
    the time, for which nothing is kept apart. What it raises is not kept.
    """
    key = seen.id, seen.rights.read, f"{tell.__module__}.{tell.__qualname__}"
    revision = seen.revision
    found = home.told.get(key)
    if found is None or found[0] != revision:
        found = revision, tell(seen)
        home.told[key] = found
    return cast(Told, found[1])
