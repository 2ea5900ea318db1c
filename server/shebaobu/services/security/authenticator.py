"""A new authenticator app: the present one counts until a code of the new one was confirmed."""

from __future__ import annotations

import msgspec

from shebaobu.auth.login import SignedIn
from shebaobu.auth.sessions import require_fresh
from shebaobu.auth.totp import AuthenticatorTold, enrolment, matching_step, new_secret
from shebaobu.errors import FactorNotFound, NewAuthenticatorRefused, SetupNotBegun
from shebaobu.services.home import Home, PendingAuthenticator
from shebaobu.services.security.changing import change_account
from shebaobu.storage.documents import Account


def begin_authenticator(home: Home, user: SignedIn) -> tuple[str, AuthenticatorTold]:
    """A ticket, and secret and QR code of a new authenticator; raises ``SecondStepNeeded``."""
    require_fresh(user.session, home.now())
    secret = new_secret()
    ticket = home.authenticators.issue(PendingAuthenticator(account=user.account.id, totp_secret=secret))
    return ticket, enrolment(secret, user.account.name)


def confirm_authenticator(home: Home, user: SignedIn, ticket: str, code: str) -> None:
    """Let the new authenticator take the place of the former one.

    Raises ``SecondStepNeeded``, ``SetupNotBegun``, ``NewAuthenticatorRefused``, ``TooManyAttempts``.
    """
    require_fresh(user.session, home.now())
    pending = home.authenticators.look(ticket)
    if pending is None or pending.account != user.account.id:
        raise SetupNotBegun()
    now = home.now()
    attempt = ("second_step", user.account.id)
    home.throttle.attempt(attempt)
    step = matching_step(pending.totp_secret, code, now)
    if step is None:
        raise NewAuthenticatorRefused(server_time=now.isoformat(timespec="seconds"))
    home.throttle.succeeded(attempt)
    if not home.authenticators.drop(ticket):
        raise SetupNotBegun()

    def renewed(account: Account) -> Account:
        return msgspec.structs.replace(account, totp_secret=pending.totp_secret, used_steps=(step,))

    change_account(home, user, renewed, "authenticator.set")


def remove_authenticator(home: Home, user: SignedIn) -> None:
    """Do without the authenticator; raises ``SecondStepNeeded``, ``FactorNotFound``, ``LastFactor``."""

    def without(account: Account) -> Account:
        if account.totp_secret is None:
            raise FactorNotFound()
        return msgspec.structs.replace(account, totp_secret=None, used_steps=())

    change_account(home, user, without, "authenticator.removed")
