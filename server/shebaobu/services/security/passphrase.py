"""Changing one's own passphrase."""

from __future__ import annotations

import msgspec

from shebaobu.auth.login import SignedIn
from shebaobu.auth.passphrase import hash_passphrase, passphrase_fits
from shebaobu.auth.sessions import require_fresh
from shebaobu.errors import PresentPassphraseWrong
from shebaobu.services.home import Home
from shebaobu.services.security.changing import change_account


def change_passphrase(home: Home, user: SignedIn, present: str, new: str) -> None:
    """Replace the passphrase.

    Raises ``SecondStepNeeded``, ``PresentPassphraseWrong``, ``TooManyAttempts``, and what is raised for passphrases.
    """
    require_fresh(user.session, home.now())
    attempt = ("second_step", user.account.id)
    home.throttle.attempt(attempt)
    if not passphrase_fits(user.account.passphrase_hash, present):
        raise PresentPassphraseWrong()
    home.throttle.succeeded(attempt)
    household = home.folder.household.household()
    hashed = hash_passphrase(new, user.account.name, household.name if household else "")
    change_account(
        home, user, lambda account: msgspec.structs.replace(account, passphrase_hash=hashed), "passphrase.changed"
    )
