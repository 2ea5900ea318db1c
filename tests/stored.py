"""What is stored: a member to store, and documents in clear, as whoever has the key could read them."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

from shebaobu.storage.documents import Member
from shebaobu.storage.store import Store


def documents_in_clear(store: Store) -> Iterator[tuple[str, bytes]]:
    """Each document, and each kept version, with its name."""
    vault, sealer = store.documents.vault, store.documents.sealer
    for name in vault.names():
        yield name, sealer.open(name, vault.read(name).sealed)
        for kept in vault.kept(name):
            yield name, sealer.open(name, vault.read_kept(name, kept.generation))


def everything_in_clear(store: Store) -> str:
    """All that is stored as one text, record sets unpacked."""
    return "\n".join(_unpacked(plain) for _, plain in documents_in_clear(store))


def document_in_clear(store: Store, name: str) -> str:
    """One document as it is now."""
    return _unpacked(store.documents.read(name).plain)


def _unpacked(plain: bytes) -> str:
    tables = json.loads(plain)
    for row in tables.get("records", {}).values():
        row["packed"] = json.loads(zlib.decompress(base64.b64decode(row["packed"])))
    return json.dumps(tables, ensure_ascii=False)


def stored_member(name: str) -> Member:
    """A member as they are stored, with their name as id."""
    return Member(id=name, name=name, relation="self", added_at=datetime(2026, 11, 23, tzinfo=UTC), added_by="x")
