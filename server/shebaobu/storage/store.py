"""The documents of a household, whatever vault keeps them: the store that services work on."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from tinydb import where

from shebaobu.storage.attempts import AttemptStore
from shebaobu.storage.collection import DocumentFile
from shebaobu.storage.household import HouseholdStore
from shebaobu.storage.member import MemberStore
from shebaobu.storage.sealed_documents import SealedDocuments
from shebaobu.storage.vault import ATTEMPTS, HOUSEHOLD
from shebaobu.storage.work import Work


class Store:
    """A household's own document, one of failed attempts, and one a member.

    Raises what reading the household raises (see ``SealedDocuments.read``), and ``DataNotWritable``.
    """

    def __init__(self, documents: SealedDocuments) -> None:
        self.documents = documents
        self.work = Work(documents)
        self._members: dict[str, MemberStore] = {}
        self._members_lock = threading.Lock()
        if documents.vault.generation(HOUSEHOLD) == 0 and documents.vault.names():
            raise documents.damaged(HOUSEHOLD)
        self.household = HouseholdStore(DocumentFile(self.work, HOUSEHOLD))
        self.attempts = AttemptStore(DocumentFile(self.work, ATTEMPTS))
        self.key = self.household.hash_key()

    def member(self, member_id: str) -> MemberStore:
        """The store of a member; the caller has made sure that the household has this member."""
        with self._members_lock:
            if member_id not in self._members:
                self._members[member_id] = MemberStore(self.work, member_id)
            return self._members[member_id]

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """All that is changed inside, in whatever documents, is one commit; after an exception nothing is changed.

        Raises ``DataNotWritable`` when the disk refuses, ``ChangedElsewhere`` when another server was first.
        """
        with self.work.writing():
            yield

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """All documents as they are at one time."""
        with self.work.reading():
            yield

    def remove_member(self, member_id: str) -> bool:
        """Remove a member, their document, its versions, its evidence and who may see it; whether there was one."""
        with self.writing():
            if not self.household.members.remove(member_id):
                return False
            self.household.grants.remove_where(where("member") == member_id)
            self.member(member_id).destroy()
        with self._members_lock:
            self._members.pop(member_id, None)
        return True

    def close(self) -> None:
        """Let others have the documents. Everything lasts already."""
        self.documents.vault.close()
