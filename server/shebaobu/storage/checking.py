"""Opening everything: every document, every struct in it, every hash, every kept version."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from shebaobu.errors import DataUnreadable, KeyWrong, ShebaobuError
from shebaobu.storage.store import Store
from shebaobu.storage.vault import ATTEMPTS, HOUSEHOLD, member_name


class Checked(NamedTuple):
    """What was found of a document: how many structs it has, and how many earlier versions; or what is wrong."""

    name: str
    entries: int = 0
    versions: int = 0
    error: ShebaobuError | None = None


def check_all(store: Store) -> Iterator[Checked]:
    """Open everything of an open store, the household first; nothing is changed and nothing raised."""
    yield _checked(store, HOUSEHOLD, store.household.count)
    if store.documents.vault.generation(ATTEMPTS):
        yield _checked(store, ATTEMPTS, store.attempts.count)
    for member in store.household.members.all():
        yield _checked(store, member_name(member.id), store.member(member.id).count)


def _checked(store: Store, name: str, count: Callable[[], int]) -> Checked:
    documents = store.documents
    try:
        with store.reading():
            if documents.read(name) is None:
                raise documents.damaged(name)
            counted = count()
            versions = documents.vault.kept(name)
            for kept in versions:
                documents.sealer.open(name, documents.vault.read_kept(name, kept.generation))
    except (DataUnreadable, KeyWrong) as error:
        return Checked(name, error=error)
    return Checked(name, counted, len(versions))
