"""Emergency access: naming somebody, asking, refusing, and ending it.

An adult names another account that may read what the adult decides over, once it has asked and the adult has let the
waiting time pass without refusing. The adult may refuse, and take the naming back, at any time.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, TypedDict

import msgspec
from tinydb import where

from shebaobu.auth.access import require
from shebaobu.auth.emergency import State, opens_at, state_of
from shebaobu.auth.tokens import new_id
from shebaobu.domain.parts import PARTS, Part
from shebaobu.errors import EmergencyAskedToday, EmergencyNotFound, NotOneself
from shebaobu.services import audit
from shebaobu.services.deciding import person, present
from shebaobu.services.grants import PersonTold, person_told
from shebaobu.services.home import Home
from shebaobu.storage.documents import Account, Emergency

BETWEEN_REQUESTS = timedelta(days=1)


class Naming(msgspec.Struct, kw_only=True, frozen=True):
    """Whom to name, which parts they may read, and how many days after asking."""

    account: str
    parts: Annotated[list[Part], msgspec.Meta(min_length=1, max_length=len(PARTS))]
    wait_days: Annotated[int, msgspec.Meta(ge=1, le=90)]


class EmergencyTold(TypedDict):
    """A naming as each side sees it; ``account`` is the other side.

    ``opens_at`` is when reading began or will begin, ``ask_again_at`` from when on it may be asked for again.
    """

    id: str
    account: PersonTold
    parts: list[Part]
    wait_days: int
    named_at: datetime
    state: State
    asked_at: datetime | None
    opens_at: datetime | None
    refused_at: datetime | None
    ask_again_at: datetime | None


class Emergencies(TypedDict):
    """Whom the asker has named, and who has named the asker; the latest first."""

    named: list[EmergencyTold]
    named_by: list[EmergencyTold]


def list_emergencies(home: Home, account: Account) -> Emergencies:
    """Both sides of an account's emergency access."""
    store = home.folder.household
    with home.folder.reading():
        named = store.emergencies.find(where("by") == account.id)[::-1]
        named_by = store.emergencies.find(where("to") == account.id)[::-1]
        return {
            "named": [_told(home, one, one.to) for one in named],
            "named_by": [_told(home, one, one.by) for one in named_by],
        }


def _told(home: Home, emergency: Emergency, other: str) -> EmergencyTold:
    return {
        "id": emergency.id,
        "account": person_told(person(home, other)),
        "parts": [part for part in PARTS if part in emergency.parts],
        "wait_days": emergency.wait_days,
        "named_at": emergency.named_at,
        "state": state_of(emergency, home.now()),
        "asked_at": emergency.asked_at,
        "opens_at": opens_at(emergency),
        "refused_at": emergency.refused_at,
        "ask_again_at": _ask_again_at(home, emergency),
    }


def _ask_again_at(home: Home, emergency: Emergency) -> datetime | None:
    """From when on it may be asked for again; None where it may be now, or was asked for and not refused."""
    if emergency.asked_at is not None or emergency.last_asked_at is None:
        return None
    again = emergency.last_asked_at + BETWEEN_REQUESTS
    return again if home.now() < again else None


def name(home: Home, account: Account, naming: Naming) -> EmergencyTold:
    """Name somebody, in place of what was agreed on with them before; a request of before ends.

    Raises ``AdultNeeded``, ``PersonNotFound``, ``NotOneself``.
    """
    store = home.folder.household
    with store.file.writing():
        account = present(home, account)
        require(account, "emergency.name")
        named = person(home, naming.account)
        if named.id == account.id:
            raise NotOneself()
        store.emergencies.remove_where((where("by") == account.id) & (where("to") == named.id))
        parts = tuple(part for part in PARTS if part in naming.parts)
        made = Emergency(
            id=new_id(), by=account.id, to=named.id, parts=parts, wait_days=naming.wait_days, named_at=home.now()
        )
        store.emergencies.put(made)
        audit.note(home, account, "emergency.named", to=named.id, parts=list(parts), days=naming.wait_days)
        return _told(home, made, named.id)


def ask(home: Home, account: Account, emergency_id: str) -> EmergencyTold:
    """Ask for access; asked for already, it stays as it is. Raises ``EmergencyNotFound``, ``EmergencyAskedToday``."""
    store = home.folder.household
    with store.file.writing():
        emergency = store.emergencies.get(emergency_id)
        if emergency is None or emergency.to != account.id:
            raise EmergencyNotFound()
        if emergency.asked_at is None:
            if _ask_again_at(home, emergency):
                raise EmergencyAskedToday()
            emergency = msgspec.structs.replace(emergency, asked_at=home.now(), last_asked_at=home.now())
            store.emergencies.put(emergency)
            audit.note(home, account, "emergency.asked", to=emergency.by, days=emergency.wait_days)
        return _told(home, emergency, emergency.by)


def refuse(home: Home, account: Account, emergency_id: str) -> EmergencyTold:
    """End a request, or the reading that it has come to; the naming stays. Raises ``EmergencyNotFound``."""
    store = home.folder.household
    with store.file.writing():
        emergency = store.emergencies.get(emergency_id)
        if emergency is None or emergency.by != account.id:
            raise EmergencyNotFound()
        if emergency.asked_at is not None:
            emergency = msgspec.structs.replace(emergency, asked_at=None, refused_at=home.now())
            store.emergencies.put(emergency)
            audit.note(home, account, "emergency.refused", to=emergency.to)
        return _told(home, emergency, emergency.to)


def end(home: Home, account: Account, emergency_id: str) -> None:
    """Take a naming back, or give up being named. Raises ``EmergencyNotFound``."""
    store = home.folder.household
    with store.file.writing():
        emergency = store.emergencies.get(emergency_id)
        if emergency is None or account.id not in (emergency.by, emergency.to):
            raise EmergencyNotFound()
        store.emergencies.remove(emergency_id)
        other = emergency.to if account.id == emergency.by else emergency.by
        audit.note(home, account, "emergency.ended", to=other)


def end_named_by(home: Home, account_id: str) -> None:
    """End what an account has named, which decides over nobody any more; within the writing that makes it so."""
    home.folder.household.emergencies.remove_where(where("by") == account_id)


def end_all_of(home: Home, account_id: str) -> None:
    """End all that an account has part in, which is being removed."""
    home.folder.household.emergencies.remove_where((where("by") == account_id) | (where("to") == account_id))
