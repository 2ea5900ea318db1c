"""``members/<id>.json``: the captures of one member and their records."""

from __future__ import annotations

from pathlib import Path

from tinydb import where

from shebaobu.storage.collection import Collection, DocumentFile
from shebaobu.storage.documents import CaptureEntry, Evidence, RecordSet
from shebaobu.storage.files import remove_file


class MemberStore:
    """The collections of a member's file. What belongs to a capture has the capture's id in each of them."""

    def __init__(self, path: Path) -> None:
        self.file = DocumentFile(path)
        self.captures = Collection(self.file, "captures", CaptureEntry)
        self.evidence = Collection(self.file, "evidence", Evidence)
        self.records = Collection(self.file, "records", RecordSet)

    @property
    def revision(self) -> int:
        """Changes whenever the file does, while the server runs."""
        return self.file.storage.revision

    def count(self) -> int:
        """How many documents there are, after reading each; raises ``DataUnreadable``."""
        return sum(collection.check() for collection in (self.captures, self.evidence, self.records))

    def capture_with_content(self, content_hash: str) -> CaptureEntry | None:
        """The capture that has the same content, if there is one."""
        return next(iter(self.captures.find(where("content_hash") == content_hash)), None)

    def put(self, entry: CaptureEntry, evidence: Evidence, records: RecordSet) -> None:
        """Keep a capture, its evidence and its records: all three or none."""
        with self.file.writing():
            self.captures.put(entry)
            self.evidence.put(evidence)
            self.records.put(records)

    def remove(self, capture_id: str) -> bool:
        """Remove a capture and all that came with it; whether it was there."""
        with self.file.writing():
            self.evidence.remove(capture_id)
            self.records.remove(capture_id)
            return self.captures.remove(capture_id)

    def destroy(self) -> None:
        """Remove the file."""
        with self.file.storage.lock:
            remove_file(self.file.storage.path)
            self.file.storage.forget()
