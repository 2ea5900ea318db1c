"""The web app's files: kept for good under a name of their content, compressed as a browser accepts it."""

import gzip
import os
import re

import brotli
import pytest

from shebaobu.app import create_app
from shebaobu.assets import built_dir
from shebaobu.config import Config


@pytest.fixture
def built(tmp_path, monkeypatch):
    """A built web app of the test's own."""
    folder = tmp_path / "built"
    (folder / "static").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html>")
    (folder / "static" / "app-1.js").write_text("first")
    (folder / ".secret.json").write_text("{}")
    (folder / "notes.txt").write_text("")
    monkeypatch.setattr("shebaobu.web.static_files.built_dir", lambda **_options: folder)
    return folder


def test_the_first_page_and_all_that_it_names_are_there(family):
    page = family.browser.get("/")
    assert page.mimetype == "text/html"
    assert page.headers["Cache-Control"] == "no-cache"
    named = re.findall(r'(?:src|href|content)="(/[^"]*)"', page.text)
    kinds = [family.browser.get(address).mimetype for address in named]
    assert kinds.count("text/javascript") == 6
    assert {"text/css", "application/manifest+json", "image/png"} <= set(kinds)
    assert family.browser.head("/").status_code == 200


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_each_browser_gets_the_form_that_it_accepts(family, accepted, coding, unpack):
    [script] = (built_dir() / "static").glob("brython-*.js")
    answer = family.browser.get(f"/static/{script.name}", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == coding
    assert unpack(answer.data) == script.read_bytes()
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_an_unchanged_file_is_not_sent_again_and_a_changed_one_is(built, family):
    first = family.browser.get("/")
    same = {"If-None-Match": first.headers["ETag"]}
    assert family.browser.get("/", headers=same).status_code == 304
    (built / "index.html").write_text("<!doctype html><p>")
    os.utime(built / "index.html", ns=(1, 1))
    changed = family.browser.get("/", headers=same)
    assert changed.status_code == 200
    assert changed.text == "<!doctype html><p>"


@pytest.mark.usefixtures("built")
def test_hidden_files_and_unknown_kinds_are_not_there(family):
    assert family.browser.get("/static/app-1.js").status_code == 200
    for path in ("/.secret.json", "/notes.txt", "/static/none.js", "/static/index.html"):
        assert family.browser.get(path).status_code == 404


@pytest.mark.usefixtures("built")
def test_in_development_the_browser_asks_for_the_page_each_time_and_reads_what_the_build_refuses(empty, monkeypatch):
    app = create_app(Config(data=empty.path, dev=True), empty.folder, empty.clock)
    monkeypatch.setattr("shebaobu.web.static_files.build_where_newer", lambda: "")
    kept = {path: app.test_client().get(path).headers["Cache-Control"] for path in ("/", "/static/app-1.js")}
    assert kept == {"/": "no-cache", "/static/app-1.js": "public, max-age=31536000, immutable"}
    monkeypatch.setattr("shebaobu.web.static_files.build_where_newer", lambda: "webapp/app/x.py:3: syntax error")
    refused = app.test_client().get("/")
    assert (refused.status_code, refused.text) == (500, "webapp/app/x.py:3: syntax error")
