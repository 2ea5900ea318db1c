"""People of the household: joining by invitation, roles, leaving, and who may see what."""

from __future__ import annotations

from shebaobu.errors.base import ShebaobuError


class InvitationNotValid(ShebaobuError):
    """The invitation was used, revoked, is too old, or what it offers is no longer the inviter's to offer."""

    code = "invitation_not_valid"
    status = 403


class InvitationNotFound(ShebaobuError):
    """The invitation to be revoked is not there."""

    code = "invitation_not_found"
    status = 404


class InvitingRefused(ShebaobuError):
    """The inviter's role does not allow to invite to this role."""

    code = "inviting_refused"
    status = 403


class KeeperShareMissing(ShebaobuError):
    """Somebody takes over their own records and has not said what the former keeper may go on doing."""

    code = "keeper_share_missing"
    status = 422


class AccountNameTaken(ShebaobuError):
    """Another account has this name."""

    code = "account_name_taken"
    status = 409


class MemberHasAccount(ShebaobuError):
    """The member has an account already."""

    code = "member_has_account"
    status = 409


class PersonNotFound(ShebaobuError):
    """No account of the household has this id, or no longer."""

    code = "person_not_found"
    status = 404


class LastOwner(ShebaobuError):
    """The last owner can neither leave nor become anything else."""

    code = "last_owner"
    status = 409


class StillDecides(ShebaobuError):
    """An account decides over ``count`` members, ``members`` by id: they must be handed over or deleted first."""

    code = "still_decides"
    status = 409


class HeirNeeded(ShebaobuError):
    """The account to remove decides over ``count`` members, or is the only owner, and nobody is named to follow it."""

    code = "heir_needed"
    status = 409


class NotOneself(ShebaobuError):
    """The records are handed to, or shared with, the one that decides over them already."""

    code = "not_oneself"
    status = 422


class DeciderMustBeAdult(ShebaobuError):
    """An account that may only look cannot decide over anybody's records."""

    code = "decider_must_be_adult"
    status = 422


class WriteForViewer(ShebaobuError):
    """An account that may only look cannot be allowed to write."""

    code = "write_for_viewer"
    status = 422


class UntilPast(ShebaobuError):
    """Access is to end at a time that has passed."""

    code = "until_past"
    status = 422


class PartTwice(ShebaobuError):
    """A part of a member's records is named twice."""

    code = "part_twice"
    status = 422
