"""One process for a data folder: a lock that the system lets go when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from shebaobu.errors import DataInUse, DataNotWritable
from shebaobu.storage.files import FILE_MODE

LOCK_FILE = "lock"


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """Held from making to ``release``; raises ``DataInUse`` when another process has it."""

    def __init__(self, folder: Path) -> None:
        self._handle: int | None = None
        try:
            handle = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, FILE_MODE)
        except OSError as error:
            raise DataNotWritable(file=LOCK_FILE) from error
        try:
            _take(handle)
        except OSError:
            os.close(handle)
            raise DataInUse(folder=str(folder)) from None
        self._handle = handle

    def release(self) -> None:
        """Let another process have the folder; once is enough."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)
