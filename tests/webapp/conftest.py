"""A web app of little code, for tests that build it."""

import shutil

import pytest

from webapp.builder.places import WEBAPP


@pytest.fixture
def sources(tmp_path):
    """The real page, boot scripts and texts with two modules of the app, to be changed."""
    folder = tmp_path / "webapp"
    shutil.copytree(WEBAPP, folder, ignore=shutil.ignore_patterns("builder", "app"))
    (folder / "app").mkdir()
    shutil.copy(WEBAPP / "app" / "dom.py", folder / "app")
    (folder / "app" / "main.py").write_text("import dom\n", encoding="utf-8")
    return folder
