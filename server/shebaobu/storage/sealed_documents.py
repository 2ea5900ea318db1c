"""Documents in clear over a vault of sealed ones, and words for those that do not open."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

from shebaobu.errors import DataDamaged, DataTooNew, DataUnreadable, KeyWrong, VersionNotFound
from shebaobu.storage.generations import written
from shebaobu.storage.sealing import Sealer
from shebaobu.storage.vault import HOUSEHOLD, Kept, Vault, is_name

RESTORE_COMMAND = "shebaobu generations restore"


class Opened(NamedTuple):
    """A document in clear, and its generation."""

    plain: bytes
    generation: int


class Restored(NamedTuple):
    """A version that was put back, and where the document that it took the place of now is."""

    version: Kept
    aside: str | None


class SealedDocuments:
    """What is read from and written to a vault by the household's keys; ``clock`` gives seconds since 1970."""

    def __init__(self, vault: Vault, sealer: Sealer, clock: Callable[[], float] = time.time) -> None:
        self.vault = vault
        self.sealer = sealer
        self._clock = clock

    def read(self, name: str) -> Opened | None:
        """A document; None where there is none and never was.

        Raises ``DataDamaged`` for one that does not open, with its last good version, ``DataUnreadable`` where there
        is none, ``DataTooNew``, and for the household ``KeyWrong``.
        """
        stored = self.vault.read(name)
        if stored is None:
            if self.vault.kept(name):
                raise self.damaged(name)
            return None
        try:
            return Opened(self.sealer.open(name, stored.sealed), stored.generation)
        except DataTooNew:
            raise
        except (DataUnreadable, KeyWrong) as error:
            told = self.damaged(name)
            only_key = isinstance(error, KeyWrong) and name == HOUSEHOLD and not isinstance(told, DataDamaged)
            raise error if only_key else told from None

    def commit(self, changes: Mapping[str, bytes | None], expected: Mapping[str, int]) -> None:
        """Seal the changes, each as the generation after the expected one, and commit them; see ``Vault.commit``."""
        now = int(self._clock())
        sealed = {
            name: None if plain is None else self.sealer.seal(name, plain, expected[name] + 1, now)
            for name, plain in changes.items()
        }
        self.vault.commit(sealed, expected)

    def last_good(self, name: str) -> Kept | None:
        """The latest kept version of a document that opens."""
        with contextlib.suppress(VersionNotFound):
            return self.earlier(name)[0]
        return None

    def damaged(self, name: str) -> DataUnreadable:
        """What to say of a document that does not open."""
        good = self.last_good(name)
        if good is None:
            return DataUnreadable(file=name)
        return DataDamaged(
            file=name,
            last_good=f"{written(good):%Y-%m-%d %H:%M} UTC",
            command=f"{RESTORE_COMMAND} {name}",
        )

    def earlier(self, name: str, generation: int | None = None) -> tuple[Kept, bytes]:
        """A kept version in clear: the last good one, or that of a number. Raises ``VersionNotFound``."""
        versions = self.vault.kept(name) if is_name(name) else []
        wanted = [kept for kept in versions if generation in (None, kept.generation)]
        for kept in wanted:
            with contextlib.suppress(DataUnreadable, KeyWrong):
                return kept, self.sealer.open(name, self.vault.read_kept(name, kept.generation))
        raise VersionNotFound(file=name)

    def put_back(self, name: str, version: Kept, plain: bytes) -> Restored:
        """Put an earlier version in place, as a generation after all that there were; see ``Vault.set_aside``."""
        latest = max(self.vault.generation(name), *(kept.generation for kept in self.vault.kept(name)))
        # Two further: the damaged document may have been one that was never kept.
        sealed = self.sealer.seal(name, plain, latest + 2, int(self._clock()))
        return Restored(version, self.vault.set_aside(name, sealed))
