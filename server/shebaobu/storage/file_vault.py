"""A vault of files, one a document, for the one process that holds the folder's lock.

A document is written under a temporary name, synced, and renamed into its place; the version that was there is kept
by a hard link. Evidence is put in place before the document that names it and removed after it, so that a save
changes one file in one step; a commit that changes several documents goes by the journal.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from shebaobu.errors import ChangedElsewhere, DataNotWritable, DataUnreadable
from shebaobu.storage import journal
from shebaobu.storage.files import Files
from shebaobu.storage.journal import JOURNAL_FILE, Journal
from shebaobu.storage.older_versions import OlderVersions
from shebaobu.storage.sealing import HEAD_BYTES, head_of
from shebaobu.storage.snapshots import folder_snapshot
from shebaobu.storage.vault import (
    DAMAGED,
    SUFFIX,
    Kept,
    Reseal,
    Stored,
    evidence_of,
    is_evidence,
    is_name,
    member_in,
)

TEMPORARY_FOLDER = "writing"
DAMAGED_FOLDER = "damaged"


class FileVault:
    """The documents of a folder. Opening finishes or drops what a killed process had begun.

    Raises ``DataNotWritable``, and ``DataUnreadable`` for a journal that cannot be read.
    """

    alone = True

    def __init__(self, folder: Path, files: Files | None = None) -> None:
        self.folder = folder
        self._files = files or Files()
        self._older = OlderVersions(folder, self._files, self._temporary)
        self._lock = threading.RLock()
        self._generations: dict[str, int] = {}
        self._unfinished = (folder / JOURNAL_FILE).exists()
        try:
            self._files.make_folder(folder / TEMPORARY_FOLDER)
        except OSError as error:
            raise DataNotWritable(file=folder.name) from error
        self._finish()
        with contextlib.suppress(OSError):
            for left in (folder / TEMPORARY_FOLDER).iterdir():
                self._files.unlink(left)

    def names(self, prefix: str = "") -> list[str]:
        """The names of the documents that begin so."""
        within = self.folder / prefix.rpartition("/")[0]
        found = (path.relative_to(self.folder).as_posix() for path in within.rglob(f"*{SUFFIX}"))
        names = (path.removesuffix(SUFFIX) for path in found)
        return sorted(name for name in names if name.startswith(prefix) and is_name(name))

    def generation(self, name: str) -> int:
        """The generation in a document's head; 0 where there is no file."""
        with self._lock:
            self._finish()
            if name not in self._generations:
                try:
                    with self._path(name).open("rb") as stream:
                        self._note(name, stream.read(HEAD_BYTES))
                except FileNotFoundError:
                    return 0
                except OSError:
                    return DAMAGED
            return self._generations[name]

    def read(self, name: str) -> Stored | None:
        """A document; None where there is no file. Raises ``DataUnreadable``."""
        with self._lock:
            self._finish()
            try:
                sealed = self._files.read(self._path(name))
            except FileNotFoundError:
                self._generations.pop(name, None)
                return None
            except OSError as error:
                raise DataUnreadable(file=name) from error
            return Stored(sealed, self._note(name, sealed))

    def commit(self, changes: Mapping[str, bytes | None], expected: Mapping[str, int]) -> None:
        """Make the changes, all or none; see ``Vault.commit``."""
        with self._lock:
            self._finish()
            changed = [name for name, generation in expected.items() if self.generation(name) != generation]
            if changed:
                raise ChangedElsewhere(file=changed[0])
            try:
                self._make(changes)
            except OSError as error:
                raise DataNotWritable(file=next(iter(changes))) from error
            finally:
                for name in changes:
                    self._generations.pop(name, None)

    def rewrite(self, reseal: Reseal) -> None:
        """Each file, kept versions too, in place of itself."""
        with self._lock:
            self._finish()
            try:
                for name, path in self._all_files():
                    sealed = reseal(name, self._files.read(path))
                    if sealed is not None:
                        self._files.rename(self._temporary(sealed), path)
                        self._files.sync_folder(path.parent)
            except OSError as error:
                raise DataNotWritable(file=self.folder.name) from error

    def kept(self, name: str) -> list[Kept]:
        """The earlier versions of a document, the latest first."""
        return self._older.kept(name)

    def read_kept(self, name: str, generation: int) -> bytes:
        """An earlier version; raises ``DataUnreadable`` where it is not there."""
        return self._older.read(name, generation)

    def snapshot(self) -> dict[str, bytes]:
        """Every file, while no commit is made."""
        with self._lock:
            return folder_snapshot(self.folder)

    def set_aside(self, name: str, sealed: bytes) -> str | None:
        """Put a version in place of a file that cannot be read, which goes to ``damaged/`` under a name of its own."""
        path = self._path(name)
        aside = self.folder / DAMAGED_FOLDER / f"{name.replace('/', '-')}-{secrets.token_hex(4)}"
        with self._lock:
            self._finish()
            there = path.exists()
            try:
                temporary = self._temporary(sealed)
                self._files.make_folder(aside.parent)
                self._files.make_folder(path.parent)
                if there:
                    self._older.second_name(path, aside)
                    self._files.sync_folder(aside.parent)
                self._files.rename(temporary, path)
                self._files.sync_folder(path.parent)
            except OSError as error:
                raise DataNotWritable(file=name) from error
            finally:
                self._generations.pop(name, None)
        return str(aside) if there else None

    def close(self) -> None:
        """Nothing is held open."""

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{SUFFIX}"

    def _note(self, name: str, sealed: bytes) -> int:
        head = head_of(sealed)
        self._generations[name] = head.generation if head else DAMAGED
        return self._generations[name]

    def _all_files(self) -> Iterator[tuple[str, Path]]:
        for name in self.names():
            yield name, self._path(name)
        yield from self._older.files()

    def _temporary(self, data: bytes) -> Path:
        path = self.folder / TEMPORARY_FOLDER / secrets.token_hex(8)
        try:
            self._files.create(path, data)
        except BaseException:
            with contextlib.suppress(OSError):
                self._files.unlink(path)
            raise
        return path

    def _make(self, changes: Mapping[str, bytes | None]) -> None:
        """Evidence first, then documents, by the journal where they are several, last what goes."""
        placed = {name: data for name, data in changes.items() if data is not None}
        gone = [name for name, data in changes.items() if data is None]
        for name in filter(is_evidence, placed):
            self._files.make_folder(self._path(name).parent)
            self._files.rename(self._temporary(placed[name]), self._path(name))
        for parent in {self._path(name).parent for name in placed if is_evidence(name)}:
            self._files.sync_folder(parent)
        documents = [name for name in placed if not is_evidence(name)]
        members = [name for name in gone if not is_evidence(name)]
        with_their_member = {evidence_of(member_in(name) or "") for name in members}
        temporaries: dict[str, str] = {}
        try:
            for name in documents:
                temporaries[name] = self._temporary(placed[name]).name
            plan = Journal(replace=temporaries, remove=tuple(members), generations=_generations_in(placed))
            if members or len(documents) > 1:
                self._write(plan)
            self._follow(plan)
        except BaseException:
            self._drop(temporaries)
            raise
        for name in filter(is_evidence, gone):
            if not name.startswith(tuple(with_their_member)):
                self._older.retire(name, self._path(name))
        self._older.thin(documents)

    def _write(self, plan: Journal) -> None:
        """Write the journal; where that fails there is none, or the plan will be finished."""
        path = self.folder / JOURNAL_FILE
        try:
            self._files.rename(self._temporary(journal.encode(plan)), path)
            self._files.sync_folder(self.folder)
        except OSError:
            with contextlib.suppress(OSError):
                self._files.unlink(path)
            raise
        finally:
            self._unfinished = path.exists()

    def _finish(self) -> None:
        """Finish what a journal says. Raises ``DataNotWritable`` where that is still not possible."""
        if not self._unfinished:
            return
        try:
            plan = journal.decode(self._files.read(self.folder / JOURNAL_FILE))
            self._follow(plan if self._counts(plan) else Journal(replace={}, remove=(), generations={}))
        except OSError as error:
            raise DataNotWritable(file=JOURNAL_FILE) from error
        finally:
            self._generations.clear()

    def _counts(self, plan: Journal) -> bool:
        """Whether each document is in place or waits under its temporary name.

        One that is neither was dropped: its commit failed, and the journal came back when the power went.
        """
        for name, temporary in plan.replace.items():
            if not (self.folder / TEMPORARY_FOLDER / temporary).exists():
                head = head_of(self._files.read(self._path(name))) if self._path(name).exists() else None
                if head is None or head.generation < plan.generations[name]:
                    return False
        return True

    def _follow(self, plan: Journal) -> None:
        """Do what is planned, as far as it is not done: a temporary file that is gone is in its place."""
        for name, temporary in plan.replace.items():
            path = self._path(name)
            self._files.make_folder(path.parent)
            if (self.folder / TEMPORARY_FOLDER / temporary).exists():
                self._older.keep(name, path)
                self._files.rename(self.folder / TEMPORARY_FOLDER / temporary, path)
            self._files.sync_folder(path.parent)
        for name in plan.remove:
            self._remove(name)
        if self._unfinished:
            self._files.unlink(self.folder / JOURNAL_FILE)
            self._unfinished = False
            self._files.sync_folder(self.folder)

    def _remove(self, name: str) -> None:
        """Remove a document with its versions, and with a member all evidence."""
        self._files.unlink(self._path(name))
        self._files.sync_folder(self._path(name).parent)
        self._older.forget(name)
        member = member_in(name)
        if member:
            self._files.remove_folder(self.folder / evidence_of(member))

    def _drop(self, temporaries: Mapping[str, str]) -> None:
        """Remove what was written for a commit that failed, unless the journal names it."""
        if self._unfinished:
            return
        with contextlib.suppress(OSError):
            for temporary in temporaries.values():
                self._files.unlink(self.folder / TEMPORARY_FOLDER / temporary)


def _generations_in(placed: Mapping[str, bytes]) -> dict[str, int]:
    heads = {name: head_of(sealed) for name, sealed in placed.items() if not is_evidence(name)}
    return {name: head.generation for name, head in heads.items() if head}
