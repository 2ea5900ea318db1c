"""Who sees what of whom: giving, changing and ending access to the parts of a member's records."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypedDict

import msgspec
from tinydb import where

from shebaobu.auth.access import known_member, known_members, require_decision
from shebaobu.auth.rights import Rights, deciding_account
from shebaobu.auth.tokens import new_id
from shebaobu.domain.parts import PARTS, Part
from shebaobu.errors import NotOneself, PartTwice, UntilPast, WriteForViewer
from shebaobu.services import audit
from shebaobu.services.deciding import decided_member, person, present
from shebaobu.services.home import Home
from shebaobu.storage.documents import Account, Grant, Instant, Level, Member, Role

SHOWN_AFTER_END = timedelta(days=30)


class PartGrant(msgspec.Struct, kw_only=True, frozen=True):
    """A part, whether it may be read or written, and until when; None is without an end."""

    part: Part
    level: Level
    until: Instant | None = None


class PartGrantTold(PartGrant, kw_only=True, frozen=True):
    """The same, and whether its time has run out."""

    ended: bool


class PersonTold(TypedDict):
    """An account as others see it."""

    id: str
    name: str
    role: Role


class MemberTold(TypedDict):
    """A member as it is named where it is shared."""

    id: str
    name: str


class Seer(TypedDict):
    """An account and what it was granted; ``own``: the records are this very person's, who reads all of them."""

    account: PersonTold
    own: bool
    grants: list[PartGrantTold]


class WhoSees(TypedDict):
    """Who sees a member's records: the one that decides, and all others; ``decides``: whether the asker does."""

    member: MemberTold
    decider: PersonTold
    decides: bool
    others: list[Seer]


class SharedMember(TypedDict):
    """A member that is shared with the asker, by whom, and which parts; ``own`` as in ``Seer``."""

    member: MemberTold
    decider: PersonTold
    own: bool
    grants: list[PartGrantTold]


def person_told(account: Account) -> PersonTold:
    """An account as others see it."""
    return {"id": account.id, "name": account.name, "role": account.role}


def member_told(member: Member) -> MemberTold:
    """A member's id and name."""
    return {"id": member.id, "name": member.name}


def who_sees(home: Home, account: Account, member_id: str) -> WhoSees:
    """Who sees a member's records; for the one that decides over them, and the person whose records they are.

    Raises ``MemberNotFound``, ``DecisionNeeded``.
    """
    with home.folder.reading():
        member, rights = known_member(home.folder.household, account, member_id, home.now())
        if member.account != account.id:
            require_decision(rights)
        return _who_sees(home, member, rights)


def who_sees_what(home: Home, account: Account) -> list[WhoSees]:
    """The same of every member that the account decides over, or is."""
    with home.folder.reading():
        known = known_members(home.folder.household, account, home.now())
        return [
            _who_sees(home, member, rights)
            for member, rights in known
            if rights.decides or member.account == account.id
        ]


def _who_sees(home: Home, member: Member, rights: Rights) -> WhoSees:
    store = home.folder.household
    decider = deciding_account(store, member)
    return {
        "member": member_told(member),
        "decider": person_told(person(home, decider)),
        "decides": rights.decides,
        "others": [
            {
                "account": person_told(one),
                "own": one.id == member.account,
                "grants": _grants_told(home, one.id, member.id),
            }
            for one in store.accounts.all()
            if one.id != decider
        ],
    }


def shared_with(home: Home, account: Account) -> list[SharedMember]:
    """What others share with an account; what ran out lately stands there as ended."""
    store = home.folder.household
    found: list[SharedMember] = []
    with home.folder.reading():
        for member in store.members.all():
            decider = deciding_account(store, member)
            grants = _grants_told(home, account.id, member.id)
            own = member.account == account.id
            if decider != account.id and (own or grants):
                found.append(
                    {
                        "member": member_told(member),
                        "decider": person_told(person(home, decider)),
                        "own": own,
                        "grants": grants,
                    }
                )
    return found


def _grants_told(home: Home, account_id: str, member_id: str) -> list[PartGrantTold]:
    found = home.folder.household.grants.find((where("account") == account_id) & (where("member") == member_id))
    told = [
        PartGrantTold(part=grant.part, level=grant.level, until=grant.until, ended=_ended(grant, home.now()))
        for grant in found
    ]
    return sorted(told, key=lambda grant: PARTS.index(grant.part))


def _ended(grant: Grant, now: datetime) -> bool:
    return grant.until is not None and grant.until <= now


def give(home: Home, account: Account, member_id: str, to: str, grants: list[PartGrant]) -> None:
    """Let another account see or keep exactly these parts of a member's records, none where there are none.

    Raises ``MemberNotFound``, ``DecisionNeeded``, ``PersonNotFound``, ``NotOneself``, ``WriteForViewer``,
    ``UntilPast``, ``PartTwice``.
    """
    with home.folder.writing():
        account = present(home, account)
        member = decided_member(home, account, member_id)
        receiver = person(home, to)
        if receiver.id == account.id:
            raise NotOneself()
        require_possible(home, receiver.role, grants)
        put_grants(home, account, member.id, receiver.id, grants)
        action = "grants.given" if grants else "grants.ended"
        audit.note(home, account, action, member=member.id, to=receiver.id, parts=[grant.part for grant in grants])


def require_possible(home: Home, role: Role, grants: list[PartGrant]) -> None:
    """Raise ``WriteForViewer``, ``UntilPast`` or ``PartTwice`` unless an account of a role can be granted this."""
    if role == "viewer" and any(grant.level == "write" for grant in grants):
        raise WriteForViewer()
    if any(grant.until is not None and grant.until <= home.now() for grant in grants):
        raise UntilPast()
    if len({grant.part for grant in grants}) < len(grants):
        raise PartTwice()


def put_grants(home: Home, giver: Account, member_id: str, to: str, grants: list[PartGrant]) -> None:
    """Store exactly these grants of an account on a member, in place of those that it had."""
    store = home.folder.household
    store.grants.remove_where((where("account") == to) & (where("member") == member_id))
    for grant in grants:
        store.grants.put(
            Grant(
                id=new_id(),
                account=to,
                member=member_id,
                part=grant.part,
                level=grant.level,
                until=grant.until,
                given_by=giver.id,
                given_at=home.now(),
            )
        )


def clear_ended(home: Home) -> int:
    """Remove grants that ran out thirty days ago, when nobody looks for them any more; how many there were."""
    store = home.folder.household
    past = home.now() - SHOWN_AFTER_END
    gone = [grant for grant in store.grants.all() if grant.until is not None and grant.until <= past]
    if gone:
        with store.file.writing():
            for grant in gone:
                store.grants.remove(grant.id)
    return len(gone)
