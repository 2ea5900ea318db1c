"""The journal of a commit that touches several documents: written before the first of them changes.

Once it is on disk the commit counts, and is finished now or at the next start; before that it never was.
"""

from __future__ import annotations

import hashlib

import msgspec

from shebaobu.errors import DataUnreadable

JOURNAL_FILE = "journal"


class Journal(msgspec.Struct, kw_only=True, frozen=True):
    """What is to be done: documents by the temporary file that takes their place, and those that go.

    ``generations`` are those that the replaced documents then have.
    """

    replace: dict[str, str]
    remove: tuple[str, ...]
    generations: dict[str, int]


def encode(journal: Journal) -> bytes:
    """The journal as it is written: a checksum, and what is to be done."""
    body = msgspec.json.encode(journal)
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def decode(written: bytes) -> Journal:
    """The journal that was written; raises ``DataUnreadable``."""
    checksum, _, body = written.partition(b"\n")
    if checksum != hashlib.sha256(body).hexdigest().encode():
        raise DataUnreadable(file=JOURNAL_FILE)
    return msgspec.json.decode(body, type=Journal)
