"""The document of a member: their captures, what names the evidence of each, and the records."""

from __future__ import annotations

from tinydb import where

from shebaobu.ledger.operations import Operation
from shebaobu.storage.collection import Collection, DocumentFile
from shebaobu.storage.documents import CaptureEntry, Event, Evidence, RecordSet, Trashed
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
        self.operations = Collection(self.file, "operations", Operation)
        self.trash = Collection(self.file, "trash", Trashed)
        self.events = Collection(self.file, "events", Event)

    @property
    def revision(self) -> int:
        """Changes whenever the document does."""
        with self.file.reading():
            return self.file.storage.revision

    def count(self) -> int:
        """How many structs there are, after reading each and all evidence; raises ``DataUnreadable``."""
        collections = (self.captures, self.evidence, self.records, self.operations, self.trash, self.events)
        return sum(collection.check() for collection in collections)

    def capture_with_content(self, content_hash: str) -> CaptureEntry | None:
        """The capture that has the same content, if there is one."""
        return next(iter(self.captures.find(where("content_hash") == content_hash)), None)

    def put(self, entry: CaptureEntry, evidence: Evidence, records: RecordSet) -> None:
        """Keep a capture, its evidence and its records: all three or none."""
        with self.file.writing():
            self.captures.put(entry)
            self.evidence.put(evidence)
            self.records.put(records)

    def discard(self, trashed: Trashed) -> bool:
        """Put a capture or an operation into the trash; whether it was there."""
        with self.file.writing():
            gone = self.captures.remove(trashed.id) if trashed.capture else self.operations.remove(trashed.id)
            if gone:
                self.trash.put(trashed)
            return gone

    def restore(self, trashed: Trashed) -> None:
        """Take something out of the trash, as it was."""
        with self.file.writing():
            if trashed.capture:
                self.captures.put(trashed.capture)
            if trashed.operation:
                self.operations.put(trashed.operation)
            self.trash.remove(trashed.id)

    def erase(self, trashed: Trashed) -> None:
        """Remove something from the trash for good, with all that came with it."""
        with self.file.writing():
            self.evidence.remove(trashed.id)
            self.records.remove(trashed.id)
            self.trash.remove(trashed.id)

    def destroy(self) -> None:
        """Remove the document and all evidence with this operation, readable or not."""
        work = self.file.work
        with work.writing():
            self.file.remove()
            for name in work.documents.vault.names(evidence_of(self.id)):
                work.set_evidence(name, None)
