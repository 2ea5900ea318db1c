"""Letting somebody in whose factors were right: a new session, and the note of it, in one commit."""

from __future__ import annotations

from shebaobu.auth.sessions import open_session
from shebaobu.auth.visitor import Visitor
from shebaobu.services import audit
from shebaobu.services.home import Home
from shebaobu.storage.documents import Account


def enter(home: Home, account: Account, factor: str, visitor: Visitor) -> str:
    """The token of a new session that a factor opens."""
    with home.folder.household.file.writing():
        token, _ = open_session(home.folder.household, account, factor, visitor, home.session_lengths, home.now())
        audit.note(home, account, "session.opened", factor=factor)
        return token
