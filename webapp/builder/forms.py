"""Forms that turn a string into markup, code or an address, and slow ones: refused, as ``forms.toml`` says."""

from __future__ import annotations

import ast
import functools
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.builder.modules import MOST, Module
from webapp.builder.troubles import Trouble


@dataclass(frozen=True)
class Rule:
    """One table of ``forms.toml``."""

    text: str
    used: frozenset[str]
    assigned: frozenset[str]
    called: frozenset[str]
    set_: frozenset[str]
    starts: tuple[str, ...]
    except_: str

    @classmethod
    def of(cls, table: dict[str, Any]) -> Rule:
        """The rule that a table tells."""
        used, assigned, called, set_ = (frozenset(table.get(key, ())) for key in ("used", "assigned", "called", "set"))
        return cls(table["text"], used, assigned, called, set_, tuple(table.get("starts", ())), table.get("except", ""))

    def refuses(self, node: ast.AST) -> str:
        """The form that is refused, or nothing."""
        if isinstance(node, ast.Attribute):
            stored = isinstance(node.ctx, ast.Store)
            return node.attr if node.attr in self.used or (stored and node.attr in self.assigned) else ""
        if isinstance(node, ast.Call):
            called = _called(node)
            return called if called in self.called else self._set(_set_by_call(node))
        return self._set(_set_by_item(node))

    def _set(self, names: Iterable[str]) -> str:
        return next((name for name in names if name in self.set_ or name.startswith(self.starts)), "")


_TABLES = tomllib.loads((Path(__file__).parent / "forms.toml").read_text(encoding="utf-8"))
RULES = {name: Rule.of(table) for name, table in _TABLES.items()}
_MAY_BE = (ast.Attribute, ast.Call, ast.Subscript)
_NOT_CONSTANT = "sets an attribute that is not named here; only dom.py may"


def form_troubles(modules: Iterable[Module]) -> Iterator[Trouble]:
    """Every place where such a form stands."""
    for module in modules:
        yield from _troubles_in(module)


@functools.lru_cache(maxsize=MOST)
def _troubles_in(module: Module) -> tuple[Trouble, ...]:
    return tuple(_found_in(module))


def _found_in(module: Module) -> Iterator[Trouble]:
    for node in (node for node in module.nodes if isinstance(node, _MAY_BE)):
        for rule in RULES.values():
            refused = rule.refuses(node)
            if refused and module.name != rule.except_:
                yield Trouble(module.path, getattr(node, "lineno", 1), f"{refused} {rule.text}")
        if module.name != RULES["place"].except_ and _sets_unnamed(node):
            yield Trouble(module.path, getattr(node, "lineno", 1), f"setAttribute {_NOT_CONSTANT}")


def _called(call: ast.Call) -> str:
    """The last two names of what is called: ``window.open``, ``location.assign``; a lone name as it is."""
    function = call.func
    if isinstance(function, ast.Name):
        return function.id
    if not isinstance(function, ast.Attribute):
        return ""
    holder = function.value
    before = holder.attr if isinstance(holder, ast.Attribute) else getattr(holder, "id", "")
    return f"{before}.{function.attr}"


def _set_by_call(call: ast.Call) -> Iterator[str]:
    """Names of attributes that a call sets: those of ``setAttribute``, and keywords of ``el`` and ``svg``."""
    name = _called(call).rpartition(".")[2]
    if name == "setAttribute" and call.args:
        yield from _text_of(call.args[0])
    elif name in ("el", "svg"):
        # Events are keywords there, and their values functions; addresses are looked at.
        yield from (key.arg for key in call.keywords if key.arg in ("style", "srcdoc"))


def _set_by_item(node: ast.AST) -> Iterator[str]:
    """The name of ``e.attrs[name]``."""
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "attrs":
        yield from _text_of(node.slice)


def _text_of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value.lower()


def _sets_unnamed(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and _called(node).endswith(".setAttribute")
        and not (node.args and isinstance(node.args[0], ast.Constant))
    )
