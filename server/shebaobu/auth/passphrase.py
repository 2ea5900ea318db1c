"""Passphrases: argon2id with the parameters that OWASP gives (19 MiB, 2 passes, 1 lane).

A name that no account has costs the same time as a wrong passphrase, so that the time tells nothing.
"""

from __future__ import annotations

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from shebaobu.errors import PassphraseTooLong, PassphraseTooShort

LEAST = 10
MOST = 200
AT_ONCE = 2

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_turn = threading.BoundedSemaphore(AT_ONCE)
_OF_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$bzbRMyESp090YlTpPojVZQ$b7V+qLjifvc2bDWAkGhiDZtWmWjt4DDCtkEWyt5dsvY"


def _same_for_all_keyboards(passphrase: str) -> str:
    return unicodedata.normalize("NFKC", passphrase)


def hash_passphrase(passphrase: str) -> str:
    """The hash to store; raises ``PassphraseTooShort`` or ``PassphraseTooLong``."""
    text = _same_for_all_keyboards(passphrase)
    if len(text) < LEAST:
        raise PassphraseTooShort(least=LEAST)
    if len(text) > MOST:
        raise PassphraseTooLong(most=MOST)
    with _turn:
        return _hasher.hash(text)


def passphrase_fits(stored: str | None, passphrase: str) -> bool:
    """Whether a passphrase is the one of a stored hash; None is the hash of an account that is not there."""
    text = _same_for_all_keyboards(passphrase[: 4 * MOST])
    with _turn:
        try:
            fits = _hasher.verify(stored or _OF_NOBODY, text)
        except (VerificationError, InvalidHashError):
            return False
    return fits and stored is not None
