"""A TinyDB storage that is atomic, durable and safe for threads.

TinyDB's own JSONStorage writes over the file in place: killed while it writes, it leaves a file that cannot
be read, and threads corrupt it. Here a write is a new file that takes the place of the old one, and all
writes of one transaction are one such replacement.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from shebaobu.errors import DataNotWritable, DataUnreadable
from shebaobu.storage.files import replace_file

Tables = dict[str, dict[str, Any]]

_decoder = msgspec.json.Decoder(Tables)


class AtomicStorage(Storage):
    """One JSON file, kept in memory once read; ``revision`` grows with each write that reached the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.RLock()
        self.revision = 0
        self._tables: Tables | None = None
        self._loaded = False
        self._depth = 0
        self._dirty = False
        self._spoiled = False

    def read(self) -> Tables | None:
        """The tables, None where there is no file yet; raises ``DataUnreadable`` for a damaged file."""
        with self.lock:
            if not self._loaded:
                self._tables = self._load()
                self._loaded = True
            return self._tables

    def write(self, data: Tables) -> None:
        """Take the tables as the new state: on disk at the end of the transaction, else at once."""
        with self.transaction():
            self._tables, self._loaded, self._dirty = data, True, True

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside are one replacement of the file; after an exception none is, in memory neither.

        Transactions inside one another are one. Raises ``DataNotWritable`` when the disk refuses.
        """
        with self.lock:
            self._depth += 1
            try:
                yield
                if self._depth == 1:
                    self._commit()
            except BaseException:
                self.forget()
                self._spoiled = self._depth > 1
                raise
            finally:
                self._depth -= 1

    def forget(self) -> None:
        """Drop the copy in memory; the next read takes the file."""
        with self.lock:
            self._tables, self._loaded, self._dirty = None, False, False

    def _commit(self) -> None:
        if self._spoiled:
            raise RuntimeError("a failed part of a transaction was passed over")
        if not self._dirty:
            return
        try:
            replace_file(self.path, msgspec.json.encode(self._tables))
        except OSError as error:
            raise DataNotWritable(file=self.path.name) from error
        self._dirty = False
        self.revision += 1

    def _load(self) -> Tables | None:
        try:
            return _decoder.decode(self.path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise DataUnreadable(file=self.path.name) from error
