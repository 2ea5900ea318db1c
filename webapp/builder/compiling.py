"""Python to JavaScript by Brython's own compiler, in V8 within this process; deterministic."""

from __future__ import annotations

import contextlib
import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path

from py_mini_racer import JSEvalException, MiniRacer

from webapp.builder.kept_units import KeptUnits
from webapp.builder.modules import Module, without_docstrings
from webapp.builder.troubles import BuildRefused, Trouble

MAIN = "main"
_HERE = Path(__file__).parent
# Where in its line a call stands: used only by a traceback that has the sources at hand.
_POSITIONS = re.compile(r"^\s*frame\.positions = \[[\d,\[\]]*\]$")
_NO_RESULT = ";0"


class Compiler:
    """Brython's compiler, begun when the first module needs it; ``kept`` are modules of former builds.

    Raises ``BuildRefused`` for what Brython does not understand.
    """

    def __init__(self, brython: str, kept: Path | None = None) -> None:
        self.brython = brython
        self._scripts = (_read("v8_before_brython.js"), brython, _read("compile.js"))
        maker = "".join((*self._scripts, Path(__file__).read_text(encoding="utf-8")))
        self._kept = KeptUnits(kept, maker) if kept else None
        self._opened = contextlib.ExitStack()

    def __enter__(self) -> Compiler:
        return self

    def __exit__(self, *failed: object) -> None:
        self._opened.close()

    def forget_others(self) -> None:
        """Keep no other modules than those that were asked for since this was called last."""
        if self._kept:
            self._kept.forget_others()

    def unit(self, module: Module) -> str:
        """A script's text: a module's code under its name, where ``boot/compiled.js`` takes it from."""
        source = without_docstrings(module)
        unit = self._kept.get(module.name, source) if self._kept else None
        if unit is None:
            unit = _unit(self._v8, module, source)
            if self._kept:
                self._kept.put(module.name, source, unit)
        return unit

    @functools.cached_property
    def _v8(self) -> MiniRacer:
        v8: MiniRacer = self._opened.enter_context(MiniRacer())
        for text in self._scripts:
            v8.eval(text + _NO_RESULT)
        return v8


def _unit(v8: MiniRacer, module: Module, source: str) -> str:
    name, given = (f"__{MAIN}__", "") if module.name == MAIN else (module.name, f"locals_{module.name}")
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
