"""New recovery codes in place of the former ones."""

from __future__ import annotations

import msgspec

from shebaobu.auth.factors.recovery import new_recovery_codes, recovery_hash
from shebaobu.auth.login import SignedIn
from shebaobu.services.home import Home
from shebaobu.services.security.changing import change_account


def renew_recovery_codes(home: Home, user: SignedIn) -> tuple[str, ...]:
    """The new codes, which are not stored; the former ones are worthless. Raises ``SecondStepNeeded``."""
    codes = new_recovery_codes()
    hashes = tuple(recovery_hash(home.folder.key, code) for code in codes)
    change_account(
        home, user, lambda account: msgspec.structs.replace(account, recovery_hashes=hashes), "recovery.renewed"
    )
    return codes
