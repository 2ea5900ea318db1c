"""The few things that are done with files, each in one place so that tests can let any of them fail.

Files are private to their owner. What is put in place is whole: written and synced under another name first.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600


class Files:
    """Files as the system has them. All methods raise ``OSError``."""

    def read(self, path: Path) -> bytes:
        """All of a file."""
        return path.read_bytes()

    def create(self, path: Path, data: bytes) -> None:
        """Write a file that is not there yet, on disk when this returns."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
        try:
            self.write(handle, data)
            self.sync(handle)
        finally:
            os.close(handle)

    def write(self, handle: int, data: bytes) -> None:
        """Write all of the data to an open file."""
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]

    def sync(self, handle: int) -> None:
        """Bring what was written to the disk."""
        os.fsync(handle)

    def sync_folder(self, path: Path) -> None:
        """Make what was renamed or removed in a folder last; Windows has no such call and needs none."""
        if sys.platform == "win32":
            return
        handle = os.open(path, os.O_RDONLY)
        try:
            self.sync(handle)
        finally:
            os.close(handle)

    def rename(self, path: Path, target: Path) -> None:
        """Put a file in the place of another, or where there is none."""
        path.replace(target)

    def link(self, path: Path, target: Path) -> None:
        """A second name for a file."""
        os.link(path, target)

    def unlink(self, path: Path) -> None:
        """Remove a file, if it is there."""
        path.unlink(missing_ok=True)

    def remove_folder(self, path: Path) -> None:
        """Remove a folder and all in it, if it is there."""
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(path)

    def make_folder(self, path: Path) -> None:
        """Make a folder that only its owner can enter, if it is not there, and those above it; they last."""
        if path.is_dir():
            return
        self.make_folder(path.parent)
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=FOLDER_MODE)
        self.sync_folder(path.parent)
