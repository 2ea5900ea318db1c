"""Changing one's own account: only after a fresh second step; every other session ends, and it is noted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shebaobu.auth.login import SignedIn
from shebaobu.auth.sessions import end_other_sessions, require_fresh
from shebaobu.errors import LastFactor, SignInNeeded
from shebaobu.services import audit
from shebaobu.services.home import Home
from shebaobu.storage.documents import Account


def change_account(
    home: Home, user: SignedIn, alter: Callable[[Account], Account], action: str, **about: Any
) -> Account:
    """Store the account as ``alter`` makes it of how it is stored now, under the name ``action`` in the log.

    Raises ``SecondStepNeeded``, ``LastFactor`` where no factor would be left, and what ``alter`` raises; then nothing
    is changed.
    """
    require_fresh(user.session, home.now())
    store = home.folder.household
    with store.file.writing():
        account = store.accounts.get(user.account.id)
        if account is None:
            raise SignInNeeded()
        changed = alter(account)
        if not home.factors.held(changed):
            raise LastFactor()
        store.accounts.put(changed)
        end_other_sessions(store, user.session)
        audit.note(home, changed, action, **about)
        return changed
