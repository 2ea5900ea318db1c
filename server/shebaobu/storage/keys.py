"""The master key: its file, and the recovery sheet's lines, which are the same text.

A key is 256 random bits and an id derived from them. Written down it is four numbered lines of four groups in
Crockford's base32 and a checksum a line; the id at the end proves the whole. While the master key is being changed
its file holds two keys, the new one first, so that at any instant everything opens.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import secrets
from pathlib import Path
from typing import NamedTuple

from shebaobu.errors import DataNotWritable, KeyExists, KeyMissing, KeyRefused
from shebaobu.storage.files import Files

KEY_FILE = "master.key"

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SECRET_BYTES = 32
_ID_BYTES = 8
KEY_LINES = 4
_CHARACTERS = 16
_GROUP = 4
_LINE = re.compile(r"\s*(\d)\D?\s+(.*)")


class MasterKey(NamedTuple):
    """A master key and the id by which sealed documents name it."""

    secret: bytes
    id: bytes


def key_of(secret: bytes) -> MasterKey:
    """The key of 32 secret bytes."""
    return MasterKey(secret, hashlib.sha256(b"shebaobu key id\0" + secret).digest()[:_ID_BYTES])


def new_key() -> MasterKey:
    """A random master key."""
    return key_of(secrets.token_bytes(_SECRET_BYTES))


def key_lines(key: MasterKey) -> list[str]:
    """A key as it is written down, ``1  ABCD-EFGH-JKMN-PQRS  7Q`` and so on."""
    number = int.from_bytes(key.secret + key.id, "big")
    characters = _characters(number, KEY_LINES * _CHARACTERS)
    lines = []
    for place in range(KEY_LINES):
        line = characters[place * _CHARACTERS : (place + 1) * _CHARACTERS]
        groups = "-".join(line[start : start + _GROUP] for start in range(0, _CHARACTERS, _GROUP))
        lines.append(f"{place + 1}  {groups}  {_checksum(place, line)}")
    return lines


def read_lines(text: str) -> list[MasterKey]:
    """The keys written in a text, other lines passed over; raises ``KeyRefused`` naming the line that is wrong."""
    lines = [found for line in text.splitlines() if (found := _LINE.fullmatch(line))]
    if not lines or len(lines) % KEY_LINES:
        raise KeyRefused(line=len(lines) % KEY_LINES + 1)
    keys = []
    for start in range(0, len(lines), KEY_LINES):
        written = [_read_line(place, lines[start + place]) for place in range(KEY_LINES)]
        number = 0
        for character in "".join(written):
            number = number * len(_ALPHABET) + _ALPHABET.index(character)
        whole = number.to_bytes(_SECRET_BYTES + _ID_BYTES, "big")
        key = key_of(whole[:_SECRET_BYTES])
        if key.id != whole[_SECRET_BYTES:]:
            raise KeyRefused(line=f"1–{KEY_LINES}")
        keys.append(key)
    return keys


def typed_line(place: int, typed: str) -> str:
    """The line of that place (from 0) as it is written, its number typed or not; raises ``KeyRefused``."""
    line = _LINE.fullmatch(typed) or _LINE.fullmatch(f"{place + 1}  {typed}")
    if line is None:
        raise KeyRefused(line=place + 1)
    _read_line(place, line)
    return line[0]


def _read_line(place: int, line: re.Match[str]) -> str:
    kept = "".join(filter(str.isalnum, line[2].upper())).translate(_LOOKALIKES)
    characters, checksum = kept[:_CHARACTERS], kept[_CHARACTERS:]
    right = len(characters) == _CHARACTERS and set(characters) <= set(_ALPHABET)
    if int(line[1]) != place + 1 or not right or checksum != _checksum(place, characters):
        raise KeyRefused(line=place + 1)
    return characters


def _checksum(place: int, characters: str) -> str:
    """Two characters over a line and its number."""
    digest = hashlib.sha256(f"{place}{characters}".encode()).digest()
    return _characters(int.from_bytes(digest[:2], "big") >> 6, 2)


def _characters(number: int, length: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


class KeyFile:
    """The file of the master key, in the data folder or where a setting says."""

    def __init__(self, path: Path, files: Files | None = None) -> None:
        self.path = path
        self._temporary = path.with_name(f".{path.name}.writing")
        self._files = files or Files()

    def exists(self) -> bool:
        """Whether the file is there."""
        return self.path.exists()

    def read(self) -> list[MasterKey]:
        """The keys in the file, the one in use first; raises ``KeyMissing`` or ``KeyRefused``."""
        try:
            return read_lines(self._files.read(self.path).decode(errors="replace"))
        except FileNotFoundError:
            raise KeyMissing(file=str(self.path)) from None
        except OSError as error:
            raise KeyRefused(line="1") from error

    def create(self, key: MasterKey) -> None:
        """Write a key where there is no file. Raises ``KeyExists``, ``DataNotWritable``."""
        if self.exists():
            raise KeyExists(file=str(self.path))
        self._put([key])

    def replace(self, keys: list[MasterKey]) -> None:
        """Put keys in place of those in the file; who does so has made sure that nothing needs the others.

        Raises ``DataNotWritable``; the file is then as it was.
        """
        self._put(keys)

    def _put(self, keys: list[MasterKey]) -> None:
        text = "".join(f"{line}\n" for key in keys for line in key_lines(key))
        try:
            self._files.unlink(self._temporary)
            self._files.create(self._temporary, text.encode())
            self._files.rename(self._temporary, self.path)
            self._files.sync_folder(self.path.parent)
        except OSError as error:
            self.sweep()
            raise DataNotWritable(file=self.path.name) from error

    def sweep(self) -> None:
        """Remove a key that was being written when the process was killed."""
        with contextlib.suppress(OSError):
            self._files.unlink(self._temporary)
