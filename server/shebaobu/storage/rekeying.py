"""Changing the master key of everything that is stored.

The key file holds both keys while it is done, the new one first: whatever is sealed by either opens, at whichever
instant the process is killed, and the next start goes on. The old key leaves the file when nothing needs it.
"""

from __future__ import annotations

from shebaobu.storage.keys import KeyFile, MasterKey
from shebaobu.storage.sealed_documents import SealedDocuments
from shebaobu.storage.sealing import Sealer


def rekey(documents: SealedDocuments, file: KeyFile, new: MasterKey) -> None:
    """Seal every version of every document by a new key, which the key file then holds alone.

    Raises ``DataUnreadable`` or the like, before anything is changed, where something does not open, and
    ``DataNotWritable``: both keys then stay in the file, and the next start goes on.
    """
    for name in documents.vault.names():
        documents.read(name)
    file.replace([new, documents.sealer.keys[0]])
    documents.sealer = Sealer(file.read())
    _seal_anew(documents, file)


def finish_rekeying(documents: SealedDocuments, file: KeyFile) -> None:
    """Go on with a change of the key that was cut short; raises ``DataNotWritable`` where that is not possible."""
    if len(documents.sealer.keys) > 1:
        _seal_anew(documents, file)


def _seal_anew(documents: SealedDocuments, file: KeyFile) -> None:
    documents.vault.rewrite(documents.sealer.reseal)
    file.replace([documents.sealer.keys[0]])
    documents.sealer = Sealer(file.read())
