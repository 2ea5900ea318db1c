"""Random tokens, codes in Crockford's alphabet, and the hashes under which they are stored."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_id() -> str:
    """Name of a document: 64 random bits, so that it tells nothing."""
    return secrets.token_hex(8)


def new_token() -> str:
    """A secret of 256 bits that stands for a session, a device or a link."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """SHA-256 of a token; enough for 256 random bits."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def new_code(length: int) -> str:
    """A code for people to type, in groups of four with dashes; five bits a character."""
    characters = "".join(secrets.choice(_ALPHABET) for _ in range(length))
    return "-".join(characters[start : start + 4] for start in range(0, length, 4))


def read_code(typed: str) -> str:
    """What was meant: without dashes and spaces, narrow and upper case, O read as 0, I and L as 1."""
    narrow = unicodedata.normalize("NFKC", typed).upper()
    kept = "".join(character for character in narrow if character.isalnum())
    return kept.translate(_LOOKALIKES)


def keyed_hash(key: bytes, purpose: str, value: str) -> str:
    """HMAC-SHA256 with the household's key: for what is short enough to be tried out."""
    return hmac.new(key, f"{purpose}\0{value}".encode(errors="surrogatepass"), hashlib.sha256).hexdigest()
