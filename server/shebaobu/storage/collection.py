"""A file of documents, and typed collections in it: structs in, structs out, over TinyDB tables."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import msgspec
from tinydb import TinyDB, where
from tinydb.queries import QueryLike
from tinydb.table import Table

from shebaobu.errors import DataUnreadable
from shebaobu.storage.atomic import AtomicStorage


class Document(Protocol):
    """Any struct with an id."""

    @property
    def id(self) -> str:
        """Name of the document in its collection."""


T = TypeVar("T", bound=Document)


class DocumentFile:
    """One file with its TinyDB; every use goes through ``reading`` or ``writing``, which hold its lock."""

    def __init__(self, path: Path) -> None:
        self.storage = AtomicStorage(path)
        self._db = self._open()

    def _open(self) -> TinyDB:
        return TinyDB(storage=lambda: self.storage)

    @contextlib.contextmanager
    def reading(self) -> Iterator[TinyDB]:
        """The database, with no writer at work meanwhile."""
        with self.storage.lock:
            yield self._db

    @contextlib.contextmanager
    def writing(self) -> Iterator[TinyDB]:
        """The database in a transaction: everything done inside is on disk afterwards, or nothing is."""
        try:
            with self.storage.transaction():
                yield self._db
        except BaseException:
            self._db = self._open()
            raise


class Collection(Generic[T]):
    """The documents of one type in a file."""

    def __init__(self, file: DocumentFile, name: str, document: type[T]) -> None:
        self._file = file
        self._name = name
        self._document = document

    def _table(self, db: TinyDB) -> Table:
        return db.table(self._name, cache_size=0)

    def _typed(self, plain: object) -> T:
        try:
            return msgspec.convert(plain, self._document)
        except msgspec.ValidationError as error:
            raise DataUnreadable(file=self._file.storage.path.name) from error

    def get(self, document_id: str) -> T | None:
        """The document of an id, or None."""
        found = self.find(where("id") == document_id)
        return found[0] if found else None

    def find(self, query: QueryLike) -> list[T]:
        """The documents that a query fits, oldest first."""
        with self._file.reading() as db:
            return [self._typed(plain) for plain in self._table(db).search(query)]

    def all(self) -> list[T]:
        """All documents, oldest first."""
        with self._file.reading() as db:
            return [self._typed(plain) for plain in self._table(db)]

    def check(self) -> int:
        """How many documents there are, after reading each; raises ``DataUnreadable``."""
        return len(self.all())

    def __len__(self) -> int:
        """How many documents there are."""
        with self._file.reading() as db:
            return len(self._table(db))

    def put(self, document: T) -> None:
        """Add a document, or put it in place of the one with its id."""
        with self._file.writing() as db:
            self._table(db).upsert(msgspec.to_builtins(document), where("id") == document.id)

    def remove(self, document_id: str) -> bool:
        """Remove the document of an id; whether there was one."""
        return self.remove_where(where("id") == document_id) > 0

    def remove_where(self, query: QueryLike) -> int:
        """Remove the documents that a query fits; how many there were."""
        with self._file.writing() as db:
            return len(self._table(db).remove(query))
