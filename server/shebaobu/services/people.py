"""The household's accounts: who there is, changing a role, removing an account, leaving.

There may be several owners, so that a couple can host together; there is always one at least. Names and roles of all
accounts are known to all, since one cannot decide who sees what without knowing who there is; which member somebody is,
only to those who may know of that member.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

import msgspec
from tinydb import where

from shebaobu.auth.access import known_members, require
from shebaobu.auth.rights import deciding_account
from shebaobu.auth.sessions import end_all_sessions
from shebaobu.domain.parts import PARTS
from shebaobu.errors import LastOwner
from shebaobu.services import audit
from shebaobu.services.deciding import person, present, require_decides_over_none
from shebaobu.services.emergency import end_all_of, end_named_by
from shebaobu.services.grants import MemberTold, PartGrant, member_told, put_grants
from shebaobu.services.home import Home
from shebaobu.services.invitations import remove_invitations_by
from shebaobu.storage.documents import Account, Member, Role


class Person(TypedDict):
    """An account: ``members`` are those whose records are this person's own, ``you`` whether it is the asker's."""

    id: str
    name: str
    role: Role
    since: datetime
    you: bool
    members: list[MemberTold]


def list_people(home: Home, account: Account) -> list[Person]:
    """All accounts, the oldest first."""
    store = home.folder.household
    with home.folder.reading():
        known = [member for member, _ in known_members(store, account, home.now())]
        return [
            {
                "id": one.id,
                "name": one.name,
                "role": one.role,
                "since": one.created_at,
                "you": one.id == account.id,
                "members": [member_told(member) for member in known if member.account == one.id],
            }
            for one in store.accounts.all()
        ]


def change_role(home: Home, account: Account, account_id: str, role: Role) -> None:
    """Give an account another role, which an owner does.

    Who becomes an adult decides from then on over the records that are their own; the keeper so far goes on with all of
    them until that person ends it. Raises ``OwnerNeeded``, ``PersonNotFound``, ``LastOwner``, and ``StillDecides``
    for one that decides over members and is to become a viewer.
    """
    store = home.folder.household
    with home.folder.writing():
        account = present(home, account)
        require(account, "accounts.manage")
        before = person(home, account_id)
        if before.role == role:
            return
        _require_owner_left(home, before)
        if role == "viewer":
            require_decides_over_none(home, before)
        keepers = _keepers_of(home, before)
        store.accounts.put(msgspec.structs.replace(before, role=role))
        for member, keeper in keepers:
            _go_on(home, before, member, keeper)
        if role == "viewer":
            _read_only(home, before)
            end_named_by(home, before.id)
        audit.note(home, account, "role.changed", person=before.id, role=role)


def _require_owner_left(home: Home, account: Account) -> None:
    """Raise ``LastOwner`` for the only owner that there is."""
    owners = home.folder.household.accounts.find(where("role") == "owner")
    if account.role == "owner" and len(owners) == 1:
        raise LastOwner()


def _keepers_of(home: Home, account: Account) -> list[tuple[Member, str]]:
    """The members that a person is and does not decide over, each with who does."""
    store = home.folder.household
    own = store.members.find(where("account") == account.id)
    kept = [(member, deciding_account(store, member)) for member in own]
    return [(member, keeper) for member, keeper in kept if keeper != account.id]


def _go_on(home: Home, account: Account, member: Member, keeper: str) -> None:
    """Let the former keeper go on where the member's own account has come to decide."""
    if deciding_account(home.folder.household, member) != account.id:
        return
    put_grants(home, account, member.id, keeper, [PartGrant(part=part, level="write") for part in PARTS])


def _read_only(home: Home, account: Account) -> None:
    """Turn what a viewer was granted to write into reading."""
    store = home.folder.household
    for grant in store.grants.find((where("account") == account.id) & (where("level") == "write")):
        store.grants.put(msgspec.structs.replace(grant, level="read"))


def remove_person(home: Home, account: Account, account_id: str) -> None:
    """Remove an account, which an owner does, or leave, which everybody may.

    Its sessions, devices, codes, grants, invitations and links end at once. Raises ``OwnerNeeded``,
    ``PersonNotFound``, ``LastOwner``, ``StillDecides``.
    """
    with home.folder.writing():
        account = present(home, account)
        if account.id != account_id:
            require(account, "accounts.manage")
        leaver = person(home, account_id)
        _require_owner_left(home, leaver)
        require_decides_over_none(home, leaver)
        end_account(home, leaver)
        audit.note(home, account, "account.removed" if account.id != account_id else "account.left", person=leaver.id)


def end_account(home: Home, leaver: Account) -> None:
    """Remove an account and everything that acts for it, within a writing; it decides over nobody any more."""
    store = home.folder.household
    of_leaver = where("account") == leaver.id
    end_all_sessions(store, leaver.id)
    store.devices.remove_where(of_leaver)
    store.pairing_codes.remove_where(of_leaver)
    store.setup_links.remove_where(of_leaver)
    store.grants.remove_where(of_leaver)
    remove_invitations_by(home, leaver)
    end_all_of(home, leaver.id)
    for member in store.members.find(of_leaver):
        store.members.put(msgspec.structs.replace(member, account=None))
    store.accounts.remove(leaver.id)
