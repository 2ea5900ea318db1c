"""No service reaches a member's records but by ``services.seen``, which asks who is asking."""

import ast
from pathlib import Path

SERVER = Path(__file__).resolve().parents[2] / "server" / "shebaobu"
# Each with the function that may: it works for nobody in particular, and tells nobody what it finds.
MAY_OPEN = {
    "services/seen.py": {"__init__", "names_of_others"},
    "services/trash.py": {"empty_expired"},
    "services/audit.py": {"note", "_of_members"},
}


def opens_a_member(node):
    """Whether a node is ``….folder.member``, or the store that ``SeenMember`` keeps to itself."""
    if not isinstance(node, ast.Attribute):
        return False
    of_folder = isinstance(node.value, ast.Attribute) and node.value.attr == "folder"
    of_other = isinstance(node.value, ast.Name) and node.value.id != "self"
    return (node.attr == "member" and of_folder) or (node.attr == "_store" and of_other)


def openers(text):
    """The functions of a module that open a member's document by themselves."""
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    return {function.name for function in functions if any(map(opens_a_member, ast.walk(function)))}


def test_a_service_that_goes_round_is_noticed():
    assert openers("def look(home, name):\n    return home.folder.member(name).captures.all()\n") == {"look"}
    assert openers("def look(seen):\n    return seen._store.captures.all()\n") == {"look"}


def test_there_is_one_way_to_a_members_records():
    found = {}
    for path in [*(SERVER / "services").rglob("*.py"), *(SERVER / "web").glob("*.py")]:
        if functions := openers(path.read_text(encoding="utf-8")):
            found[path.relative_to(SERVER).as_posix()] = functions
    assert found == MAY_OPEN
