"""Which modules come in the first script: what the first views import. All others come in a second one, afterwards."""

from __future__ import annotations

from webapp.builder.imports import imported
from webapp.builder.modules import Module

# Main, and what shell.py brings by name for the views that most visits begin with.
FIRST = ("main", "trouble", "view_home", "view_member", "view_signin")


def parted(modules: list[Module]) -> tuple[list[Module], list[Module]]:
    """The modules of the first script, and the rest; each in the order of names."""
    by_name = {module.name: module for module in modules}
    needed: set[str] = set()
    waiting = [name for name in FIRST if name in by_name]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting.extend(found for found in imported(by_name[name]) if found in by_name)
    return [one for one in modules if one.name in needed], [one for one in modules if one.name not in needed]
