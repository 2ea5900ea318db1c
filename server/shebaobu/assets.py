"""Where the files are that a browser is given, and the texts: inside the installed package, or in a checkout."""

from __future__ import annotations

import functools
from importlib import metadata
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "webapp"


@functools.cache
def checkout_dir() -> Path | None:
    """The checkout that this runs from, None where it is installed from a wheel."""
    return None if _INSTALLED.is_dir() else _PACKAGE.parents[1]


@functools.cache
def webapp_dir() -> Path:
    """The web app's sources, or of an installed one what the server itself reads of them: the texts."""
    checkout = checkout_dir()
    return checkout / "webapp" if checkout else _INSTALLED


@functools.cache
def built_dir(*, developing: bool = False) -> Path:
    """The web app as the build made it (see webapp/builder); ``developing`` has one of its own, not compressed."""
    checkout = checkout_dir()
    if checkout is None:
        return _INSTALLED / "built"
    return checkout / "build" / ("webapp-dev" if developing else "webapp")


@functools.cache
def app_version() -> str:
    """Version of Shebaobu itself."""
    return metadata.version("shebaobu")
