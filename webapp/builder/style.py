"""The style sheet: the files of ``webapp/style`` as one."""

from __future__ import annotations

from pathlib import Path

FIRST = ("tokens", "base", "frame", "controls", "pages")
LAST = ("small_screens", "motion", "paper")


def joined_style(folder: Path) -> str:
    """What all topics rest on, the topics by name, what has the last word."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.css"), key=_place))


def _place(path: Path) -> tuple[int, str]:
    if path.stem in FIRST:
        return FIRST.index(path.stem) - len(FIRST), ""
    return (LAST.index(path.stem) + 1 if path.stem in LAST else 0), path.stem
