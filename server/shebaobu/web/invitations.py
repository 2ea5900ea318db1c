"""Invitations: making one, looking at what it offers, listing and revoking. It is accepted by a set-up."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

import msgspec
from flask import Blueprint, Response

from shebaobu.auth.login import require_sign_in
from shebaobu.auth.totp import QrCode, qr_code
from shebaobu.errors import (
    DecisionNeeded,
    InvitationNotFound,
    InvitationNotValid,
    InvitingRefused,
    MemberHasAccount,
    MemberNotFound,
    NameMissing,
    NameTooLong,
    NotOneself,
    PartTwice,
    TooManyAttempts,
    UntilPast,
    WriteForViewer,
)
from shebaobu.services import invitations as service
from shebaobu.web.description import described
from shebaobu.web.wire import answer, client_address, home, nothing, read_body, visitor

invitations = Blueprint("invitations", __name__, url_prefix="/api/v1/invitations")


class Invited(TypedDict):
    """A new invitation: its link, told this once, the link as a QR code, and when it ends."""

    id: str
    link: str
    qr: QrCode
    expires_at: datetime


class Invitations(TypedDict):
    """Invitations that wait to be accepted, the latest first."""

    invitations: list[service.InvitationTold]


class Open(msgspec.Struct):
    """Body of a look at an invitation: the token of its link."""

    token: str


@invitations.post("")
@described(
    body=service.InvitationFields,
    answer=Invited,
    status=201,
    refuses=(
        InvitingRefused,
        MemberNotFound,
        DecisionNeeded,
        MemberHasAccount,
        NotOneself,
        WriteForViewer,
        UntilPast,
        PartTwice,
        NameMissing,
        NameTooLong,
    ),
)
def invite() -> Response:
    """Invite somebody by a one-time link."""
    fields = read_body(service.InvitationFields)
    token, invitation = service.invite(home(), require_sign_in().account, fields)
    link = f"{visitor().origin}/#/join/{token}"
    told = Invited(id=invitation.id, link=link, qr=qr_code(link), expires_at=invitation.expires_at)
    return answer(told, 201)


@invitations.get("")
@described(answer=Invitations)
def list_all() -> Response:
    """The invitations that wait."""
    return answer(Invitations(invitations=service.list_invitations(home(), require_sign_in().account)))


@invitations.delete("/<invitation_id>")
@described(refuses=(InvitationNotFound,))
def revoke(invitation_id: str) -> Response:
    """Revoke an invitation."""
    service.revoke_invitation(home(), require_sign_in().account, invitation_id)
    return nothing()


@invitations.post("/open")
@described(caller="anyone", body=Open, answer=service.Offer, refuses=(InvitationNotValid, TooManyAttempts))
def open_invitation() -> Response:
    """What an invitation offers, for whoever has its link."""
    return answer(service.open_invitation(home(), read_body(Open).token, client_address()))
