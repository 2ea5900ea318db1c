"""Recovery codes: ten of 60 bits, stored as keyed hashes, each good once, for when a factor is lost."""

from __future__ import annotations

import secrets
from typing import Any

import msgspec

from shebaobu.auth.factors.factor import Answer, Factor, Occasion
from shebaobu.auth.tokens import keyed_hash, new_code, read_code
from shebaobu.errors import RecoveryCodeRefused
from shebaobu.storage.documents import Account

CODES = 10
LENGTH = 12


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes, to be shown once."""
    return tuple(new_code(LENGTH) for _ in range(CODES))


def recovery_hash(key: bytes, code: str) -> str:
    """The form in which a recovery code is stored."""
    return keyed_hash(key, "recovery", read_code(code))


class Recovery(Factor):
    """Recovery codes, by the household's key."""

    name = "recovery"
    spare = True

    def __init__(self, key: bytes) -> None:
        self._key = key

    def has(self, account: Account) -> bool:
        """Whether codes are left."""
        return bool(account.recovery_hashes)

    def use(self, account: Account, answer: Answer, kept: dict[str, Any], occasion: Occasion) -> Account:
        """The account without the code."""
        del kept, occasion
        given = recovery_hash(self._key, answer.code)
        left = tuple(hashed for hashed in account.recovery_hashes if not secrets.compare_digest(hashed, given))
        if len(left) == len(account.recovery_hashes):
            raise RecoveryCodeRefused()
        return msgspec.structs.replace(account, recovery_hashes=left)
