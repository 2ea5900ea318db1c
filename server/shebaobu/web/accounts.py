"""Set-up, signing in and out."""

from __future__ import annotations

from typing import Any, TypedDict

import msgspec
from flask import Blueprint, Response, request

from shebaobu.assets import app_version
from shebaobu.auth.factors.factor import Answer, Prompt
from shebaobu.auth.login import cookie_name, require_sign_in, signed_in
from shebaobu.auth.totp import AuthenticatorTold
from shebaobu.errors import (
    AccountNameTaken,
    ChallengeOver,
    InvitationNotValid,
    KeeperShareMissing,
    NameMissing,
    NameTooLong,
    PasskeyCopied,
    PasskeyRefused,
    PassphraseCommon,
    PassphraseTooLong,
    PassphraseTooShort,
    PhoneClockAhead,
    PhoneClockBehind,
    RecoveryCodeRefused,
    ResetNameDiffers,
    SecondStepRefused,
    SecondStepUsed,
    SetupCodeWrong,
    SetupLinkNotValid,
    SetupNotBegun,
    SignInExpired,
    SignInRefused,
    SmsCodeOver,
    SmsCodeRefused,
    SmsCodeWrong,
    SmsExtraMissing,
    SmsNotSent,
    SmsTooSoon,
    SmsUsedUp,
    TooManyAttempts,
)
from shebaobu.services import setup, sign_in
from shebaobu.services.entering import leave_former
from shebaobu.services.home import KeeperShare
from shebaobu.services.proving import Method
from shebaobu.storage.documents import Account, Role
from shebaobu.web.description import described
from shebaobu.web.wire import answer, home, nothing, read_body, visitor

accounts = Blueprint("accounts", __name__, url_prefix="/api/v1")


class Begin(msgspec.Struct):
    """Body of the beginning of a set-up."""

    token: str
    name: str
    passphrase: str
    household: str = ""
    keeper: KeeperShare | None = None


class Confirm(msgspec.Struct):
    """Body of the confirmation of a set-up."""

    token: str
    code: str
    method: Method = "totp"


class FirstStep(msgspec.Struct):
    """Body of the first step of signing in."""

    name: str
    passphrase: str


class BeginSecondStep(msgspec.Struct):
    """Body of the beginning of a second step that asks for something first."""

    ticket: str
    method: str


class SecondStep(msgspec.Struct):
    """Body of the second step of signing in: a code, or a passkey's credential."""

    ticket: str
    method: str
    code: str = ""
    credential: dict[str, Any] | None = None


class State(TypedDict):
    """What a browser needs to know first; the household's name and the account only where somebody is signed in."""

    setup_needed: bool
    household: str | None
    account: AccountTold | None
    version: str


class Begun(TypedDict):
    """What the new authenticator needs to know, and whether a phone can be used instead, by SMS."""

    totp: AuthenticatorTold
    sms_offered: bool


class Confirmed(TypedDict):
    """The account's recovery codes, which are told this once."""

    recovery_codes: tuple[str, ...]


class FirstStepDone(TypedDict):
    """Answer of the first step: the ticket for the second, and the factors to choose from, the likeliest first."""

    ticket: str
    methods: list[str]


class AccountTold(TypedDict):
    """What is told of an account to whoever is signed in with it."""

    id: str
    name: str
    role: Role


class SignedIn(TypedDict):
    """Answer of the second step."""

    account: AccountTold


def _account_json(account: Account) -> AccountTold:
    return {"id": account.id, "name": account.name, "role": account.role}


@accounts.get("/state")
@described(caller="anyone", answer=State)
def state() -> Response:
    """What a browser needs to know first."""
    user = signed_in()
    household = home().folder.household.household() if user else None
    return answer(
        State(
            setup_needed=setup.setup_needed(home()),
            household=household.name if household else None,
            account=_account_json(user.account) if user else None,
            version=app_version(),
        )
    )


@accounts.post("/setup/begin")
@described(
    caller="anyone",
    body=Begin,
    answer=Begun,
    refuses=(
        SetupLinkNotValid,
        InvitationNotValid,
        KeeperShareMissing,
        AccountNameTaken,
        ResetNameDiffers,
        NameMissing,
        NameTooLong,
        PassphraseTooShort,
        PassphraseTooLong,
        PassphraseCommon,
    ),
)
def begin() -> Response:
    """Begin a set-up by its one-time link."""
    body = read_body(Begin)
    totp = setup.begin_setup(home(), body.token, body.household, body.name, body.passphrase, body.keeper)
    return answer(Begun(totp=totp, sms_offered=home().sms.offered))


@accounts.post("/setup/confirm")
@described(
    caller="anyone",
    body=Confirm,
    answer=Confirmed,
    refuses=(
        SetupLinkNotValid,
        InvitationNotValid,
        AccountNameTaken,
        SetupNotBegun,
        SetupCodeWrong,
        SmsCodeOver,
        SmsCodeWrong,
        TooManyAttempts,
    ),
)
def confirm() -> Response:
    """Confirm a set-up by the first code of its authenticator, or the one that was sent to its phone."""
    body = read_body(Confirm)
    return answer(Confirmed(recovery_codes=setup.confirm_setup(home(), body.token, body.code, body.method)))


@accounts.post("/session")
@described(caller="anyone", body=FirstStep, answer=FirstStepDone, refuses=(SignInRefused, TooManyAttempts))
def first() -> Response:
    """First step of signing in."""
    body = read_body(FirstStep)
    ticket, methods = sign_in.first_step(home(), body.name, body.passphrase, visitor())
    return answer(FirstStepDone(ticket=ticket, methods=methods))


@accounts.post("/session/second/begin")
@described(
    caller="anyone",
    body=BeginSecondStep,
    answer=Prompt,
    refuses=(SignInExpired, SecondStepRefused, SmsTooSoon, SmsUsedUp, SmsNotSent, SmsExtraMissing),
)
def begin_second() -> Response:
    """Begin the second step by a factor that asks for something first: a passkey, or a message to the phone."""
    body = read_body(BeginSecondStep)
    return answer(sign_in.begin_second_step(home(), body.ticket, body.method, visitor()))


@accounts.post("/session/second")
@described(
    caller="anyone",
    body=SecondStep,
    answer=SignedIn,
    cookie="set",
    refuses=(
        SignInExpired,
        PhoneClockAhead,
        PhoneClockBehind,
        SecondStepRefused,
        PasskeyRefused,
        PasskeyCopied,
        RecoveryCodeRefused,
        SmsCodeRefused,
        SecondStepUsed,
        ChallengeOver,
        TooManyAttempts,
    ),
)
def second() -> Response:
    """Second step of signing in."""
    body = read_body(SecondStep)
    given = Answer(code=body.code, credential=body.credential)
    token, account = sign_in.second_step(home(), body.ticket, body.method, given, visitor())
    return open_browser_session(token, account)


def open_browser_session(token: str, account: Account) -> Response:
    """The answer of a sign-in, with the session's cookie; the session that the browser had until then ends."""
    former = signed_in()
    if former:
        leave_former(home(), former.session)
    return with_session(answer(SignedIn(account=_account_json(account))), token)


def with_session(response: Response, token: str) -> Response:
    """An answer with the session's cookie."""
    secure = request.is_secure
    response.set_cookie(cookie_name(secure), token, path="/", secure=secure, httponly=True, samesite="Strict")
    return response


@accounts.delete("/session")
@described(cookie="ended")
def sign_out() -> Response:
    """End this session."""
    user = require_sign_in()
    sign_in.sign_out(home(), user.account, user.session)
    response = nothing()
    response.delete_cookie(
        cookie_name(request.is_secure), path="/", secure=request.is_secure, httponly=True, samesite="Strict"
    )
    return response
