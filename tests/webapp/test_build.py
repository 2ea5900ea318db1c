"""The build refuses what must not reach a browser, each time with its file and line."""

import pytest

from webapp.builder import brython, compiling
from webapp.builder.building import build, check
from webapp.builder.places import WEBAPP
from webapp.builder.troubles import BuildRefused


def refusals(sources, text, name="added.py"):
    """What is refused of a module that is added."""
    (sources / "app" / name).write_text(text, encoding="utf-8")
    with pytest.raises(BuildRefused) as refused:
        check(sources)
    return [str(trouble).removeprefix(f"{sources}/app/") for trouble in refused.value.troubles]


def test_the_app_itself_is_well():
    assert {module.name for module in check()} >= {"main", "shell", "dom", "wall"}


def test_a_syntax_error(sources):
    [refusal] = refusals(sources, "first = 1\nsecond = (\n")
    assert refusal.startswith("added.py:2: syntax error")


@pytest.mark.parametrize(
    "statement",
    [
        "import json",
        "import re as words",
        "import none_such",
        "from datetime import date",
        "from dom import none_such",
        "from browser import html",
        "from browser.widgets import dialog",
        "from javascript import eval",
        "from . import dom",
        "from .dom import el",
        'async def f():\n    await shell.module("none_such")',
        '__import__("sys")',
        '_VIEWS = {"more": "view_none"}',
        "def later():\n    import functools",
    ],
)
def test_an_import_in_vain(sources, statement):
    [refusal] = refusals(sources, f"a = 1\n{statement}\n")
    assert refusal.startswith(f"added.py:{2 + statement.count(chr(10))}: import of ")


def test_a_module_that_is_not_waited_for(sources):
    added = 'async def f():\n    shell.module("dom").el("p")\n    (await shell.module("dom")).el("p")\n'
    [refusal] = refusals(sources, added)
    assert refusal.startswith("added.py:2: module is to be awaited")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("e.html = text", "html makes markup"),
        ("e.innerHTML = text", "innerHTML makes markup"),
        ("e.outerHTML = text", "outerHTML makes markup"),
        ('e.insertAdjacentHTML("beforeend", text)', "insertAdjacentHTML makes markup"),
        ("e.setHTMLUnsafe(text)", "setHTMLUnsafe makes markup"),
        ("document.write(text)", "document.write makes markup"),
        ("window.DOMParser.new()", "DOMParser makes markup"),
        ("e.srcdoc = text", "srcdoc makes markup"),
        ('e.setAttribute("SrcDoc", text)', "srcdoc makes markup"),
        ('el("iframe", srcdoc=text)', "srcdoc makes markup"),
        ('e.attrs["onclick"] = text', "onclick makes code"),
        ('e.setAttribute("onmouseover", text)', "onmouseover makes code"),
        ("eval(text)", "eval makes code"),
        ("exec(text)", "exec makes code"),
        ("window.eval(text)", "eval makes code"),
        ("window.Function.new(text)", "Function makes code"),
        ("window.open(text)", "window.open leads"),
        ("window.location.assign(text)", "location.assign leads"),
        ("window.location.href = text", "href leads"),
        ("e.src = text", "src leads"),
        ('e.setAttribute("href", text)', "href leads"),
        ('e.attrs["href"] = text', "href leads"),
        ("e.setAttribute(name, text)", "setAttribute sets an attribute"),
        ('e.attrs["style"] = text', "style is refused"),
        ('e.setAttribute("style", text)', "style is refused"),
        ('el("p", style=text)', "style is refused"),
        ("e.textContent = text", "textContent takes"),
        ("e.className = text", "className takes"),
    ],
)
def test_a_string_that_becomes_markup_code_or_an_address(sources, statement, said):
    [refusal] = refusals(sources, f"a = 1\n{statement}\n")
    assert refusal.startswith(f"added.py:2: {said}")


def test_everything_that_is_wrong_is_told_at_once(sources):
    assert len(refusals(sources, "import json\ne.html = json\n")) == 2


def test_what_only_the_compiler_finds(sources):
    [refusal] = refusals(sources, "def f():\n    return [(yield 1) for x in ()]\n")
    assert refusal.startswith("added.py:2: syntax error")


def test_nothing_is_written_of_what_is_refused(sources, tmp_path):
    refusals(sources, "import json\n")
    with pytest.raises(BuildRefused):
        build(tmp_path / "built", sources, plain=True)
    assert not (tmp_path / "built").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('<script src="/static/none.js"></script>', "/static/none.js: nothing of this name is built"),
        ("<script>start()</script>", "script or style inside the page"),
        ("<style>p {}</style>", "script or style inside the page"),
        ('<p style="color: red">', "script or style inside the page"),
        ('<p onclick="start()">', "script or style inside the page"),
    ],
)
def test_a_page_with_what_its_policy_refuses(sources, tmp_path, line, said):
    page = sources / "index.html"
    page.write_text(line + "\n" + page.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(BuildRefused, match=said) as refused:
        build(tmp_path / "built", sources, plain=True)
    assert refused.value.troubles[0].line == 1


def test_another_brython(monkeypatch):
    monkeypatch.setattr(brython, "VERSION", "3.15.1")
    with pytest.raises(brython.WrongBrython, match=r"made for brython\.js 3\.15\.1"):
        brython.read_brython()
    monkeypatch.setattr(brython, "VERSION", "3.15.0")
    monkeypatch.setattr(brython, "SHA256", "0" * 64)
    with pytest.raises(brython.WrongBrython, match="or a changed one"):
        brython.read_brython()


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_builds_are_the_same_bytes(tmp_path):
    build(tmp_path / "once", plain=True)
    build(tmp_path / "again", plain=True)
    assert len(contents(tmp_path / "once")) > 10
    assert contents(tmp_path / "once") == contents(tmp_path / "again")


def test_a_developers_build_compiles_what_changed_only(sources, tmp_path, monkeypatch):
    compiled = []
    monkeypatch.setattr(compiling, "_unit", lambda _v8, module, source: compiled.append(module.name) or f"// {source}")
    kept, target = tmp_path / "kept", tmp_path / "built"
    build(target, sources, plain=True, kept=kept)
    assert sorted(compiled) == ["dom", "main"]
    compiled.clear()
    (sources / "app" / "main.py").write_text("import dom\n\nprint(dom)\n", encoding="utf-8")
    build(target, sources, plain=True, kept=kept)
    assert compiled == ["main"]
    assert any("print(dom)" in path.read_text() for path in (target / "static").glob("app-*.js"))
    assert len(list(kept.iterdir())) == 2


def test_what_a_former_compiler_made_is_not_kept(sources, tmp_path, monkeypatch):
    kept = tmp_path / "kept"
    build(tmp_path / "built", sources, plain=True, kept=kept)
    former = {path.name for path in kept.iterdir()}
    text = (WEBAPP / "builder" / "compile.js").read_text(encoding="utf-8")
    read = compiling._read
    monkeypatch.setattr(compiling, "_read", lambda name: f"{text}//" if name == "compile.js" else read(name))
    build(tmp_path / "built", sources, plain=True, kept=kept)
    assert not former & {path.name for path in kept.iterdir()}


def test_a_build_with_kept_modules_is_the_same_app(sources, tmp_path):
    build(tmp_path / "once", sources, plain=True, kept=tmp_path / "kept")
    build(tmp_path / "again", sources, plain=True, kept=tmp_path / "kept")
    assert contents(tmp_path / "once") == contents(tmp_path / "again")
