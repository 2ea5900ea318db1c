"""Set-up, signing in and out, and one's own sessions."""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response, request

from shebaobu.assets import app_version
from shebaobu.auth.login import cookie_name, require_sign_in, signed_in
from shebaobu.services import setup, sign_in
from shebaobu.storage.documents import Account
from shebaobu.web.wire import answer, client_address, home, nothing, read_body

accounts = Blueprint("accounts", __name__, url_prefix="/api/v1")


class Begin(msgspec.Struct):
    """Body of the beginning of a set-up."""

    token: str
    name: str
    passphrase: str
    household: str = ""


class Confirm(msgspec.Struct):
    """Body of the confirmation of a set-up."""

    token: str
    code: str


class FirstStep(msgspec.Struct):
    """Body of the first step of signing in."""

    name: str
    passphrase: str


class SecondStep(msgspec.Struct):
    """Body of the second step of signing in."""

    ticket: str
    method: str
    code: str


def _account_json(account: Account) -> dict[str, str]:
    return {"id": account.id, "name": account.name, "role": account.role}


@accounts.get("/state")
def state() -> Response:
    """What a browser needs to know first."""
    user = signed_in()
    household = home().folder.household.household() if user else None
    return answer(
        {
            "setup_needed": setup.setup_needed(home()),
            "household": household.name if household else None,
            "account": _account_json(user.account) if user else None,
            "version": app_version(),
        }
    )


@accounts.post("/setup/begin")
def begin() -> Response:
    """Begin a set-up by its one-time link."""
    body = read_body(Begin)
    totp = setup.begin_setup(home(), body.token, body.household, body.name, body.passphrase)
    return answer({"totp": totp})


@accounts.post("/setup/confirm")
def confirm() -> Response:
    """Confirm a set-up by the first code of its authenticator."""
    body = read_body(Confirm)
    return answer({"recovery_codes": setup.confirm_setup(home(), body.token, body.code)})


@accounts.post("/session")
def first() -> Response:
    """First step of signing in."""
    body = read_body(FirstStep)
    ticket, methods = sign_in.first_step(home(), body.name, body.passphrase, client_address())
    return answer({"ticket": ticket, "methods": methods})


@accounts.post("/session/second")
def second() -> Response:
    """Second step of signing in."""
    body = read_body(SecondStep)
    token, account = sign_in.second_step(
        home(),
        body.ticket,
        body.method,
        body.code,
        address=client_address(),
        agent=request.headers.get("User-Agent", ""),
    )
    response = answer({"account": _account_json(account)})
    secure = request.is_secure
    response.set_cookie(cookie_name(secure), token, path="/", secure=secure, httponly=True, samesite="Strict")
    return response


@accounts.delete("/session")
def sign_out() -> Response:
    """End this session."""
    sign_in.sign_out(home(), require_sign_in().session)
    response = nothing()
    response.delete_cookie(
        cookie_name(request.is_secure), path="/", secure=request.is_secure, httponly=True, samesite="Strict"
    )
    return response


@accounts.get("/sessions")
def list_sessions() -> Response:
    """The account's own sessions."""
    user = require_sign_in()
    return answer(
        {
            "sessions": [
                {
                    "id": session.id,
                    "started_at": session.started_at,
                    "last_seen_at": session.last_seen_at,
                    "agent": session.agent,
                    "current": session.id == user.session.id,
                }
                for session in sign_in.own_sessions(home(), user.account)
            ]
        }
    )


@accounts.delete("/sessions/<session_id>")
def end_session(session_id: str) -> Response:
    """End one of the account's own sessions."""
    sign_in.end_session(home(), require_sign_in().account, session_id)
    return nothing()
