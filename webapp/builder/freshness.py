"""Whether a build is as new as what it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from webapp.builder.places import WEBAPP

_BUILDER = Path(__file__).parent


def is_fresh(target: Path) -> bool:
    """Whether ``target`` holds a build that no source, and nothing of the builder, is newer than."""
    built = target / "index.html"
    return built.is_file() and built.stat().st_mtime_ns >= max(path.stat().st_mtime_ns for path in _sources())


def _sources() -> Iterator[Path]:
    """Files, and folders of them too: a file that was taken away changes its folder."""
    for path in WEBAPP.rglob("*"):
        inside_builder = path.is_relative_to(_BUILDER)
        if "__pycache__" not in path.parts and not (inside_builder and path.is_dir()):
            yield path
