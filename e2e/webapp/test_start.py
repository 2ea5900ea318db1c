"""What start.js hands to Brython as one package: modules that import each other only, so that none is missed."""

import ast
import re

from shebaobu.assets import webapp_dir

APP = webapp_dir() / "app"
OF_BRYTHON = {"browser", "javascript"}


def imported(path):
    """The names that a module imports, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module)
    return names


def test_the_first_package_is_complete():
    text = (webapp_dir() / "start.js").read_text(encoding="utf-8")
    listed = re.search(r"const modules = \[(.*?)\]", text, re.DOTALL).group(1)
    package = set(re.findall(r'"(\w+)"', listed))
    assert package >= imported(APP / "main.py") - OF_BRYTHON
    for name in package:
        assert imported(APP / f"{name}.py") <= package | OF_BRYTHON, name


def test_the_app_imports_nothing_heavy():
    own = {path.stem for path in APP.glob("*.py")}
    for path in APP.glob("*.py"):
        assert imported(path) <= own | OF_BRYTHON, path.name


def test_no_text_is_handed_over_as_markup():
    forbidden = re.compile(r"\bhtml\b|innerHTML|outerHTML|insertAdjacent|\.html\b|document\.write|srcdoc")
    for path in APP.glob("*.py"):
        code = ast.unparse(without_docstrings(ast.parse(path.read_text(encoding="utf-8"))))
        assert not forbidden.search(code), path.name


def without_docstrings(tree):
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
        ):
            node.body = body[1:] or [ast.Pass()]
    return tree
