"""The builder that stays while somebody develops: it builds what changed, tells what it refuses, ends for a new one."""

import io
import json
import os

import pytest

from webapp.builder import freshness, staying


@pytest.fixture
def answers_to(sources, tmp_path):
    """What is answered when each of these changes of the sources is made before it is asked."""

    def answers(*changes):
        def asked():
            for change in changes:
                change()
                yield "\n"

        written = io.StringIO()
        staying.stay(tmp_path / "built", None, asked(), written, sources)
        return [json.loads(line) for line in written.getvalue().splitlines()]

    return answers


@pytest.fixture
def main_is(sources, tmp_path):
    """Write main.py, and let it be newer than any build before."""
    main = sources / "app" / "main.py"

    def write(text):
        def change():
            main.write_text(text, encoding="utf-8")
            built = tmp_path / "built" / "index.html"
            if built.is_file():
                later = built.stat().st_mtime_ns + 1_000_000
                os.utime(main, ns=(later, later))

        return change

    return write


def built_app(tmp_path):
    [path] = (tmp_path / "built" / "static").glob("app-*.js")
    return path.read_text(encoding="utf-8")


def test_what_changed_is_built(answers_to, main_is, tmp_path):
    assert answers_to(main_is("print('first')\n"), main_is("print('second')\n")) == ["", ""]
    assert "second" in built_app(tmp_path)
    assert "first" not in built_app(tmp_path)


def test_what_is_refused_is_told_until_it_is_mended(answers_to, main_is, tmp_path):
    wrong, still, mended = answers_to(main_is("import json\n"), lambda: None, main_is("print('mended')\n"))
    assert "main.py:1: import of json" in wrong
    assert still == wrong
    assert mended == ""
    assert "mended" in built_app(tmp_path)


def test_a_text_that_comes_back_is_built_again(answers_to, main_is, tmp_path):
    once, other = "print('once')\n", "print('other')\n"
    assert answers_to(main_is(once), main_is(other), main_is(once)) == ["", "", ""]
    assert "once" in built_app(tmp_path)


def test_nothing_is_built_where_nothing_is_newer(answers_to, main_is, monkeypatch):
    answers_to(main_is("print(1)\n"))
    monkeypatch.setattr(staying, "build_with", lambda *_, **__: pytest.fail("built"))
    assert answers_to(lambda: None) == [""]


def test_it_ends_when_its_own_source_has_changed(answers_to, main_is, tmp_path, monkeypatch):
    builder = tmp_path / "builder"
    builder.mkdir()
    source = builder / "building.py"
    source.write_text("")
    os.utime(source, (1, 1))
    monkeypatch.setattr(freshness, "_BUILDER", builder)
    assert answers_to(main_is("print(1)\n"), lambda: os.utime(source), lambda: None) == [""]
