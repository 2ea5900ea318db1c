"""One's own security: the second step anew, passphrase, authenticator, recovery codes, and sessions."""

from __future__ import annotations

from typing import Any, TypedDict

import msgspec
from flask import Blueprint, Response

from shebaobu.auth.factors.factor import Answer, Prompt
from shebaobu.auth.login import require_sign_in
from shebaobu.auth.totp import AuthenticatorTold
from shebaobu.errors import (
    ChallengeOver,
    FactorNotFound,
    LastFactor,
    NewAuthenticatorRefused,
    PasskeyCopied,
    PasskeyRefused,
    PassphraseCommon,
    PassphraseTooLong,
    PassphraseTooShort,
    PhoneClockAhead,
    PhoneClockBehind,
    PresentPassphraseWrong,
    RecoveryCodeRefused,
    SecondStepExpired,
    SecondStepNeeded,
    SecondStepRefused,
    SecondStepUsed,
    SessionNotFound,
    SetupNotBegun,
    SmsCodeRefused,
    SmsExtraMissing,
    SmsNotSent,
    SmsTooSoon,
    SmsUsedUp,
    TooManyAttempts,
)
from shebaobu.services.security import authenticator, fresh_step, overview, passphrase, recovery_codes, sessions
from shebaobu.services.security.overview import Security
from shebaobu.services.security.sessions import SessionTold
from shebaobu.web.accounts import with_session
from shebaobu.web.description import described
from shebaobu.web.wire import answer, home, nothing, read_body, visitor

security = Blueprint("security", __name__, url_prefix="/api/v1")


class FreshStep(TypedDict):
    """A ticket for a second step anew, and the factors to choose from, the likeliest first."""

    ticket: str
    methods: list[str]


class BeginFresh(msgspec.Struct):
    """Body of the beginning of a challenge."""

    ticket: str
    method: str


class TakeFresh(msgspec.Struct):
    """Body of the answer to a challenge: a code, or a passkey's credential."""

    ticket: str
    method: str
    code: str = ""
    credential: dict[str, Any] | None = None


class NewPassphrase(msgspec.Struct):
    """Body of a change of the passphrase."""

    present: str
    new: str


class NewCodes(TypedDict):
    """Recovery codes, told this once."""

    recovery_codes: tuple[str, ...]


class NewAuthenticator(TypedDict):
    """A ticket, and what the new authenticator is to be told."""

    ticket: str
    totp: AuthenticatorTold


class ConfirmAuthenticator(msgspec.Struct):
    """Body of the confirmation of a new authenticator."""

    ticket: str
    code: str


class Sessions(TypedDict):
    """One's own sessions, the latest first."""

    sessions: list[SessionTold]


@security.get("/security")
@described(answer=Security)
def show_security() -> Response:
    """Factors, passkeys and recovery codes of the account, and how this session began."""
    return answer(overview.show_security(home(), require_sign_in(), visitor()))


@security.post("/security/fresh")
@described(answer=FreshStep)
def open_fresh() -> Response:
    """Ask for the second step anew, before what changes how one signs in."""
    ticket, methods = fresh_step.open_fresh_step(home(), require_sign_in(), visitor())
    return answer(FreshStep(ticket=ticket, methods=methods))


@security.post("/security/fresh/begin")
@described(
    body=BeginFresh,
    answer=Prompt,
    refuses=(SecondStepExpired, SecondStepRefused, SmsTooSoon, SmsUsedUp, SmsNotSent, SmsExtraMissing),
)
def begin_fresh() -> Response:
    """Begin it by a factor that asks for something first: a passkey, or a message to the phone."""
    user = require_sign_in()
    body = read_body(BeginFresh)
    return answer(fresh_step.begin_fresh_step(home(), user, body.ticket, body.method, visitor()))


@security.post("/security/fresh/answer")
@described(
    body=TakeFresh,
    cookie="set",
    refuses=(
        SecondStepExpired,
        PhoneClockAhead,
        PhoneClockBehind,
        SecondStepRefused,
        RecoveryCodeRefused,
        PasskeyRefused,
        PasskeyCopied,
        SmsCodeRefused,
        SecondStepUsed,
        ChallengeOver,
        TooManyAttempts,
    ),
)
def take_fresh() -> Response:
    """Take the second step anew; it counts for some minutes, and the session goes on under a new cookie."""
    user = require_sign_in()
    body = read_body(TakeFresh)
    given = Answer(code=body.code, credential=body.credential)
    return with_session(nothing(), fresh_step.take_fresh_step(home(), user, body.ticket, body.method, given, visitor()))


@security.post("/security/passphrase")
@described(
    body=NewPassphrase,
    refuses=(
        SecondStepNeeded,
        PresentPassphraseWrong,
        TooManyAttempts,
        PassphraseTooShort,
        PassphraseTooLong,
        PassphraseCommon,
    ),
)
def change_passphrase() -> Response:
    """Change one's own passphrase."""
    user = require_sign_in()
    body = read_body(NewPassphrase)
    passphrase.change_passphrase(home(), user, body.present, body.new)
    return nothing()


@security.post("/security/recovery")
@described(answer=NewCodes, refuses=(SecondStepNeeded,))
def renew_recovery() -> Response:
    """New recovery codes; the former ones end."""
    return answer(NewCodes(recovery_codes=recovery_codes.renew_recovery_codes(home(), require_sign_in())))


@security.post("/security/authenticator/begin")
@described(answer=NewAuthenticator, refuses=(SecondStepNeeded,))
def begin_authenticator() -> Response:
    """Secret and QR code of a new authenticator; the present one still counts."""
    ticket, totp = authenticator.begin_authenticator(home(), require_sign_in())
    return answer(NewAuthenticator(ticket=ticket, totp=totp))


@security.post("/security/authenticator")
@described(
    body=ConfirmAuthenticator,
    refuses=(SecondStepNeeded, SetupNotBegun, NewAuthenticatorRefused, TooManyAttempts),
)
def confirm_authenticator() -> Response:
    """Confirm the new authenticator by its first code; the former one ends."""
    user = require_sign_in()
    body = read_body(ConfirmAuthenticator)
    authenticator.confirm_authenticator(home(), user, body.ticket, body.code)
    return nothing()


@security.delete("/security/authenticator")
@described(refuses=(SecondStepNeeded, FactorNotFound, LastFactor))
def remove_authenticator() -> Response:
    """Do without the authenticator, where there is another factor."""
    authenticator.remove_authenticator(home(), require_sign_in())
    return nothing()


@security.get("/sessions")
@described(answer=Sessions)
def list_sessions() -> Response:
    """The account's own sessions."""
    return answer(Sessions(sessions=sessions.own_sessions(home(), require_sign_in())))


@security.delete("/sessions")
@described()
def end_other_sessions() -> Response:
    """End all of the account's own sessions but this one."""
    sessions.end_others(home(), require_sign_in())
    return nothing()


@security.delete("/sessions/<session_id>")
@described(refuses=(SessionNotFound,))
def end_session(session_id: str) -> Response:
    """End one of the account's own sessions."""
    sessions.end_session(home(), require_sign_in(), session_id)
    return nothing()
