"""What comes in the first script needs nothing of the second, and all modules come in one of them."""

import ast

from webapp.builder.building import check
from webapp.builder.imports import imported
from webapp.builder.modules import Module
from webapp.builder.parting import FIRST, parted


def module(name, text):
    return Module(name, None, text, tuple(ast.walk(ast.parse(text))))


def names(modules):
    return [one.name for one in modules]


def test_what_is_imported_of_what_is_imported_comes_first():
    modules = [
        module("far", ""),
        module("main", "import near\n"),
        module("near", "def f():\n    from far import g\n"),
        module("other", "import main\n"),
    ]
    first, rest = parted(modules)
    assert (names(first), names(rest)) == (["far", "main", "near"], ["other"])


def test_every_module_of_the_app_comes_once():
    modules = check()
    first, rest = parted(modules)
    assert set(names(first)) | set(names(rest)) == set(names(modules))
    assert not set(names(first)) & set(names(rest))
    assert set(FIRST) <= set(names(first))
    for one in first:
        assert not set(imported(one)) & set(names(rest)), one.name


def test_the_first_script_is_a_small_part():
    first, rest = parted(check())
    assert 3 * sum(len(one.text) for one in first) < sum(len(one.text) for one in rest)
