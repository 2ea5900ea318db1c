"""One operation of a user: whatever documents it changes, they are one commit, and nobody sees it half done."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Protocol

from shebaobu.storage.sealed_documents import SealedDocuments


class Participant(Protocol):
    """A document in memory that takes part in an operation."""

    name: str
    revision: int

    def encoded(self) -> bytes:
        """The document as it is to be stored."""

    def forget(self) -> None:
        """Drop what is in memory: it is not what is stored."""


class Work:
    """Operations come one after another; ``writing`` inside another is part of it."""

    def __init__(self, documents: SealedDocuments) -> None:
        self.documents = documents
        self._lock = threading.RLock()
        self._readers = 0
        self._writers = 0
        self._spoiled = False
        self._fresh: set[str] = set()
        self._changed: dict[str, Participant] = {}
        self._evidence: dict[str, bytes | None] = {}
        self._removed: dict[str, Participant] = {}

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """No writer is at work meanwhile, and a document that was read once stays the same."""
        with self._lock:
            self._readers += 1
            try:
                yield
            finally:
                self._readers -= 1
                if self._readers == 0:
                    self._fresh.clear()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """All that changes inside is one commit; after an exception nothing is changed, in memory neither.

        Raises ``DataNotWritable`` when the disk refuses, ``ChangedElsewhere`` when another server was first.
        """
        with self.reading():
            self._writers += 1
            try:
                yield
                if self._writers == 1:
                    self._commit()
            except BaseException:
                self._undo()
                self._spoiled = self._writers > 1
                raise
            finally:
                self._writers -= 1

    def is_current(self, name: str, generation: int) -> bool:
        """Whether a document in memory is the one that is stored; asked once an operation."""
        if name not in self._fresh and self.documents.vault.generation(name) != generation:
            return False
        self._fresh.add(name)
        return True

    def change(self, document: Participant) -> None:
        """A document is to be stored with this operation."""
        self._changed[document.name] = document

    def remove(self, document: Participant) -> None:
        """A document is to be removed with this operation."""
        self._removed[document.name] = document

    def set_evidence(self, name: str, plain: bytes | None) -> None:
        """Evidence is to be stored, or removed, with this operation."""
        self._evidence[name] = plain

    def evidence(self, name: str) -> bytes | None:
        """Evidence as it is after what this operation has done so far; None where there is none."""
        if name in self._evidence:
            return self._evidence[name]
        opened = self.documents.read(name)
        return opened.plain if opened else None

    def _commit(self) -> None:
        if self._spoiled:
            raise RuntimeError("a failed part of an operation was passed over")
        changes: dict[str, bytes | None] = {}
        expected: dict[str, int] = {}
        for name, plain in self._evidence.items():
            stored = self.documents.vault.generation(name)
            if (plain is None) == (stored != 0):
                changes[name], expected[name] = plain, stored
        for name, document in self._changed.items():
            changes[name], expected[name] = document.encoded(), document.revision
        for name in self._removed:
            changes[name], expected[name] = None, self.documents.vault.generation(name)
        if changes:
            self.documents.commit(changes, expected)
        for document in self._changed.values():
            document.revision += 1
        for document in self._removed.values():
            document.forget()
        self._clear()

    def _undo(self) -> None:
        for document in (*self._changed.values(), *self._removed.values()):
            document.forget()
        self._clear()

    def _clear(self) -> None:
        self._changed.clear()
        self._removed.clear()
        self._evidence.clear()
        self._fresh.clear()
