"""What who may do: the one place that allows or refuses.

What concerns the household goes by the account's role. What concerns a member's records goes by rights alone (see
``auth.rights``): whoever has none on a member is answered as if there were no such member, whoever may read and not
write is told so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from shebaobu.auth.rights import Rights, rights_on
from shebaobu.domain.parts import PARTS, Part
from shebaobu.errors import AccessRefused, AdultNeeded, DecisionNeeded, MemberNotFound, OwnerNeeded, WriteNeeded
from shebaobu.storage.documents import Account, Member, Role
from shebaobu.storage.household import HouseholdStore

Action = Literal[
    "accounts.manage",
    "household.back_up",
    "household.change",
    "members.add",
    "records.import",
    "devices.pair",
    "captures.preview",
    "emergency.name",
]

_OWNER: frozenset[Role] = frozenset({"owner"})
_ADULTS: frozenset[Role] = frozenset({"owner", "adult"})
_ROLES: dict[Action, frozenset[Role]] = {
    "accounts.manage": _OWNER,
    "household.back_up": _OWNER,
    "household.change": _OWNER,
    "members.add": _ADULTS,
    "records.import": _ADULTS,
    "devices.pair": _ADULTS,
    "captures.preview": _ADULTS,
    "emergency.name": _ADULTS,
}
_LACKING: dict[frozenset[Role], type[AccessRefused]] = {_OWNER: OwnerNeeded, _ADULTS: AdultNeeded}


def allowed(account: Account, action: Action) -> bool:
    """Whether an account's role allows something in the household."""
    return account.role in _ROLES[action]


def require(account: Account, action: Action) -> None:
    """Raise ``OwnerNeeded`` or ``AdultNeeded`` unless the role allows it."""
    if not allowed(account, action):
        raise _LACKING[_ROLES[action]]()


def known_members(store: HouseholdStore, account: Account, now: datetime) -> list[tuple[Member, Rights]]:
    """The members that an account may know of, each with what it may do."""
    found = [(member, rights_on(store, account, member, now)) for member in store.members.all()]
    return [(member, rights) for member, rights in found if rights.any]


def known_member(store: HouseholdStore, account: Account, member_id: str, now: datetime) -> tuple[Member, Rights]:
    """A member with what an account may do; raises ``MemberNotFound`` alike for one that it may not know of."""
    member = store.members.get(member_id)
    rights = rights_on(store, account, member, now) if member else Rights()
    if member is None or not rights.any:
        raise MemberNotFound()
    return member, rights


def require_write(rights: Rights, parts: Iterable[Part]) -> None:
    """Raise ``WriteNeeded``, naming the parts that are lacking, unless all of them may be written."""
    lacking = set(parts) - rights.write
    if lacking:
        raise WriteNeeded(parts=[part for part in PARTS if part in lacking])


def require_any_write(rights: Rights) -> None:
    """Raise ``WriteNeeded`` where not one part may be written."""
    if not rights.write:
        raise WriteNeeded(parts=list(PARTS))


def require_decision(rights: Rights) -> None:
    """Raise ``DecisionNeeded`` unless the account decides over the member."""
    if not rights.decides:
        raise DecisionNeeded()
