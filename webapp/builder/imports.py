"""Imports: a module that is not there, or that a browser is not to be given, is found before any browser meets it."""

from __future__ import annotations

import ast
import functools
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from webapp.builder.modules import MOST, Module
from webapp.builder.troubles import Trouble

ALLOWED: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "allowed.toml").read_text(encoding="utf-8"))
_VIEWS = "_VIEWS"
_BROUGHT_BY_NAME = ("module", "__import__")
_NOT_AWAITED = "module is to be awaited: it may have to be fetched first"


def import_troubles(modules: Iterable[Module]) -> Iterator[Trouble]:
    """What is imported in vain, or is not allowed."""
    own = {module.name: _defined(module) for module in modules}
    for module in modules:
        awaited = {id(node.value) for node in module.nodes if isinstance(node, ast.Await)}
        for node in module.nodes:
            for line, text in _troubles_of(node, own):
                yield Trouble(module.path, line, text)
            if isinstance(node, ast.Call) and _called(node) == "module" and id(node) not in awaited:
                yield Trouble(module.path, node.lineno, _NOT_AWAITED)


def imported(module: Module) -> Iterator[str]:
    """The names of the modules that one imports, at its head or later."""
    for node in module.nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _troubles_of(node: ast.AST, own: dict[str, frozenset[str]]) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name not in own:
                yield node.lineno, _refusal(alias.name)
    elif isinstance(node, ast.ImportFrom):
        name = node.module or "."
        if node.level or name not in own | ALLOWED:
            yield node.lineno, _refusal("." * node.level + name)
            return
        there = own[name] if name in own else ALLOWED[name]
        for alias in node.names:
            if alias.name not in there:
                yield node.lineno, f"import of {alias.name}: {name} has none, or none for a browser"
    elif isinstance(node, ast.Call) and _called(node) in _BROUGHT_BY_NAME and node.args:
        named = node.args[0]
        if isinstance(named, ast.Constant) and named.value not in own:
            yield node.lineno, _refusal(str(named.value))
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and _assigned(node) == _VIEWS:
        for view in node.value.values:
            if isinstance(view, ast.Constant) and view.value not in own:
                yield view.lineno, _refusal(str(view.value))


def _refusal(name: str) -> str:
    return f"import of {name}: not a module of the app, and not one that a browser is given (allowed.toml)"


def _assigned(node: ast.Assign) -> str:
    return getattr(node.targets[0], "id", "")


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@functools.lru_cache(maxsize=MOST)
def _defined(module: Module) -> frozenset[str]:
    """The names that a module has at its top level."""
    names = set()
    for node in module.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
    return frozenset(names)
