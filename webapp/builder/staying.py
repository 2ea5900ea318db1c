"""A builder that stays, for ``shebaobu serve --dev``: what takes longest is done once.

Reading Brython in, and the syntax of a hundred modules, takes most of a build in which one module has changed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from webapp.builder.brython import read_brython
from webapp.builder.building import build_with
from webapp.builder.compiling import Compiler
from webapp.builder.freshness import is_builder_newer, is_fresh
from webapp.builder.places import WEBAPP
from webapp.builder.troubles import BuildRefused


def stay(target: Path, kept: Path | None, asked: Iterable[str], answers: TextIO, webapp: Path = WEBAPP) -> None:
    """For each line of ``asked`` build where a source is newer, and answer a line of JSON: what is refused, or "".

    Ends without an answer when its own source has changed: whoever asked starts it anew. Raises ``WrongBrython``.
    """
    begun = time.time_ns()
    with Compiler(read_brython(), kept) as compiler:
        for _line in asked:
            if is_builder_newer(begun):
                return
            answers.write(json.dumps(_refusal(compiler, target, webapp)) + "\n")
            answers.flush()


def _refusal(compiler: Compiler, target: Path, webapp: Path) -> str:
    try:
        if not is_fresh(target, webapp):
            build_with(compiler, target, webapp, plain=True)
    except BuildRefused as refused:
        return str(refused)
    return ""
