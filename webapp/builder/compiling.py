"""Python to JavaScript by Brython's own compiler, in V8 within this process; deterministic."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from py_mini_racer import JSEvalException, MiniRacer

from webapp.builder.modules import Module, without_docstrings
from webapp.builder.troubles import BuildRefused, Trouble

MAIN = "main"
_HERE = Path(__file__).parent
# Where in its line a call stands: used only by a traceback that has the sources at hand.
_POSITIONS = re.compile(r"^\s*frame\.positions = \[[\d,\[\]]*\]$")
_NO_RESULT = ";0"


def compile_modules(modules: Iterable[Module], brython: str) -> Iterator[str]:
    """A script's text for each module: its code under its name, where ``boot/compiled.js`` takes it from.

    Raises ``BuildRefused`` for what Brython does not understand.
    """
    with MiniRacer() as v8:
        for text in (_read("v8_before_brython.js"), brython, _read("compile.js")):
            v8.eval(text + _NO_RESULT)
        for module in modules:
            yield _unit(v8, module)


def _unit(v8: MiniRacer, module: Module) -> str:
    name, given = (f"__{MAIN}__", "") if module.name == MAIN else (module.name, f"locals_{module.name}")
    source = without_docstrings(module)
    try:
        code = v8.eval(f"compiled({json.dumps(name)}, {json.dumps(source)})")
    except JSEvalException as error:
        raise BuildRefused(Trouble(module.path, 1, f"Brython cannot compile it: {error}")) from None
    body = "\n".join(_smaller(str(code)))
    return f"units.set({json.dumps(name)}, ({given}) => {{\n{body}\nreturn {given or 'locals'}\n}});\n"


def _smaller(code: str) -> Iterator[str]:
    """The lines without indentation and positions; a string that goes on over a line's end keeps its blanks."""
    inside = False
    for line in code.split("\n"):
        if inside:
            yield line
        elif line.strip() and not _POSITIONS.match(line):
            yield line.lstrip()
        inside = line.endswith("\\")


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
