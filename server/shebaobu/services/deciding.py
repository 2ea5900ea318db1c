"""Who decides over a member's records, and handing that over: there is always exactly one account that does."""

from __future__ import annotations

import msgspec
from tinydb import where

from shebaobu.auth.access import known_member, require_decision
from shebaobu.auth.rights import deciding_account
from shebaobu.errors import (
    DeciderMustBeAdult,
    NotOneself,
    PersonNotFound,
    SignInNeeded,
    StillDecides,
)
from shebaobu.services import audit
from shebaobu.services.home import Home
from shebaobu.storage.documents import Account, Member


def present(home: Home, account: Account) -> Account:
    """The account as it is stored now; raises ``SignInNeeded`` for one that was removed meanwhile."""
    found = home.folder.household.accounts.get(account.id)
    if found is None:
        raise SignInNeeded()
    return found


def person(home: Home, account_id: str) -> Account:
    """The account of an id; raises ``PersonNotFound``."""
    found = home.folder.household.accounts.get(account_id)
    if found is None:
        raise PersonNotFound()
    return found


def decided_members(home: Home, account: Account) -> list[Member]:
    """The members over whose records an account decides."""
    store = home.folder.household
    return [member for member in store.members.all() if deciding_account(store, member) == account.id]


def decided_member(home: Home, account: Account, member_id: str) -> Member:
    """A member over whose records the account decides.

    Raises ``MemberNotFound``, also for one that the account may not know of, and ``DecisionNeeded``.
    """
    member, rights = known_member(home.folder.household, account, member_id, home.now())
    require_decision(rights)
    return member


def require_decides_over_none(home: Home, account: Account) -> None:
    """Raise ``StillDecides``, naming the members, unless the account decides over nobody's records."""
    members = [member.id for member in decided_members(home, account)]
    if members:
        raise StillDecides(count=len(members), members=members)


def hand_over(home: Home, account: Account, member_id: str, to: str) -> None:
    """Let another account decide over a member's records from now on.

    Who hands over their own records gives up being this member: the records have a new keeper, and the former one
    sees only what that one shares. Raises ``MemberNotFound``, ``DecisionNeeded``, ``PersonNotFound``, ``NotOneself``,
    ``DeciderMustBeAdult``.
    """
    with home.folder.writing():
        account = present(home, account)
        member = decided_member(home, account, member_id)
        new = person(home, to)
        if new.id == account.id:
            raise NotOneself()
        if new.role == "viewer":
            raise DeciderMustBeAdult()
        own = None if member.account == account.id else member.account
        put_decider(home, msgspec.structs.replace(member, account=own), new)
        audit.note(home, account, "member.handed_over", member=member.id, to=new.id)


def put_decider(home: Home, member: Member, new: Account) -> None:
    """Store that an account decides over a member; what it was granted so far is in that."""
    store = home.folder.household
    store.members.put(msgspec.structs.replace(member, added_by=new.id))
    store.grants.remove_where((where("account") == new.id) & (where("member") == member.id))
