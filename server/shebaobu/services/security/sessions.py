"""Looking after one's own sessions: where each was last used, and ending them."""

from __future__ import annotations

import ipaddress
from datetime import datetime
from typing import Literal

import msgspec

from shebaobu.auth.login import SignedIn
from shebaobu.auth.sessions import end_other_sessions, sessions_of
from shebaobu.errors import SessionNotFound
from shebaobu.services import audit
from shebaobu.services.home import Home
from shebaobu.storage.documents import Session

Place = Literal["this_computer", "home_network", "elsewhere", "unknown"]


class SessionTold(msgspec.Struct, kw_only=True, frozen=True):
    """A session as its owner sees it: ``address`` is that of its last use and ``place`` what it tells of where."""

    id: str
    started_at: datetime
    last_seen_at: datetime
    agent: str
    address: str
    place: Place
    current: bool


def place_of(address: str) -> Place:
    """Where a client's address lies, seen from the server."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if found.is_loopback:
        return "this_computer"
    return "home_network" if found.is_private or found.is_link_local else "elsewhere"


def own_sessions(home: Home, user: SignedIn) -> list[SessionTold]:
    """The account's sessions that go on, the latest first."""
    found = sessions_of(home.folder.household, user.account, home.session_lengths, home.now())
    return [_told(session, user) for session in reversed(found)]


def _told(session: Session, user: SignedIn) -> SessionTold:
    return SessionTold(
        id=session.id,
        started_at=session.started_at,
        last_seen_at=session.last_seen_at,
        agent=session.agent,
        address=session.address,
        place=place_of(session.address),
        current=session.id == user.session.id,
    )


def end_session(home: Home, user: SignedIn, session_id: str) -> None:
    """End one of the account's own sessions; raises ``SessionNotFound``."""
    store = home.folder.household
    with store.file.writing():
        session = store.sessions.get(session_id)
        if session is None or session.account != user.account.id:
            raise SessionNotFound()
        store.sessions.remove(session_id)
        audit.note(home, user.account, "session.ended")


def end_others(home: Home, user: SignedIn) -> None:
    """End all sessions of the account but this one."""
    store = home.folder.household
    with store.file.writing():
        end_other_sessions(store, user.session)
        audit.note(home, user.account, "sessions.ended")
