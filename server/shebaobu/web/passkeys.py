"""Passkeys: signing in by one alone, adding, naming and removing one's own."""

from __future__ import annotations

from typing import Any, TypedDict

import msgspec
from flask import Blueprint, Response

from shebaobu.auth.login import require_sign_in
from shebaobu.errors import (
    FactorNotFound,
    LastFactor,
    NameMissing,
    NameTooLong,
    NewPasskeyRefused,
    PasskeyCopied,
    PasskeyExpired,
    PasskeyRefused,
    PasskeysNotOffered,
    SecondStepNeeded,
    TooManyAttempts,
)
from shebaobu.services import passkey_sign_in
from shebaobu.services.security import passkeys as service
from shebaobu.web.accounts import SignedIn, open_browser_session
from shebaobu.web.description import described
from shebaobu.web.wire import answer, home, nothing, read_body, visitor

passkeys = Blueprint("passkeys", __name__, url_prefix="/api/v1")


class PasskeyAsked(TypedDict):
    """A ticket, and the options that the browser's ``parse…OptionsFromJSON`` reads."""

    ticket: str
    public_key: dict[str, Any]


class PasskeySignIn(msgspec.Struct):
    """Body of a sign-in by a passkey alone: the credential as its ``toJSON`` gives it."""

    ticket: str
    credential: dict[str, Any]


class NewPasskey(msgspec.Struct):
    """Body of a new passkey."""

    ticket: str
    name: str
    credential: dict[str, Any]


class PasskeyName(msgspec.Struct):
    """Body of another name for a passkey."""

    name: str


@passkeys.post("/session/passkey/begin")
@described(caller="anyone", answer=PasskeyAsked, refuses=(PasskeysNotOffered, TooManyAttempts))
def begin_sign_in() -> Response:
    """Begin to sign in by a passkey alone."""
    ticket, options = passkey_sign_in.begin_passkey_sign_in(home(), visitor())
    return answer(PasskeyAsked(ticket=ticket, public_key=options))


@passkeys.post("/session/passkey")
@described(
    caller="anyone",
    body=PasskeySignIn,
    answer=SignedIn,
    cookie="set",
    refuses=(PasskeysNotOffered, PasskeyExpired, PasskeyRefused, PasskeyCopied),
)
def sign_in() -> Response:
    """Sign in by a passkey alone."""
    body = read_body(PasskeySignIn)
    token, account = passkey_sign_in.sign_in_by_passkey(home(), body.ticket, body.credential, visitor())
    return open_browser_session(token, account)


@passkeys.post("/security/passkeys/begin")
@described(answer=PasskeyAsked, refuses=(SecondStepNeeded, PasskeysNotOffered))
def begin_passkey() -> Response:
    """Begin to add a passkey."""
    ticket, options = service.begin_passkey(home(), require_sign_in(), visitor())
    return answer(PasskeyAsked(ticket=ticket, public_key=options))


@passkeys.post("/security/passkeys")
@described(
    body=NewPasskey,
    refuses=(SecondStepNeeded, PasskeysNotOffered, PasskeyExpired, NewPasskeyRefused, NameMissing, NameTooLong),
)
def add_passkey() -> Response:
    """Add the passkey that the browser has made."""
    user = require_sign_in()
    body = read_body(NewPasskey)
    service.add_passkey(home(), user, body.ticket, body.name, body.credential, visitor())
    return nothing()


@passkeys.patch("/security/passkeys/<passkey_id>")
@described(body=PasskeyName, refuses=(FactorNotFound, NameMissing, NameTooLong))
def rename_passkey(passkey_id: str) -> Response:
    """Give a passkey another name."""
    user = require_sign_in()
    service.rename_passkey(home(), user, passkey_id, read_body(PasskeyName).name)
    return nothing()


@passkeys.delete("/security/passkeys/<passkey_id>")
@described(refuses=(SecondStepNeeded, FactorNotFound, LastFactor))
def remove_passkey(passkey_id: str) -> Response:
    """Remove a passkey, where there is another factor."""
    service.remove_passkey(home(), require_sign_in(), passkey_id)
    return nothing()
