"""Removing an account on the server's own console, and who takes over: for somebody who has died or cannot be reached.

In the web app nobody is removed who decides over somebody's records, since that would give the records to another. Who
has the server has the data and its key anyway, and says here who decides from now on; the log tells it.
"""

from __future__ import annotations

import msgspec
from tinydb import where

from shebaobu.auth.rights import console_account
from shebaobu.errors import AccountNotFound, DeciderMustBeAdult, HeirNeeded, NotOneself
from shebaobu.services import audit
from shebaobu.services.deciding import decided_members, put_decider
from shebaobu.services.home import Home
from shebaobu.services.people import end_account
from shebaobu.storage.documents import Account, Member


class Succession(msgspec.Struct, kw_only=True, frozen=True):
    """What removing an account does: ``heir`` decides over ``members`` from then on, and becomes a ``new_owner``."""

    leaver: Account
    heir: Account | None
    members: list[Member]
    new_owner: bool


def succession(home: Home, name: str, heir_name: str | None) -> Succession:
    """What removing the account of a name would do; nothing is changed.

    Raises ``AccountNotFound`` for either name, ``HeirNeeded``, ``NotOneself``, ``DeciderMustBeAdult``.
    """
    store = home.folder.household
    leaver = store.account_named(name)
    heir = store.account_named(heir_name) if heir_name else None
    if leaver is None or (heir_name and heir is None):
        raise AccountNotFound()
    members = decided_members(home, leaver)
    owners = [one.id for one in store.accounts.find(where("role") == "owner")]
    if heir is None:
        if members or owners == [leaver.id]:
            raise HeirNeeded(count=len(members))
    elif heir.id == leaver.id:
        raise NotOneself()
    elif heir.role == "viewer":
        raise DeciderMustBeAdult()
    return Succession(leaver=leaver, heir=heir, members=members, new_owner=owners == [leaver.id])


def succeed(home: Home, name: str, heir_name: str | None) -> Succession:
    """Remove the account and let its heir take over, in one commit; raises what ``succession`` raises."""
    with home.folder.writing():
        found = succession(home, name, heir_name)
        console = console_account(home.now())
        if found.heir is not None:
            _take_over(home, found, found.heir, console)
        end_account(home, found.leaver)
        audit.note(home, console, "account.removed", person=found.leaver.id)
    return found


def _take_over(home: Home, found: Succession, heir: Account, console: Account) -> None:
    for member in found.members:
        put_decider(home, member, heir)
        audit.note(home, console, "member.handed_over", member=member.id, to=heir.id)
    if found.new_owner:
        home.folder.household.accounts.put(msgspec.structs.replace(heir, role="owner"))
        audit.note(home, console, "role.changed", person=heir.id, role="owner")
