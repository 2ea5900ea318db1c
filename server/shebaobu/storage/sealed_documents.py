"""Documents in clear over a vault of sealed ones, and words for those that do not open."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

from shebaobu.errors import DataDamaged, DataUnreadable, KeyWrong
from shebaobu.storage.generations import written
from shebaobu.storage.sealing import Sealer
from shebaobu.storage.vault import HOUSEHOLD, Kept, Vault, is_name

RESTORE_COMMAND = "shebaobu generations restore"


class Opened(NamedTuple):
    """A document in clear, and its generation."""

    plain: bytes
    generation: int


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
        for kept in self.vault.kept(name):
            with contextlib.suppress(DataUnreadable, KeyWrong):
                self.sealer.open(name, self.vault.read_kept(name, kept.generation))
                return kept
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

    def restore(self, name: str, generation: int | None = None) -> tuple[Kept, str]:
        """Put a kept version in place, the last good one or that of a number; answers it and where the other went.

        Raises ``DataUnreadable`` where there is no such version.
        """
        versions = self.vault.kept(name) if is_name(name) else []
        chosen = next((kept for kept in versions if kept.generation == generation), None)
        good = chosen if generation is not None else self.last_good(name) if versions else None
        if good is None:
            raise DataUnreadable(file=name)
        plain = self.sealer.open(name, self.vault.read_kept(name, good.generation))
        latest = max(self.vault.generation(name), versions[0].generation)
        aside = self.vault.set_aside(name, self.sealer.seal(name, plain, latest + 2, int(self._clock())))
        return good, aside
