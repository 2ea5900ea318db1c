"""A TinyDB storage whose file is a sealed document, kept in memory once read, and written with the operation.

TinyDB's own JSONStorage writes over the file in place: killed while it writes, it leaves a file that cannot be read,
and threads corrupt it. Here a write waits for the end of the operation it belongs to (see ``work``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from tinydb.storages import Storage

from shebaobu.storage.work import Work

Tables = dict[str, dict[str, Any]]

_decoder = msgspec.json.Decoder(Tables)


class SealedTables(Storage):
    """The tables of one document. ``revision`` is the generation that is in memory; it grows with each commit."""

    def __init__(self, work: Work, name: str, on_load: Callable[[Tables], None] | None = None) -> None:
        self.name = name
        self._on_load = on_load
        self.work = work
        self.revision = 0
        self.forgotten: list[Callable[[], None]] = []
        self._tables: Tables | None = None
        self._loaded = False

    def read(self) -> Tables | None:
        """The tables, None where there is no document yet; raises what reading a sealed document raises."""
        with self.work.reading():
            if self._loaded and not self.work.is_current(self.name, self.revision):
                self.forget()
            if not self._loaded:
                self._load()
            return self._tables

    def write(self, data: Tables) -> None:
        """Take the tables as the new state; stored with the operation, else at once."""
        with self.work.writing():
            self._tables, self._loaded = data, True
            self.work.change(self)

    def encoded(self) -> bytes:
        """The tables as compact JSON."""
        return msgspec.json.encode(self._tables)

    def forget(self) -> None:
        """Drop the copy in memory; the next read takes what is stored."""
        with self.work.reading():
            self._tables, self._loaded, self.revision = None, False, 0
            for tell in self.forgotten:
                tell()

    def _load(self) -> None:
        opened = self.work.documents.read(self.name)
        if opened is not None:
            try:
                self._tables = _decoder.decode(opened.plain)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                raise self.work.documents.damaged(self.name) from None
        self.revision = opened.generation if opened else 0
        self._loaded = True
        if self._on_load:
            self._on_load(self._tables or {})
