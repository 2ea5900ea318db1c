"""Signing in by two steps, signing out, and looking after one's own sessions."""

from __future__ import annotations

import msgspec

from shebaobu.auth.passphrase import passphrase_fits
from shebaobu.auth.second_step import methods_of, use_code
from shebaobu.auth.sessions import open_session, sessions_of
from shebaobu.errors import (
    SecondStepRefused,
    SessionNotFound,
    SignInExpired,
    SignInRefused,
)
from shebaobu.services.home import Home, PendingSignIn
from shebaobu.storage.documents import Account, Session

WRONG_CODES_PER_TICKET = 5


def first_step(home: Home, name: str, passphrase: str, address: str) -> tuple[str, list[str]]:
    """A ticket for the second step and its methods.

    Raises ``SignInRefused`` alike for an unknown account and a wrong passphrase, and ``TooManyAttempts``.
    """
    name_key = name.strip().casefold()
    attempts = [("sign_in_from", address)]
    if (name_key, address) not in home.trusted:
        attempts.append(("sign_in", name_key))
    home.throttle.attempt(*attempts)
    account = home.folder.household.account_named(name)
    fits = passphrase_fits(account.passphrase_hash if account else None, passphrase)
    if account is None or not fits:
        raise SignInRefused()
    home.throttle.succeeded(*attempts)
    return home.sign_ins.issue(PendingSignIn(account=account.id, name_key=name_key)), methods_of(account)


def second_step(home: Home, ticket: str, method: str, code: str, *, address: str, agent: str) -> tuple[str, Account]:
    """Token of a new session, and the account.

    Raises ``SignInExpired``, ``SecondStepRefused``, ``SecondStepUsed``, ``TooManyAttempts``.
    """
    pending = home.sign_ins.look(ticket)
    if pending is None:
        raise SignInExpired()
    home.throttle.attempt(("second_step", pending.account))
    try:
        account = use_code(home.folder, pending.account, method, code, home.now())
    except SecondStepRefused:
        wrong = pending.wrong_codes + 1
        if wrong >= WRONG_CODES_PER_TICKET:
            home.sign_ins.drop(ticket)
        else:
            home.sign_ins.change(ticket, msgspec.structs.replace(pending, wrong_codes=wrong))
        raise
    if not home.sign_ins.drop(ticket):
        raise SignInExpired()
    home.throttle.succeeded(("second_step", account.id))
    home.trusted.add((pending.name_key, address))
    token, _ = open_session(home.folder.household, account, agent, home.now())
    return token, account


def sign_out(home: Home, session: Session) -> None:
    """End this session."""
    home.folder.household.sessions.remove(session.id)


def own_sessions(home: Home, account: Account) -> list[Session]:
    """The account's sessions that go on, the latest first."""
    return sessions_of(home.folder.household, account, home.now())[::-1]


def end_session(home: Home, account: Account, session_id: str) -> None:
    """End one of the account's own sessions; raises ``SessionNotFound``."""
    store = home.folder.household
    with store.file.writing():
        session = store.sessions.get(session_id)
        if session is None or session.account != account.id:
            raise SessionNotFound()
        store.sessions.remove(session_id)
