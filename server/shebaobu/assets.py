"""Where the files are that a browser is given: the web app's folder and the installed Brython package."""

from __future__ import annotations

import functools
from importlib import metadata, util
from pathlib import Path


@functools.cache
def webapp_dir() -> Path:
    """The web app's folder: inside the installed package, or beside ``server`` in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "webapp"
    return installed if installed.is_dir() else package.parents[1] / "webapp"


@functools.cache
def brython_dir() -> Path:
    """The folder of ``brython.js`` in the installed package, found without importing it."""
    spec = util.find_spec("brython")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("brython")
    return Path(spec.origin).parent / "data"


@functools.cache
def brython_version() -> str:
    """Version of the installed Brython; it is part of the address that browsers keep for a year."""
    return metadata.version("brython")


@functools.cache
def app_version() -> str:
    """Version of Shebaobu itself."""
    return metadata.version("shebaobu")
