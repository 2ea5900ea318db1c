"""A stored document, and typed collections in it: structs in, structs out, over TinyDB tables."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, Generic, Protocol, TypeVar

import msgspec
from tinydb import TinyDB, where
from tinydb.queries import QueryLike
from tinydb.table import Table

from shebaobu.storage.tables import SealedTables, Tables
from shebaobu.storage.work import Work


class Document(Protocol):
    """Any struct with an id."""

    @property
    def id(self) -> str:
        """Name of the document in its collection."""


T = TypeVar("T", bound=Document)


class DocumentFile:
    """One stored document with its TinyDB; every use goes through ``reading`` or ``writing``."""

    def __init__(self, work: Work, name: str, on_load: Callable[[Tables], None] | None = None) -> None:
        self.name = name
        self.work = work
        self.storage = SealedTables(work, name, on_load)
        self.storage.forgotten.append(self._open)
        self._open()

    def _open(self) -> None:
        """A TinyDB that has numbered nothing yet: it keeps the next number of a table in memory."""
        self._db = TinyDB(storage=lambda: self.storage)

    @contextlib.contextmanager
    def reading(self) -> Iterator[TinyDB]:
        """The database as it is stored now, with no writer at work meanwhile."""
        with self.work.reading():
            self.storage.read()
            yield self._db

    @contextlib.contextmanager
    def writing(self) -> Iterator[TinyDB]:
        """The database in an operation: everything done inside is on disk afterwards, or nothing is."""
        with self.work.writing():
            self.storage.read()
            yield self._db

    def create(self) -> None:
        """Store the document, empty, if there is none: one that is missing later is then known to be lost."""
        with self.writing():
            if self.storage.read() is None:
                self.storage.write({})

    def remove(self) -> None:
        """Remove the document with this operation, whether it can be read or not."""
        with self.work.writing():
            self.work.remove(self.storage)


class Collection(Generic[T]):
    """The structs of one type in a stored document."""

    def __init__(self, file: DocumentFile, name: str, document: type[T]) -> None:
        self._file = file
        self._name = name
        self._document = document

    def _table(self, db: TinyDB) -> Table:
        return db.table(self._name, cache_size=0)

    def _typed(self, plain: Any) -> T:
        """The struct of what is stored; raises ``DataUnreadable``."""
        try:
            return msgspec.convert(plain, self._document)
        except msgspec.ValidationError:
            raise self._file.work.documents.damaged(self._file.name) from None

    def _stored(self, document: T) -> dict[str, Any]:
        """What is stored of a struct."""
        plain: dict[str, Any] = msgspec.to_builtins(document)
        return plain

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

    def add(self, document: T) -> None:
        """Add a document whose id no other has; one of that id is not looked for."""
        with self._file.writing() as db:
            self._table(db).insert(self._stored(document))

    def put(self, document: T) -> None:
        """Add a document, or put it in place of the one with its id."""
        with self._file.writing() as db:
            self._table(db).upsert(self._stored(document), where("id") == document.id)

    def remove(self, document_id: str) -> bool:
        """Remove the document of an id; whether there was one."""
        return self.remove_where(where("id") == document_id) > 0

    def remove_where(self, query: QueryLike) -> int:
        """Remove the documents that a query fits; how many there were."""
        with self._file.writing() as db:
            return len(self._table(db).remove(query))
