"""Brython as it is published: found in its package, and held to the one version that ``webapp/boot`` fits."""

from __future__ import annotations

import hashlib
from importlib import metadata, util
from pathlib import Path

VERSION = "3.15.0"
SHA256 = "686eb4ef3fbb5dfa6acf932469a6a6e6c105fc9ad074f1bc5053e53f98ee3198"


class WrongBrython(Exception):
    """Another Brython than the one that the web app is made for."""


def read_brython() -> str:
    """The text of ``brython.js``; raises ``WrongBrython``, in words, for any but the one that fits."""
    found = util.find_spec("brython")
    if found is None or found.origin is None:
        raise WrongBrython(f"Brython is not installed here: pip install brython=={VERSION}")
    data = (Path(found.origin).parent / "data" / "brython.js").read_bytes()
    version = metadata.version("brython")
    if version != VERSION or hashlib.sha256(data).hexdigest() != SHA256:
        raise WrongBrython(
            f"The web app is made for brython.js {VERSION} as it is published; here is {version}, or a changed one. "
            "webapp/boot/compiled.js knows the shape of the functions that this version makes: look there first, then "
            "change version and hash in webapp/builder/brython.py and the pinned version in pyproject.toml."
        )
    return data.decode("utf-8")
