"""A phone for codes by SMS: adding, confirming and removing it, for oneself and in a set-up."""

from __future__ import annotations

from typing import TypedDict

import msgspec
from flask import Blueprint, Response

from shebaobu.auth.factors.factor import Prompt
from shebaobu.auth.login import require_sign_in
from shebaobu.errors import (
    FactorNotFound,
    InvitationNotValid,
    LastFactor,
    PhoneRefused,
    SecondStepNeeded,
    SetupLinkNotValid,
    SetupNotBegun,
    SmsCodeOver,
    SmsCodeWrong,
    SmsExtraMissing,
    SmsNotOffered,
    SmsNotSent,
    SmsRiskNotTaken,
    SmsTooSoon,
    SmsUsedUp,
)
from shebaobu.services import setup
from shebaobu.services.security import phone
from shebaobu.web.description import described
from shebaobu.web.wire import answer, home, nothing, read_body, visitor

sms = Blueprint("sms", __name__, url_prefix="/api/v1")

SENDING = (
    SmsNotOffered,
    SmsRiskNotTaken,
    PhoneRefused,
    SmsTooSoon,
    SmsUsedUp,
    SmsNotSent,
    SmsExtraMissing,
)


class NewPhone(msgspec.Struct):
    """Body of adding a phone; ``knows_risks`` says that the warning was read and ticked."""

    phone: str
    knows_risks: bool = False


class SetupPhone(msgspec.Struct):
    """Body of choosing a phone in a set-up."""

    token: str
    phone: str
    knows_risks: bool = False


class ConfirmPhone(msgspec.Struct):
    """Body of the confirmation of a phone."""

    ticket: str
    code: str


class PhoneBegun(TypedDict):
    """A ticket, and what is told of the message that was sent."""

    ticket: str
    sent: Prompt


class SetupPhoneBegun(TypedDict):
    """What is told of the message that was sent."""

    sent: Prompt


@sms.post("/security/sms/begin")
@described(body=NewPhone, answer=PhoneBegun, refuses=(SecondStepNeeded, *SENDING))
def begin_phone() -> Response:
    """Send a code to a phone that is to be added."""
    user = require_sign_in()
    body = read_body(NewPhone)
    ticket, sent = phone.begin_phone(home(), user, body.phone, body.knows_risks, visitor())
    return answer(PhoneBegun(ticket=ticket, sent=sent))


@sms.post("/security/sms")
@described(body=ConfirmPhone, refuses=(SecondStepNeeded, SmsCodeOver, SmsCodeWrong))
def confirm_phone() -> Response:
    """Confirm the phone by the code; it counts from here on, in place of a former one."""
    user = require_sign_in()
    body = read_body(ConfirmPhone)
    phone.confirm_phone(home(), user, body.ticket, body.code)
    return nothing()


@sms.delete("/security/sms")
@described(refuses=(SecondStepNeeded, FactorNotFound, LastFactor))
def remove_phone() -> Response:
    """Do without codes by SMS, where there is another factor."""
    phone.remove_phone(home(), require_sign_in())
    return nothing()


@sms.post("/setup/sms")
@described(
    caller="anyone",
    body=SetupPhone,
    answer=SetupPhoneBegun,
    refuses=(SetupLinkNotValid, InvitationNotValid, SetupNotBegun, *SENDING),
)
def send_setup_code() -> Response:
    """Send a code to the phone that a set-up is to use instead of an authenticator."""
    body = read_body(SetupPhone)
    sent = setup.send_setup_code(home(), body.token, body.phone, body.knows_risks, visitor())
    return answer(SetupPhoneBegun(sent=sent))
