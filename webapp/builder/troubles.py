"""What is wrong with the sources, each with its file and line: the build tells all of it and writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from webapp.builder.places import ROOT


class Trouble(NamedTuple):
    """One thing that has to be changed."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        inside = self.path.is_relative_to(ROOT)
        return f"{self.path.relative_to(ROOT) if inside else self.path}:{self.line}: {self.text}"


class BuildRefused(Exception):
    """The sources cannot be built as they are; ``troubles`` says why."""

    def __init__(self, *troubles: Trouble) -> None:
        super().__init__("\n".join(str(trouble) for trouble in troubles))
        self.troubles = troubles
