"""Signing in by two steps, and signing out."""

from __future__ import annotations

from shebaobu.auth.factors.factor import Answer, Prompt
from shebaobu.auth.passphrase import passphrase_fits
from shebaobu.auth.visitor import Visitor
from shebaobu.errors import SignInRefused
from shebaobu.services import audit
from shebaobu.services.entering import enter
from shebaobu.services.home import Home
from shebaobu.services.security.passkeys import copies_noted
from shebaobu.services.turned_away import counted_if_turned_away, noted_if_wrong
from shebaobu.storage.documents import Account, Session


def first_step(home: Home, name: str, passphrase: str, visitor: Visitor) -> tuple[str, list[str]]:
    """A ticket for the second step and the factors to choose from, the likeliest first.

    Raises ``SignInRefused`` alike for an unknown account and a wrong passphrase, and ``TooManyAttempts``.
    """
    name_key = name.strip().casefold()
    attempts = [("sign_in_from", visitor.address)]
    if not home.throttle.is_known(name_key, visitor.address):
        attempts.append(("sign_in", name_key))
    account = home.folder.household.account_named(name)
    with counted_if_turned_away(home, account.id if account else None):
        home.throttle.attempt(*attempts)
    fits = passphrase_fits(account.passphrase_hash if account else None, passphrase)
    if account is None or not fits:
        raise SignInRefused()
    home.throttle.succeeded(*attempts)
    return home.sign_ins.open(account, name_key), home.factors.offered(account, home.occasion(visitor))


def begin_second_step(home: Home, ticket: str, method: str, visitor: Visitor) -> Prompt:
    """Begin the challenge of a factor that asks for something first; what the browser is to do.

    Raises ``SignInExpired``, ``SecondStepRefused`` for a factor that cannot be used, and what the factor raises.
    """
    return home.sign_ins.begin(ticket, method, home.occasion(visitor))


def second_step(home: Home, ticket: str, method: str, answer: Answer, visitor: Visitor) -> tuple[str, Account]:
    """Token of a new session, and the account.

    Raises ``SignInExpired``, ``SecondStepRefused``, ``SecondStepUsed``, ``ChallengeOver``, ``TooManyAttempts``.
    """
    step = home.sign_ins.look(ticket)
    with counted_if_turned_away(home, step.account):
        home.throttle.attempt(("second_step", step.account))
    with copies_noted(home, step.account), noted_if_wrong(home, step.account):
        account = home.sign_ins.answer(ticket, method, answer, home.occasion(visitor))
    home.throttle.succeeded(("second_step", account.id))
    home.throttle.know(step.about, visitor.address)
    return enter(home, account, method, visitor), account


def sign_out(home: Home, account: Account, session: Session) -> None:
    """End this session."""
    store = home.folder.household
    with store.file.writing():
        if store.sessions.remove(session.id):
            audit.note(home, account, "session.left")
