"""Letting somebody in whose factors were right: a new session, and the note of it, in one commit.

The answer to a factor is used up by then, so what follows is tried again by itself where another server was quicker.
"""

from __future__ import annotations

from shebaobu.auth.sessions import open_session
from shebaobu.auth.visitor import Visitor
from shebaobu.services import audit
from shebaobu.services.home import Home
from shebaobu.storage.documents import Account, Session
from shebaobu.storage.trying import until_first


def enter(home: Home, account: Account, factor: str, visitor: Visitor) -> str:
    """The token of a new session that a factor opens."""

    def opened() -> str:
        with home.folder.household.file.writing():
            token, _ = open_session(home.folder.household, account, factor, visitor, home.session_lengths, home.now())
            audit.note(home, account, "session.opened", factor=factor)
            return token

    return until_first(opened)


def leave_former(home: Home, session: Session) -> None:
    """End the session that a browser had when somebody signed in with it again: nobody would end it any more."""
    until_first(lambda: home.folder.household.sessions.remove(session.id))
