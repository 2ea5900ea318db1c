"""Compiled modules that a developer's build keeps, so that the next one compiles only what has changed.

For developing alone: Brython numbers some names on from module to module, so what was compiled beside something else
may differ in them, and a build that is given out has to be the same bytes each time.
"""

from __future__ import annotations

import hashlib
from pathlib import Path


class KeptUnits:
    """A folder of compiled modules, each named by what it was made from; what a build did not ask for goes after it."""

    def __init__(self, folder: Path, maker: str) -> None:
        self._folder = folder
        self._maker = hashlib.sha256(maker.encode()).hexdigest()
        self._asked: set[Path] = set()

    def get(self, name: str, source: str) -> str | None:
        """What was compiled of a source by the same maker, None where nothing is kept."""
        path = self._path(name, source)
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def put(self, name: str, source: str, unit: str) -> None:
        """Keep what was compiled."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._path(name, source).write_text(unit, encoding="utf-8")

    def forget_others(self) -> None:
        """Remove what nobody asked for since this was called last."""
        for path in set(self._folder.glob("*.js")) - self._asked:
            path.unlink()
        self._asked.clear()

    def _path(self, name: str, source: str) -> Path:
        key = hashlib.sha256(f"{self._maker}\0{name}\0{source}".encode()).hexdigest()
        path = self._folder / f"{name}.{key}.js"
        self._asked.add(path)
        return path
