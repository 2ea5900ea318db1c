"""The document of a member: their captures, what names the evidence of each, and the records."""

from __future__ import annotations

from tinydb import where

from shebaobu.storage.collection import Collection, DocumentFile
from shebaobu.storage.documents import CaptureEntry, Evidence, RecordSet
from shebaobu.storage.evidence import EvidenceCollection, sweep_orphans
from shebaobu.storage.record_sets import RecordSetCollection
from shebaobu.storage.vault import evidence_of, member_name
from shebaobu.storage.work import Work


class MemberStore:
    """The collections of a member. What belongs to a capture has the capture's id in each of them."""

    def __init__(self, work: Work, member_id: str) -> None:
        self.id = member_id
        self.file = DocumentFile(work, member_name(member_id), lambda tables: sweep_orphans(work, member_id, tables))
        self.captures = Collection(self.file, "captures", CaptureEntry)
        self.evidence = EvidenceCollection(self.file, member_id)
        self.records = RecordSetCollection(self.file)

    @property
    def revision(self) -> int:
        """Changes whenever the document does."""
        with self.file.reading():
            return self.file.storage.revision

    def count(self) -> int:
        """How many structs there are, after reading each and all evidence; raises ``DataUnreadable``."""
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
        """Remove the document and all evidence with this operation, readable or not."""
        work = self.file.work
        with work.writing():
            self.file.remove()
            for name in work.documents.vault.names(evidence_of(self.id)):
                work.set_evidence(name, None)
