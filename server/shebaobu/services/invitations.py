"""Inviting somebody to join: a one-time link that says what they will be and what is shared with them from the start.

Owners invite adults and viewers, adults invite viewers, their helpers. Nobody offers what they do not decide over, not
when the invitation is made and not when it is accepted.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypedDict

import msgspec
from tinydb import where

from shebaobu.auth.access import known_members
from shebaobu.auth.rights import deciding_account
from shebaobu.auth.tokens import new_id, new_token, token_hash
from shebaobu.domain.parts import Part
from shebaobu.errors import (
    DecisionNeeded,
    InvitationNotFound,
    InvitationNotValid,
    InvitingRefused,
    MemberHasAccount,
    MemberNotFound,
    NotOneself,
    PersonNotFound,
)
from shebaobu.services import audit
from shebaobu.services.deciding import decided_member, person, present
from shebaobu.services.grants import MemberTold, PartGrant, member_told, require_possible
from shebaobu.services.home import Home, checked_name
from shebaobu.storage.documents import Account, Invitation, Level, Member, Role, SetupLink, Share

LIFETIME = timedelta(days=7)
_MAY_INVITE: dict[Role, frozenset[Role]] = {
    "owner": frozenset({"adult", "viewer"}),
    "adult": frozenset({"viewer"}),
    "viewer": frozenset(),
}


class InvitationFields(msgspec.Struct, kw_only=True, frozen=True):
    """What an inviter says: for whom, in which role, which member that person is, and what is shared from the start."""

    name: str = ""
    role: Role
    member: str | None = None
    shares: list[Share] = []


class ShareTold(TypedDict):
    """What is shared from the start: a part of a member's records, how, and until when."""

    member: MemberTold
    part: Part
    level: Level
    until: datetime | None


class InvitationTold(TypedDict):
    """An invitation that waits; ``member`` and ``shares`` as far as the asker may know of the members."""

    id: str
    name: str
    role: Role
    invited_by: str
    member: MemberTold | None
    shares: list[ShareTold]
    expires_at: datetime


class Offer(TypedDict):
    """What an invited person is told: by whom, to what, and who kept their records if those are here already."""

    household: str
    invited_by: str
    name: str
    role: Role
    member: MemberTold | None
    keeper: str | None
    shares: list[ShareTold]
    expires_at: datetime


def invite(home: Home, account: Account, fields: InvitationFields) -> tuple[str, Invitation]:
    """Token of a new invitation's link, which is not stored, and the invitation.

    Raises ``InvitingRefused``, ``MemberNotFound``, ``DecisionNeeded``, ``MemberHasAccount``, ``NotOneself``,
    ``WriteForViewer``, ``UntilPast``, ``PartTwice``, and what is raised for names.
    """
    store = home.folder.household
    token = new_token()
    with store.file.writing():
        account = present(home, account)
        now = home.now()
        invitation = Invitation(
            id=new_id(),
            name=checked_name(fields.name) if fields.name else "",
            role=fields.role,
            invited_by=account.id,
            made_at=now,
            expires_at=now + LIFETIME,
            member=fields.member,
            shares=tuple(fields.shares),
        )
        _require_offered(home, account, invitation)
        _require_possible_shares(home, invitation)
        link = SetupLink(
            id=new_id(), token_hash=token_hash(token), invitation=invitation.id, expires_at=invitation.expires_at
        )
        store.invitations.put(invitation)
        store.setup_links.put(link)
        audit.note(home, account, "invitation.made", role=invitation.role, shares=len(invitation.shares))
    return token, invitation


def _require_offered(home: Home, inviter: Account, invitation: Invitation) -> None:
    """Raise unless the inviter may offer all that the invitation says."""
    if invitation.role not in _MAY_INVITE[inviter.role]:
        raise InvitingRefused()
    if invitation.member is not None and decided_member(home, inviter, invitation.member).account is not None:
        raise MemberHasAccount()
    for member_id in {share.member for share in invitation.shares}:
        decided_member(home, inviter, member_id)
        if member_id == invitation.member:
            raise NotOneself()


def _require_possible_shares(home: Home, invitation: Invitation) -> None:
    for member_id in {share.member for share in invitation.shares}:
        require_possible(home, invitation.role, shares_of(invitation, member_id))


def shares_of(invitation: Invitation, member_id: str) -> list[PartGrant]:
    """What of a member's records an invitation shares."""
    return [
        PartGrant(part=share.part, level=share.level, until=share.until)
        for share in invitation.shares
        if share.member == member_id
    ]


def good_invitation(home: Home, invitation_id: str) -> tuple[Invitation, Account]:
    """An invitation that still holds, and its inviter; raises ``InvitationNotValid``."""
    invitation = home.folder.household.invitations.get(invitation_id)
    if invitation is None or invitation.expires_at <= home.now():
        raise InvitationNotValid()
    try:
        inviter = person(home, invitation.invited_by)
        _require_offered(home, inviter, invitation)
    except (PersonNotFound, InvitingRefused, MemberNotFound, DecisionNeeded, MemberHasAccount):
        raise InvitationNotValid() from None
    return invitation, inviter


def open_invitation(home: Home, token: str, address: str) -> Offer:
    """What an invitation's link offers; raises ``InvitationNotValid``, ``TooManyAttempts``."""
    attempt = ("invitation", address)
    home.throttle.attempt(attempt)
    store = home.folder.household
    link = store.setup_link_of(token_hash(token))
    if link is None or link.invitation is None:
        raise InvitationNotValid()
    invitation, inviter = good_invitation(home, link.invitation)
    home.throttle.succeeded(attempt)
    household = store.household()
    member = store.members.get(invitation.member) if invitation.member else None
    keeper = person(home, deciding_account(store, member)) if member else None
    return {
        "household": household.name if household else "",
        "invited_by": inviter.name,
        "name": invitation.name,
        "role": invitation.role,
        "member": member_told(member) if member else None,
        "keeper": keeper.name if keeper else None,
        "shares": _shares_told(invitation, {one.id: one for one in store.members.all()}),
        "expires_at": invitation.expires_at,
    }


def _shares_told(invitation: Invitation, known: dict[str, Member]) -> list[ShareTold]:
    return [
        {
            "member": member_told(known[share.member]),
            "part": share.part,
            "level": share.level,
            "until": share.until,
        }
        for share in invitation.shares
        if share.member in known
    ]


def list_invitations(home: Home, account: Account) -> list[InvitationTold]:
    """The account's own invitations that wait to be accepted, all of the household's for an owner; latest first."""
    store = home.folder.household
    with home.folder.reading():
        known = {member.id: member for member, _ in known_members(store, account, home.now())}
        names = {one.id: one.name for one in store.accounts.all()}
        waiting = [
            one
            for one in store.invitations.all()
            if one.expires_at > home.now() and (account.role == "owner" or one.invited_by == account.id)
        ]
    return [
        {
            "id": one.id,
            "name": one.name,
            "role": one.role,
            "invited_by": names.get(one.invited_by, ""),
            "member": member_told(known[one.member]) if one.member in known else None,
            "shares": _shares_told(one, known),
            "expires_at": one.expires_at,
        }
        for one in reversed(waiting)
    ]


def revoke_invitation(home: Home, account: Account, invitation_id: str) -> None:
    """Make an invitation's link worthless: one's own, and an owner anybody's; raises ``InvitationNotFound``."""
    store = home.folder.household
    with store.file.writing():
        account = present(home, account)
        invitation = store.invitations.get(invitation_id)
        if invitation is None or (account.role != "owner" and invitation.invited_by != account.id):
            raise InvitationNotFound()
        remove_invitation(home, invitation)
        audit.note(home, account, "invitation.revoked", role=invitation.role)


def remove_invitation(home: Home, invitation: Invitation) -> None:
    """Remove an invitation with its link."""
    store = home.folder.household
    store.setup_links.remove_where(where("invitation") == invitation.id)
    store.invitations.remove(invitation.id)


def remove_invitations_by(home: Home, account: Account) -> None:
    """Remove the invitations that an account made, with their links."""
    for invitation in home.folder.household.invitations.find(where("invited_by") == account.id):
        remove_invitation(home, invitation)


def clear_expired(home: Home) -> int:
    """Remove invitations whose time has run out; how many there were."""
    store = home.folder.household
    gone = [one for one in store.invitations.all() if one.expires_at <= home.now()]
    if gone:
        with store.file.writing():
            for invitation in gone:
                remove_invitation(home, invitation)
    return len(gone)
