"""Passphrases: argon2id with the parameters that OWASP gives (19 MiB, 2 passes, 1 lane).

A new one is held against the common ones (zxcvbn's lists of leaked passwords, words and names, ours of Chinese ones,
and the account's own names), put together and written otherwise as people do. Letters, digits or signs are not asked
for, nothing ends, and pasting is welcome (OWASP ASVS 5.0, V6.2). A name that no account has costs the same time as a
wrong passphrase, so that the time tells nothing.
"""

from __future__ import annotations

import functools
import importlib.resources
import threading
import tomllib
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from shebaobu.errors import PassphraseCommon, PassphraseTooLong, PassphraseTooShort

LEAST = 10
MOST = 200
AT_ONCE = 2
GUESSES = 1_000_000
"""A passphrase that would be among the first so many guesses is a common one."""
_WEIGHED = 64

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_turn = threading.BoundedSemaphore(AT_ONCE)
_OF_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$bzbRMyESp090YlTpPojVZQ$b7V+qLjifvc2bDWAkGhiDZtWmWjt4DDCtkEWyt5dsvY"


def _same_for_all_keyboards(passphrase: str) -> str:
    return unicodedata.normalize("NFKC", passphrase)


@functools.cache
def _common_words() -> tuple[str, ...]:
    text = importlib.resources.files(__package__).joinpath("common_words.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["words"])


def _is_common(text: str, about: tuple[str, ...]) -> bool:
    own = [word for name in about for word in (name, *name.split()) if word]
    guesses = zxcvbn(text[:_WEIGHED], user_inputs=[*own, *_common_words()])["guesses"]
    return bool(guesses < GUESSES)


def hash_passphrase(passphrase: str, *about: str) -> str:
    """The hash to store of a new passphrase; ``about`` are the account's own names, of which it must not be made.

    Raises ``PassphraseTooShort``, ``PassphraseTooLong``, ``PassphraseCommon``.
    """
    text = _same_for_all_keyboards(passphrase)
    if len(text) < LEAST:
        raise PassphraseTooShort(least=LEAST)
    if len(text) > MOST:
        raise PassphraseTooLong(most=MOST)
    if _is_common(text, about):
        raise PassphraseCommon()
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
