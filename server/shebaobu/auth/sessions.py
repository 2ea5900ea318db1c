"""Sessions: records on the server, found by the hash of a token that only the browser's cookie has."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from tinydb import where

from shebaobu.auth.tokens import new_id, new_token, token_hash
from shebaobu.storage.documents import Account, Session
from shebaobu.storage.household import HouseholdStore

IDLE = timedelta(minutes=30)
TOTAL = timedelta(hours=12)
TOUCH_EVERY = timedelta(minutes=1)
AGENT_LENGTH = 200


def is_over(session: Session, now: datetime) -> bool:
    """Whether a session has ended by time."""
    return now - session.last_seen_at >= IDLE or now - session.started_at >= TOTAL


def open_session(store: HouseholdStore, account: Account, agent: str, now: datetime) -> tuple[str, Session]:
    """A new session and its token; those that are over are cleared away on the occasion."""
    token = new_token()
    session = Session(
        id=new_id(),
        account=account.id,
        token_hash=token_hash(token),
        started_at=now,
        last_seen_at=now,
        agent=agent[:AGENT_LENGTH],
    )
    with store.file.writing():
        for old in store.sessions.all():
            if is_over(old, now):
                store.sessions.remove(old.id)
        store.sessions.put(session)
    return token, session


def find_session(store: HouseholdStore, token: str, now: datetime) -> tuple[Session, Account] | None:
    """The session of a token and its account, None when it has ended. Its last use is kept by the minute."""
    session = store.session_of(token_hash(token))
    if session is None or is_over(session, now):
        return None
    account = store.accounts.get(session.account)
    if account is None:
        return None
    if now - session.last_seen_at >= TOUCH_EVERY:
        session = _touch(store, session, now)
    return (session, account) if session else None


def _touch(store: HouseholdStore, session: Session, now: datetime) -> Session | None:
    """Note the use, unless the session was ended meanwhile: that must not bring it back."""
    with store.file.writing():
        if store.sessions.get(session.id) is None:
            return None
        seen = msgspec.structs.replace(session, last_seen_at=now)
        store.sessions.put(seen)
        return seen


def sessions_of(store: HouseholdStore, account: Account, now: datetime) -> list[Session]:
    """The sessions of an account that go on."""
    found = store.sessions.find(where("account") == account.id)
    return [session for session in found if not is_over(session, now)]


def end_all_sessions(store: HouseholdStore, account_id: str) -> None:
    """End every session of an account."""
    store.sessions.remove_where(where("account") == account_id)
