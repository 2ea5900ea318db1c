"""The second step of signing in: a registry of methods, each tells whether a code is right and uses it up."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

import msgspec

from shebaobu.auth.tokens import keyed_hash, new_code, read_code
from shebaobu.auth.totp import matching_step, still_in_time
from shebaobu.errors import RecoveryCodeRefused, SecondStepRefused, SecondStepUsed
from shebaobu.storage.documents import Account
from shebaobu.storage.store import Store

RECOVERY_CODES = 10
RECOVERY_LENGTH = 12


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes of 60 bits, to be shown once."""
    return tuple(new_code(RECOVERY_LENGTH) for _ in range(RECOVERY_CODES))


def recovery_hash(key: bytes, code: str) -> str:
    """The form in which a recovery code is stored."""
    return keyed_hash(key, "recovery", read_code(code))


def _refused(now: datetime) -> SecondStepRefused:
    return SecondStepRefused(server_time=now.isoformat(timespec="seconds"))


def _totp(_key: bytes, account: Account, code: str, now: datetime) -> Account:
    step = matching_step(account.totp_secret, code, now)
    if step is None:
        raise _refused(now)
    if step in account.used_steps:
        raise SecondStepUsed()
    return msgspec.structs.replace(account, used_steps=(*still_in_time(account.used_steps, now), step))


def _recovery(key: bytes, account: Account, code: str, _now: datetime) -> Account:
    given = recovery_hash(key, code)
    left = tuple(kept for kept in account.recovery_hashes if not secrets.compare_digest(kept, given))
    if len(left) == len(account.recovery_hashes):
        raise RecoveryCodeRefused()
    return msgspec.structs.replace(account, recovery_hashes=left)


Method = Callable[[bytes, Account, str, datetime], Account]

METHODS: dict[str, Method] = {"totp": _totp, "recovery": _recovery}


def methods_of(account: Account) -> list[str]:
    """The methods that an account can use now."""
    return [name for name in METHODS if name != "recovery" or account.recovery_hashes]


def use_code(folder: Store, account_id: str, method: str, code: str, now: datetime) -> Account:
    """Use up a code; answers the account as it is stored now.

    Raises ``SecondStepRefused`` (or ``RecoveryCodeRefused``) for a wrong code, ``SecondStepUsed`` for one that
    was used before. Of two who come with the same code at once, one is refused.
    """
    with folder.household.file.writing():
        account = folder.household.accounts.get(account_id)
        if account is None or method not in METHODS:
            raise _refused(now)
        changed = METHODS[method](folder.key, account, code, now)
        folder.household.accounts.put(changed)
        return changed
