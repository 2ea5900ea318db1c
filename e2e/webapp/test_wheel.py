"""What a user installs: the wheel has the web app compiled, and nothing that compiles it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.served import Served

ROOT = Path(__file__).resolve().parents[2]
OF_THE_BUILD = (
    "import importlib.util; print([n for n in ('py_mini_racer', 'brotli', 'brython') if importlib.util.find_spec(n)])"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    return next(folder.glob("shebaobu-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The Python of a fresh environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    python = folder / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", wheel)
    return python


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_has_the_built_files_and_no_sources_of_them(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    built = [name.removeprefix("shebaobu/webapp/built/") for name in names if "/built/" in name]
    assert {"index.html", "index.html.br", "index.html.gz", "manifest.webmanifest", "licences/brython.txt"} <= set(
        built
    )
    assert [name for name in built if name.startswith("static/app-") and name.endswith(".js.br")]
    assert not [name for name in names if name.startswith(("shebaobu/webapp/app", "shebaobu/webapp/builder"))]


def test_it_runs_without_what_built_it(installed, tmp_path, screen_of):
    assert run(installed, "-c", OF_THE_BUILD).strip() == "[]"
    server = Served(tmp_path / "data", python=str(installed), cwd=tmp_path)
    try:
        screen_of(server.address).open(f"#/setup/{server.setup_token}", "setup")
    finally:
        assert server.end() == 0


def test_developing_needs_the_sources(installed, tmp_path):
    command = [str(installed), "-m", "shebaobu.cli", "serve", "--dev", "--data", str(tmp_path / "data")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert "--dev" in done.stderr
