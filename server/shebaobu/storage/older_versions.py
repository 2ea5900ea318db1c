"""The folder ``generations``: a file for each kept version of a document, and evidence that is no longer named.

Evidence that an undo took out of its document stays as long as there is a kept version of the document that names it:
its file tells the last such generation.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from shebaobu.errors import DataUnreadable
from shebaobu.storage.files import Files
from shebaobu.storage.generations import file_name, kept_of, to_keep
from shebaobu.storage.sealing import HEAD_BYTES, head_of
from shebaobu.storage.vault import Kept, evidence_of, is_name, member_in, member_name

GENERATIONS_FOLDER = "generations"


class OlderVersions:
    """What a file vault keeps beside the present documents."""

    def __init__(self, folder: Path, files: Files, temporary: Callable[[bytes], Path]) -> None:
        self._root = folder / GENERATIONS_FOLDER
        self._files = files
        self._temporary = temporary

    def keep(self, name: str, path: Path) -> None:
        """Give the present version a second name before another takes its place; a damaged one is not kept."""
        try:
            with path.open("rb") as stream:
                head = head_of(stream.read(HEAD_BYTES))
        except FileNotFoundError:
            return
        if head is None:
            return
        target = self._root / name / file_name(Kept(head.generation, head.written_at))
        self._files.make_folder(target.parent)
        with contextlib.suppress(FileExistsError):
            self.second_name(path, target)

    def second_name(self, path: Path, target: Path) -> None:
        """A second name for a file, or a copy where the file system has no links (FAT, some shares)."""
        try:
            self._files.link(path, target)
        except FileExistsError:
            raise
        except OSError:
            self._files.rename(self._temporary(self._files.read(path)), target)

    def kept(self, name: str) -> list[Kept]:
        """The kept versions of a document, the latest first; of evidence the one that an undo took out."""
        return sorted(filter(None, map(kept_of, _names_in(self._root / name))), reverse=True)

    def read(self, name: str, generation: int) -> bytes:
        """A kept version; raises ``DataUnreadable`` where it is not there."""
        for kept in self.kept(name):
            if kept.generation == generation:
                with contextlib.suppress(OSError):
                    return self._files.read(self._root / name / file_name(kept))
        raise DataUnreadable(file=name)

    def thin(self, names: Iterable[str]) -> None:
        """Remove the versions that need not stay; what cannot be removed now goes another time."""
        with contextlib.suppress(OSError):
            for name in names:
                versions = self.kept(name)
                staying = to_keep(versions)
                for kept in versions:
                    if kept.generation not in staying:
                        self._files.unlink(self._root / name / file_name(kept))
                self._thin_evidence(name, min(staying, default=0))

    def _thin_evidence(self, name: str, earliest: int) -> None:
        """Remove the evidence that no kept version names any more."""
        folder = self._root / evidence_of(member_in(name) or "")
        if not member_in(name) or not folder.is_dir():
            return
        for retired in list(folder.iterdir()):
            if all(kept is None or kept.generation < earliest for kept in map(kept_of, _names_in(retired))):
                self._files.remove_folder(retired)

    def retire(self, name: str, path: Path) -> None:
        """Take evidence out of its place, and keep it while a kept version of its member's document names it.

        Where that fails it is swept when the document is next read.
        """
        latest = next(iter(self.kept(member_name(member_in(name) or ""))), None)
        with contextlib.suppress(OSError):
            if latest is None:
                self._files.unlink(path)
                return
            target = self._root / name / file_name(latest)
            self._files.make_folder(target.parent)
            self._files.rename(path, target)

    def forget(self, name: str) -> None:
        """Remove all versions of a document, and with a member those of its evidence."""
        self._files.remove_folder(self._root / name)
        member = member_in(name)
        if member:
            self._files.remove_folder(self._root / evidence_of(member))

    def files(self) -> Iterator[tuple[str, Path]]:
        """Each kept file with the name of its document."""
        for path in sorted(self._root.rglob("*")):
            name = path.parent.relative_to(self._root).as_posix()
            if path.is_file() and is_name(name):
                yield name, path


def _names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []
