"""A file layer that can be made to fail: the Nth thing done to a disk is refused, or cut short."""

from __future__ import annotations

import errno
from pathlib import Path

from shebaobu.storage.files import Files


class FaultyFiles(Files):
    """Counts what is done; the step of number ``fail_at`` (from 1) fails, and all after it if the disk is full.

    ``lasting`` says that the disk stays full. A write that fails leaves half of its data.
    """

    def __init__(self, fail_at: int = 0, *, lasting: bool = False) -> None:
        self.fail_at = fail_at
        self.lasting = lasting
        self.steps: list[str] = []

    def _step(self, name: str) -> bool:
        """Note a step; whether it is to fail."""
        self.steps.append(name)
        number = len(self.steps)
        return bool(self.fail_at) and (number == self.fail_at or (self.lasting and number > self.fail_at))

    def _refuse(self) -> OSError:
        return OSError(errno.ENOSPC, "no space left")

    def write(self, handle: int, data: bytes) -> None:
        if self._step("write"):
            super().write(handle, data[: len(data) // 2])
            raise self._refuse()
        super().write(handle, data)

    def sync(self, handle: int) -> None:
        if self._step("sync"):
            raise self._refuse()
        super().sync(handle)

    def rename(self, path: Path, target: Path) -> None:
        if self._step("rename"):
            raise self._refuse()
        super().rename(path, target)

    def link(self, path: Path, target: Path) -> None:
        if self._step("link"):
            raise self._refuse()
        super().link(path, target)

    def unlink(self, path: Path) -> None:
        if self._step("unlink"):
            raise self._refuse()
        super().unlink(path)
