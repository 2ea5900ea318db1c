"""Accepting an invitation: the new account, which member it is, and what is shared with it and with the former keeper.

The account itself is set up as every account is (see ``setup``).
"""

from __future__ import annotations

import msgspec
from tinydb import where

from shebaobu.auth.rights import deciding_account
from shebaobu.domain.parts import PARTS, Part
from shebaobu.errors import InvitationNotValid, KeeperShareMissing
from shebaobu.services import audit
from shebaobu.services.grants import PartGrant, put_grants
from shebaobu.services.home import Home, KeeperShare
from shebaobu.services.invitations import remove_invitation, shares_of
from shebaobu.storage.documents import Account, Invitation

_KEPT: dict[KeeperShare, tuple[Part, ...]] = {
    "all": PARTS,
    "without_medical": tuple(part for part in PARTS if part != "medical"),
    "nothing": (),
}


def takes_over(invitation: Invitation) -> bool:
    """Whether whoever accepts comes to decide over their own records, which somebody else has kept so far."""
    return invitation.member is not None and invitation.role != "viewer"


def require_keeper_share(invitation: Invitation, keeper: KeeperShare | None) -> None:
    """Raise ``KeeperShareMissing`` where the invited person has to say what the former keeper may go on doing."""
    if takes_over(invitation) and keeper is None:
        raise KeeperShareMissing()


def join(home: Home, invitation: Invitation, inviter: Account, account: Account, keeper: KeeperShare | None) -> None:
    """Let a new account, which is stored already, be what its invitation says; within the writing that stores it.

    Where the records are the person's own, access that was given before ends with the former keeper's decision.
    """
    require_keeper_share(invitation, keeper)
    for member_id in {share.member for share in invitation.shares}:
        grants = [one for one in shares_of(invitation, member_id) if one.until is None or one.until > home.now()]
        put_grants(home, inviter, member_id, account.id, grants)
        audit.note(home, inviter, "grants.given", member=member_id, to=account.id, parts=[one.part for one in grants])
    if invitation.member is not None:
        _become(home, invitation.member, account, keeper if takes_over(invitation) else None)
    remove_invitation(home, invitation)
    audit.note(home, account, "account.joined", invited_by=inviter.id, role=account.role)


def _become(home: Home, member_id: str, account: Account, keeper: KeeperShare | None) -> None:
    """Make an account that of a member; with ``keeper`` it decides from now on."""
    store = home.folder.household
    member = store.members.get(member_id)
    if member is None:
        raise InvitationNotValid()
    if member is None:
        return
    former = deciding_account(store, member)
    store.members.put(msgspec.structs.replace(member, account=account.id))
    audit.note(home, account, "member.is_account", member=member_id)
    if keeper is None:
        return
    store.grants.remove_where(where("member") == member_id)
    grants = [PartGrant(part=part, level="write") for part in _KEPT[keeper]]
    put_grants(home, account, member_id, former, grants)
    audit.note(home, account, "grants.given", member=member_id, to=former, parts=list(_KEPT[keeper]))
