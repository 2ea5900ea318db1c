"""The modules of the app: read, and parsed by Python itself, whose syntax errors have a line."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from webapp.builder.troubles import BuildRefused, Trouble

# So many modules are remembered, and what was found out about each: for a builder that stays (staying.py).
MOST = 500


@dataclass(frozen=True, eq=False)
class Module:
    """One file of ``webapp/app``; ``nodes`` are all of its syntax tree. The same text gives the same object."""

    name: str
    path: Path
    text: str
    nodes: tuple[ast.AST, ...]


def read_modules(folder: Path) -> list[Module]:
    """All modules, by name; raises ``BuildRefused`` with every one that is no Python."""
    modules: list[Module] = []
    troubles: list[Trouble] = []
    for path in sorted(folder.glob("*.py")):
        try:
            modules.append(_module(path, path.read_text(encoding="utf-8")))
        except SyntaxError as error:
            troubles.append(Trouble(path, error.lineno or 1, f"syntax error: {error.msg}"))
    if troubles:
        raise BuildRefused(*troubles)
    return modules


@functools.lru_cache(maxsize=MOST)
def _module(path: Path, text: str) -> Module:
    tree = ast.parse(text)
    compile(tree, path, "exec", dont_inherit=True)
    return Module(path.stem, path, text, tuple(ast.walk(tree)))


def without_docstrings(module: Module) -> str:
    """The text with its docstrings emptied and each line in its place: browsers do not need them."""
    lines = module.text.splitlines()
    for node in _docstrings(module.nodes):
        end = node.end_lineno or node.lineno
        lines[node.lineno - 1 : end] = [" " * node.col_offset + '""', *[""] * (end - node.lineno)]
    return "\n".join(lines) + "\n"


def _docstrings(nodes: Iterable[ast.AST]) -> Iterator[ast.Expr]:
    for node in nodes:
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first
