"""Record sets, packed: compressed once when a capture is saved, not again with each save of another."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Any

import msgspec

from shebaobu.storage.collection import Collection, DocumentFile
from shebaobu.storage.documents import RecordSet


def packed(records: list[dict[str, Any]]) -> str:
    """A set of records as it is stored."""
    return base64.b64encode(zlib.compress(msgspec.json.encode(records))).decode()


class RecordSetCollection(Collection[RecordSet]):
    """The records of each capture; 15,000 of them are half a megabyte packed, and five and a half in clear."""

    def __init__(self, file: DocumentFile) -> None:
        super().__init__(file, "records", RecordSet)

    def _typed(self, plain: Any) -> RecordSet:
        try:
            records = msgspec.json.decode(zlib.decompress(base64.b64decode(plain["packed"])))
            return super()._typed({"id": plain["id"], "records": records})
        except (KeyError, TypeError, binascii.Error, zlib.error, msgspec.DecodeError):
            raise self._file.work.documents.damaged(self._file.name) from None

    def _stored(self, document: RecordSet) -> dict[str, Any]:
        return {"id": document.id, "packed": packed(document.records)}
