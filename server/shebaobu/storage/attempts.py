"""The document of failed attempts and of places that are known: apart from the household's, since strangers write it.

Whom an attempt is about is there as a keyed hash only.
"""

from __future__ import annotations

from shebaobu.storage.collection import Collection, DocumentFile
from shebaobu.storage.documents import Failures, KnownPlace


class AttemptStore:
    """The collections of the document; ``file.writing()`` makes several changes one."""

    def __init__(self, file: DocumentFile) -> None:
        self.file = file
        self.failures = Collection(self.file, "failures", Failures)
        self.known = Collection(self.file, "known", KnownPlace)

    def count(self) -> int:
        """How many documents there are, after reading each; raises ``DataUnreadable``."""
        return self.failures.check() + self.known.check()
