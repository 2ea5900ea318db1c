"""The web app's files: conditional, compressed, and right when they change."""

import gzip
import os

import pytest

from shebaobu import assets
from shebaobu.app import create_app
from shebaobu.assets import brython_dir, brython_version, webapp_dir
from shebaobu.config import Config


@pytest.fixture
def webapp(tmp_path, monkeypatch):
    """A web app's folder of the test's own, with the texts of the real one."""
    folder = tmp_path / "webapp"
    (folder / "app").mkdir(parents=True)
    (folder / "i18n").symlink_to(webapp_dir() / "i18n")
    (folder / "index.html").write_text("<!doctype html>")
    (folder / "app" / "main.py").write_text("first = 1\n")
    (folder / ".secret.json").write_text("{}")
    (folder / "notes.txt").write_text("")
    for module in ("shebaobu.assets", "shebaobu.web.static_files", "shebaobu.i18n"):
        monkeypatch.setattr(f"{module}.webapp_dir", lambda: folder)
    return folder


def test_the_first_page_and_its_parts_are_there(family):
    page = family.browser.get("/")
    assert page.mimetype == "text/html"
    assert f"/brython-{brython_version()}.js" in page.text
    assert family.browser.get("/style.css").mimetype == "text/css"
    assert family.browser.get("/icon.svg").mimetype == "image/svg+xml"
    assert family.browser.head("/").status_code == 200


def test_brython_comes_from_the_installed_package_and_is_kept_for_a_year(family):
    source = (brython_dir() / "brython.js").read_bytes()
    answer = family.browser.get(f"/brython-{brython_version()}.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == source
    assert len(answer.data) < len(source) / 4
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    plain = family.browser.get("/brython.js")
    assert plain.data == source
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["Cache-Control"] == "no-cache"
    assert family.browser.get("/brython_stdlib.js").status_code == 200


def test_an_unchanged_file_is_not_sent_again_and_a_changed_one_is(webapp, family):
    first = family.browser.get("/app/main.py")
    assert first.text == "first = 1\n"
    assert first.headers["Cache-Control"] == "no-cache"
    same = {"If-None-Match": first.headers["ETag"]}
    assert family.browser.get("/app/main.py", headers=same).status_code == 304
    packed = family.browser.get("/app/main.py", headers=same | {"Accept-Encoding": "gzip"})
    assert packed.status_code == 304
    assert packed.data == b""
    (webapp / "app" / "main.py").write_text("second = 2\n")
    os.utime(webapp / "app" / "main.py", ns=(1, 1))
    changed = family.browser.get("/app/main.py", headers=same)
    assert changed.status_code == 200
    assert changed.text == "second = 2\n"
    assert changed.headers["ETag"] != first.headers["ETag"]


@pytest.mark.usefixtures("webapp")
def test_hidden_files_and_unknown_kinds_are_not_there(family):
    for path in ("/.secret.json", "/notes.txt", "/app/none.py"):
        assert family.browser.get(path).status_code == 404


def test_a_link_that_leads_outside_is_not_followed(webapp, family, tmp_path):
    (tmp_path / "outside.json").write_text("{}")
    (webapp / "inside.json").symlink_to(tmp_path / "outside.json")
    assert family.browser.get("/inside.json").status_code == 404


def test_all_texts_of_a_language_are_one_answer(family):
    for lang, paid in (("zh-CN", "已缴"), ("en", "Paid")):
        answer = family.browser.get(f"/i18n/{lang}.json")
        texts = answer.json
        assert paid in texts["status.paid"]
        assert {"error", "cli", "app", "insurance"} <= {key.split(".")[0] for key in texts}
        again = family.browser.get(f"/i18n/{lang}.json", headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304


@pytest.mark.usefixtures("webapp")
def test_in_development_the_browser_keeps_nothing(empty):
    app = create_app(Config(data=empty.path, dev=True), empty.folder, empty.clock)
    for path in ("/app/main.py", f"/brython-{assets.brython_version()}.js", "/i18n/en.json"):
        assert app.test_client().get(path).headers["Cache-Control"] == "no-store"
