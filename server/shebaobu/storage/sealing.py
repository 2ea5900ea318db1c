"""Sealing a document: compressed, encrypted, and bound to its name, format version, key and generation.

A sealed document is a head in clear and AES-256-GCM over the rest. The head and the name are authenticated with it,
so that a file that was cut, changed, renamed or put in another's place does not open. The key is the document's own,
derived from the master key by HKDF-SHA256; the nonce is random, which is safe for 2^32 versions of one document.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shebaobu.errors import DataTooNew, DataUnreadable, KeyWrong
from shebaobu.storage.keys import MasterKey

FORMAT_VERSION = 1
MAGIC = b"SHEBAOBU"
COMPRESS_BELOW = 128 * 1024
"""A larger document is mostly record sets that are packed already: 25 % less of it would cost 12 ms a save."""

_HEAD = struct.Struct(">8sHB8sQQ12s")
_PLAIN, _ZLIB = 0, 1
_NONCE_BYTES = 12
_KEY_BYTES = 32


class Head(NamedTuple):
    """What can be read of a sealed document without its key. ``written_at`` is in seconds since 1970 (UTC)."""

    magic: bytes
    version: int
    compression: int
    key_id: bytes
    generation: int
    written_at: int
    nonce: bytes


def head_of(sealed: bytes) -> Head | None:
    """The head of a sealed document; None where it is none."""
    if len(sealed) < _HEAD.size:
        return None
    head = Head._make(_HEAD.unpack_from(sealed))
    return head if head.magic == MAGIC else None


HEAD_BYTES = _HEAD.size


class Sealer:
    """Seals by the first of its keys, opens by any: there are two while the master key is being changed."""

    def __init__(self, keys: Sequence[MasterKey]) -> None:
        self.keys = tuple(keys)

    def seal(self, name: str, plain: bytes, generation: int, written_at: int) -> bytes:
        """A document of a name, sealed."""
        key = self.keys[0]
        body, compression = plain, _PLAIN
        if len(plain) < COMPRESS_BELOW:
            body, compression = zlib.compress(plain), _ZLIB
        nonce = os.urandom(_NONCE_BYTES)
        head = _HEAD.pack(MAGIC, FORMAT_VERSION, compression, key.id, generation, written_at, nonce)
        return head + _cipher(key, name).encrypt(nonce, body, head + name.encode())

    def open(self, name: str, sealed: bytes) -> bytes:
        """What was sealed under this name.

        Raises ``DataUnreadable`` for anything else, ``DataTooNew`` and ``KeyWrong`` where the head says so.
        """
        head = head_of(sealed)
        if head is None:
            raise DataUnreadable(file=name)
        if head.version > FORMAT_VERSION:
            raise DataTooNew(file=name, version=head.version)
        key = next((key for key in self.keys if key.id == head.key_id), None)
        if key is None:
            raise KeyWrong(file=name)
        try:
            bound = sealed[:HEAD_BYTES] + name.encode()
            body = _cipher(key, name).decrypt(head.nonce, sealed[HEAD_BYTES:], bound)
            return zlib.decompress(body) if head.compression == _ZLIB else body
        except (InvalidTag, zlib.error):
            raise DataUnreadable(file=name) from None

    def reseal(self, name: str, sealed: bytes) -> bytes | None:
        """The same version of a document by the first key; None where it is that already, or does not open."""
        head = head_of(sealed)
        if head is None or head.key_id == self.keys[0].id:
            return None
        try:
            plain = self.open(name, sealed)
        except (DataUnreadable, KeyWrong):
            return None
        return self.seal(name, plain, head.generation, head.written_at)


def _cipher(key: MasterKey, name: str) -> AESGCM:
    """The cipher of one document."""
    derived = HKDF(SHA256(), _KEY_BYTES, salt=None, info=b"shebaobu document\0" + name.encode())
    return AESGCM(derived.derive(key.secret))
