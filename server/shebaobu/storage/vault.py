"""What keeps sealed documents: an interface of few operations over whole named documents.

A document is bytes that only ``sealing`` can read; a vault knows its name and its generation, a number that grows by
one with each change (0 where there is no such document). The names are ``household``, ``attempts``,
``members/<member id>`` and ``evidence/<member id>/<content hash>``; evidence never changes, and goes with its member.

``file_vault`` keeps a file a document. Whatever else keeps them has to hold what stands in the docstrings here, and
passes the same tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

HOUSEHOLD = "household"
ATTEMPTS = "attempts"
_MEMBERS = "members/"
_EVIDENCE = "evidence/"
_NAME = re.compile(r"household|attempts|members/[\w-]+|evidence/[\w-]+/[0-9a-f]{64}", re.ASCII)

SUFFIX = ".sealed"
"""What a document's name ends with where it is a file."""

DAMAGED = -1
"""The generation of a document of which not even the head can be read."""


class Stored(NamedTuple):
    """A document as it is kept."""

    sealed: bytes
    generation: int


class Kept(NamedTuple):
    """An earlier version of a document: its generation, and when it was written (seconds since 1970, UTC)."""

    generation: int
    written_at: int


Reseal = Callable[[str, bytes], bytes | None]
"""From a name and sealed bytes to the bytes that take their place, None to leave them."""


class Vault(Protocol):
    """A keeper of sealed documents."""

    alone: bool
    """Whether nobody else can write: what a process that was killed left behind may then be swept."""

    def names(self, prefix: str = "") -> list[str]:
        """The names of the documents that begin so."""

    def generation(self, name: str) -> int:
        """The generation of a document as it is now; 0 where there is none."""

    def read(self, name: str) -> Stored | None:
        """A document; None where there is none. Raises ``DataUnreadable`` where it cannot be got."""

    def commit(self, changes: Mapping[str, bytes | None], expected: Mapping[str, int]) -> None:
        """Put documents in place and remove those that are None: all of it lasts on return, or nothing was done.

        ``expected`` has the generation of each document that is changed as the caller knows it; another raises
        ``ChangedElsewhere``. Removing a member's document removes all versions of it and of its evidence. Raises
        ``DataNotWritable``; the operation is then not acknowledged, and the caller forgets what it has in memory.
        """

    def rewrite(self, reseal: Reseal) -> None:
        """Every version of every document sealed anew, one after another, each in place of itself."""

    def kept(self, name: str) -> list[Kept]:
        """The earlier versions of a document that are still there, the latest first."""

    def read_kept(self, name: str, generation: int) -> bytes:
        """An earlier version; raises ``DataUnreadable`` where it is not there."""

    def snapshot(self) -> dict[str, bytes]:
        """Every document by name, all as they are at one time."""

    def set_aside(self, name: str, sealed: bytes) -> str | None:
        """Put a version in place of a document that cannot be read; where that is now, None if there was none."""

    def close(self) -> None:
        """Let others have the documents. Everything lasts already."""


def member_name(member_id: str) -> str:
    """The document of a member."""
    return f"{_MEMBERS}{member_id}"


def evidence_name(member_id: str, content_hash: str) -> str:
    """The document of a piece of evidence."""
    return f"{_EVIDENCE}{member_id}/{content_hash}"


def evidence_of(member_id: str) -> str:
    """What the names of a member's evidence begin with."""
    return f"{_EVIDENCE}{member_id}/"


def is_evidence(name: str) -> bool:
    """Whether a document is evidence, which never changes."""
    return name.startswith(_EVIDENCE)


def member_in(name: str) -> str | None:
    """The member whose document or evidence a name stands for."""
    return name.split("/")[1] if "/" in name else None


def is_name(name: str) -> bool:
    """Whether a text can be the name of a document."""
    return _NAME.fullmatch(name) is not None
