"""Asking somebody signed in for the second step anew, before what changes how they sign in."""

from __future__ import annotations

from shebaobu.auth.factors.factor import Answer, Prompt
from shebaobu.auth.login import SignedIn
from shebaobu.auth.sessions import renew_session
from shebaobu.auth.visitor import Visitor
from shebaobu.errors import SecondStepExpired
from shebaobu.services.home import Home
from shebaobu.services.security.passkeys import copies_noted
from shebaobu.services.turned_away import counted_if_turned_away, noted_if_wrong
from shebaobu.storage.trying import until_first


def open_fresh_step(home: Home, user: SignedIn, visitor: Visitor) -> tuple[str, list[str]]:
    """A ticket, and the factors to choose from, the likeliest first."""
    ticket = home.fresh_steps.open(user.account, user.session.id)
    return ticket, home.factors.offered(user.account, home.occasion(visitor))


def begin_fresh_step(home: Home, user: SignedIn, ticket: str, method: str, visitor: Visitor) -> Prompt:
    """Begin the challenge of a factor; raises as ``sign_in.begin_second_step`` does, and ``SecondStepExpired``."""
    _require_own(home, user, ticket)
    return home.fresh_steps.begin(ticket, method, home.occasion(visitor))


def take_fresh_step(home: Home, user: SignedIn, ticket: str, method: str, answer: Answer, visitor: Visitor) -> str:
    """Use an answer up; for the next minutes the session may change factors, under the new token that is answered.

    Raises ``SecondStepExpired``, ``SecondStepRefused``, ``SecondStepUsed``, ``ChallengeOver``, ``TooManyAttempts``.
    """
    _require_own(home, user, ticket)
    with counted_if_turned_away(home, user.account.id):
        home.throttle.attempt(("second_step", user.account.id))
    with copies_noted(home, user.account.id), noted_if_wrong(home, user.account.id):
        home.fresh_steps.answer(ticket, method, answer, home.occasion(visitor))
    home.throttle.succeeded(("second_step", user.account.id))
    return until_first(lambda: renew_session(home.folder.household, user.session, home.now()))


def _require_own(home: Home, user: SignedIn, ticket: str) -> None:
    if home.fresh_steps.look(ticket).about != user.session.id:
        raise SecondStepExpired()
