"""Flask-Login over our own sessions: it supplies ``current_user`` and stores nothing of its own.

Neither its session protection (which trusts forwarded addresses) nor its remember cookie nor Flask's signed
session cookie is used: there is no secret key that could leak.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from flask_login import LoginManager, current_user

from shebaobu.auth.sessions import SessionLengths, find_session
from shebaobu.errors import SignInNeeded
from shebaobu.storage.documents import Account, Session
from shebaobu.storage.household import HouseholdStore

_NO_COOKIE_CAN_HAVE_THIS_NAME = ";"


class SignedIn:
    """Flask-Login's user: an account by way of one of its sessions."""

    is_authenticated = True

    def __init__(self, session: Session, account: Account) -> None:
        self.session = session
        self.account = account


class _NoSession(dict[str, object], SessionMixin):
    """Flask's session, of which nothing comes from the browser and nothing goes there."""


class _NoSessions(SessionInterface):
    def open_session(self, _app: Flask, _request: Request) -> _NoSession:
        return _NoSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep nothing."""


def cookie_name(secure: bool) -> str:
    """Name of the session cookie; the prefix binds it to this host where the connection is secure."""
    return "__Host-shebaobu_session" if secure else "shebaobu_session"


def wire_login(app: Flask, store: HouseholdStore, lengths: SessionLengths, now: Callable[[], datetime]) -> None:
    """Make ``current_user`` that of the session cookie."""

    def load(request: Request) -> SignedIn | None:
        token = request.cookies.get(cookie_name(request.is_secure))
        found = find_session(store, token, request.remote_addr or "", lengths, now()) if token else None
        return SignedIn(*found) if found else None

    app.session_interface = _NoSessions()
    app.config["REMEMBER_COOKIE_NAME"] = _NO_COOKIE_CAN_HAVE_THIS_NAME
    manager = LoginManager()
    manager.session_protection = None
    manager.request_loader(load)
    manager.init_app(app)


def signed_in() -> SignedIn | None:
    """Who is signed in on this request, or None."""
    user = current_user._get_current_object()
    return user if isinstance(user, SignedIn) else None


def require_sign_in() -> SignedIn:
    """Who is signed in on this request; raises ``SignInNeeded``."""
    user = signed_in()
    if user is None:
        raise SignInNeeded()
    return user
