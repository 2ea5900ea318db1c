"""Whether a build is as new as what it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from webapp.builder.places import WEBAPP

_BUILDER = Path(__file__).parent


def is_fresh(target: Path, webapp: Path = WEBAPP) -> bool:
    """Whether ``target`` holds a build that no source, and nothing of the builder, is newer than."""
    built = target / "index.html"
    return built.is_file() and built.stat().st_mtime_ns >= max(path.stat().st_mtime_ns for path in _sources(webapp))


def is_builder_newer(than_ns: int) -> bool:
    """Whether something of the builder was changed after an instant (nanoseconds since 1970)."""
    files = (path for path in _BUILDER.iterdir() if path.is_file())
    return max(path.stat().st_mtime_ns for path in files) > than_ns


def _sources(webapp: Path) -> Iterator[Path]:
    """Files, and folders of them too: a file that was taken away changes its folder."""
    for path in webapp.rglob("*"):
        inside_builder = path.is_relative_to(_BUILDER)
        if "__pycache__" not in path.parts and not (inside_builder and path.is_dir()):
            yield path
