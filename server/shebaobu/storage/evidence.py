"""Captures as evidence: each a sealed document under the hash of its content, which never changes.

The member's document holds what names them, so that the cost of a save does not grow with what was captured before.
Evidence stays while a row of the collection names it; whoever wants to keep it, keeps the row.
"""

from __future__ import annotations

import contextlib
import hashlib
from typing import Any

import msgspec
from tinydb import where
from tinydb.queries import QueryLike

from shebaobu.domain.reading import Reading
from shebaobu.errors import DataNotWritable
from shebaobu.storage.collection import Collection, DocumentFile
from shebaobu.storage.documents import Evidence
from shebaobu.storage.tables import Tables
from shebaobu.storage.vault import evidence_name, evidence_of
from shebaobu.storage.work import Work

TABLE = "evidence"


class _Named(msgspec.Struct, kw_only=True, frozen=True):
    """What the member's document holds of a piece of evidence: ``content`` is the hash that it is stored under."""

    id: str
    content: str
    readings: tuple[Reading, ...] = ()


def content_of(capture: dict[str, Any]) -> tuple[str, bytes]:
    """The hash of a capture as it is stored, and what is stored."""
    plain = msgspec.json.encode(capture)
    return hashlib.sha256(plain).hexdigest(), plain


class EvidenceCollection(Collection[Evidence]):
    """The evidence of a member: put, got and removed like any struct, and stored apart."""

    def __init__(self, file: DocumentFile, member_id: str) -> None:
        super().__init__(file, TABLE, Evidence)
        self._names = Collection(file, TABLE, _Named)
        self._member = member_id

    def _typed(self, plain: Any) -> Evidence:
        named = self._names._typed(plain)
        name = evidence_name(self._member, named.content)
        documents = self._file.work.documents
        stored = self._file.work.evidence(name)
        if stored is None or hashlib.sha256(stored).hexdigest() != named.content:
            raise documents.damaged(name)
        try:
            capture = msgspec.json.decode(stored, type=dict[str, Any])
        except msgspec.DecodeError:
            raise documents.damaged(name) from None
        return Evidence(id=named.id, capture=capture, readings=named.readings)

    def _stored(self, document: Evidence) -> dict[str, Any]:
        content, plain = content_of(document.capture)
        self._file.work.set_evidence(evidence_name(self._member, content), plain)
        return self._names._stored(_Named(id=document.id, content=content, readings=document.readings))

    def put(self, document: Evidence) -> None:
        """Add evidence, or put it in place of that with its id."""
        with self._file.writing():
            before = self._names.get(document.id)
            super().put(document)
            if before:
                self._drop(before)

    def remove_where(self, query: QueryLike) -> int:
        """Remove the evidence that a query over ids fits; how many there were."""
        with self._file.writing():
            gone = self._names.find(query)
            super().remove_where(query)
            for named in gone:
                self._drop(named)
            return len(gone)

    def _drop(self, named: _Named) -> None:
        """Let stored evidence go that no row names any more."""
        if not self._names.find(where("content") == named.content):
            self._file.work.set_evidence(evidence_name(self._member, named.content), None)


def sweep_orphans(work: Work, member_id: str, tables: Tables) -> None:
    """Remove the evidence that the member's document does not name: a killed or refused save left it behind."""
    vault = work.documents.vault
    if not vault.alone:
        return
    named = {evidence_name(member_id, row.get("content", "")) for row in tables.get(TABLE, {}).values()}
    orphans = [name for name in vault.names(evidence_of(member_id)) if name not in named]
    if orphans:
        with contextlib.suppress(DataNotWritable):
            vault.commit(dict.fromkeys(orphans), {name: vault.generation(name) for name in orphans})
