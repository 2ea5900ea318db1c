"""Emergency access: an account that was named, has asked and was not refused for the time agreed on may read.

Nothing has to happen when the time is over: whether it is, is looked at whenever rights are (see ``rights``).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from tinydb import where

from shebaobu.domain.parts import Part
from shebaobu.storage.documents import Emergency
from shebaobu.storage.household import HouseholdStore

State = Literal["named", "waiting", "open"]


def opens_at(emergency: Emergency) -> datetime | None:
    """When reading begins unless it is refused before; None where it has not been asked for."""
    return emergency.asked_at and emergency.asked_at + timedelta(days=emergency.wait_days)


def state_of(emergency: Emergency, now: datetime) -> State:
    """``named``: may ask; ``waiting``: has asked; ``open``: reads."""
    opening = opens_at(emergency)
    if opening is None:
        return "named"
    return "waiting" if now < opening else "open"


def parts_in_emergency(store: HouseholdStore, reader: str, deciding: str, now: datetime) -> frozenset[Part]:
    """The parts that an account reads of all over which another decides."""
    between = store.emergencies.find((where("to") == reader) & (where("by") == deciding))
    return frozenset(part for one in between if state_of(one, now) == "open" for part in one.parts)
