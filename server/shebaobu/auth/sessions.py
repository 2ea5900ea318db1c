"""Sessions: records on the server, found by the hash of a token that only the browser's cookie has."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from tinydb import where

from shebaobu.auth.tokens import new_id, new_token, token_hash
from shebaobu.auth.visitor import Visitor
from shebaobu.errors import SecondStepNeeded, SignInNeeded
from shebaobu.storage.documents import Account, Session
from shebaobu.storage.household import HouseholdStore

FRESH = timedelta(minutes=5)
TOUCH_EVERY = timedelta(minutes=1)
AGENT_LENGTH = 200


class SessionLengths(msgspec.Struct, frozen=True):
    """How long a session goes on without use, and in all."""

    idle: timedelta = timedelta(minutes=30)
    total: timedelta = timedelta(hours=12)


def is_over(session: Session, lengths: SessionLengths, now: datetime) -> bool:
    """Whether a session has ended by time."""
    return now - session.last_seen_at >= lengths.idle or now - session.started_at >= lengths.total


def open_session(
    store: HouseholdStore, account: Account, factor: str, visitor: Visitor, lengths: SessionLengths, now: datetime
) -> tuple[str, Session]:
    """A new session that a factor has opened, and its token; those that are over are cleared away on the occasion."""
    token = new_token()
    session = Session(
        id=new_id(),
        account=account.id,
        token_hash=token_hash(token),
        started_at=now,
        last_seen_at=now,
        agent=visitor.agent[:AGENT_LENGTH],
        address=visitor.address,
        opened_by=factor,
        second_step_at=now,
    )
    with store.file.writing():
        for old in store.sessions.all():
            if is_over(old, lengths, now):
                store.sessions.remove(old.id)
        store.sessions.put(session)
    return token, session


def find_session(
    store: HouseholdStore, token: str, address: str, lengths: SessionLengths, now: datetime
) -> tuple[Session, Account] | None:
    """The session of a token and its account, None when it has ended; its last use is kept by the minute."""
    session = store.session_of(token_hash(token))
    if session is None or is_over(session, lengths, now):
        return None
    account = store.accounts.get(session.account)
    if account is None:
        return None
    if now - session.last_seen_at >= TOUCH_EVERY:
        session = _change(store, session, last_seen_at=now, address=address)
    return (session, account) if session else None


def _change(store: HouseholdStore, session: Session, **values: Any) -> Session | None:
    """Change a session, unless it was ended meanwhile: that must not bring it back."""
    with store.file.writing():
        kept = store.sessions.get(session.id)
        if kept is None:
            return None
        changed = msgspec.structs.replace(kept, **values)
        store.sessions.put(changed)
        return changed


def renew_session(store: HouseholdStore, session: Session, now: datetime) -> str:
    """Note that a second step was taken in a session, which may do more from now on: its new token, the former ends.

    Raises ``SignInNeeded`` where the session was ended meanwhile.
    """
    token = new_token()
    if _change(store, session, token_hash=token_hash(token), second_step_at=now) is None:
        raise SignInNeeded()
    return token


def require_fresh(session: Session, now: datetime) -> None:
    """Raise ``SecondStepNeeded`` unless a second step was taken in this session within the last minutes."""
    if session.second_step_at is None or now - session.second_step_at >= FRESH:
        raise SecondStepNeeded()


def sessions_of(store: HouseholdStore, account: Account, lengths: SessionLengths, now: datetime) -> list[Session]:
    """The sessions of an account that go on."""
    found = store.sessions.find(where("account") == account.id)
    return [session for session in found if not is_over(session, lengths, now)]


def end_other_sessions(store: HouseholdStore, session: Session) -> None:
    """End every session of an account but this one."""
    store.sessions.remove_where((where("account") == session.account) & (where("id") != session.id))


def end_all_sessions(store: HouseholdStore, account_id: str) -> None:
    """End every session of an account."""
    store.sessions.remove_where(where("account") == account_id)
