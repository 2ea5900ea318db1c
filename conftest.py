"""Before any test: the web app is built where a source is newer, so that servers send what is being tested."""

from __future__ import annotations

import pytest


def pytest_sessionstart() -> None:
    """Build, or end with the build's own words: file, line and reason."""
    from webapp.builder.building import build
    from webapp.builder.freshness import is_fresh
    from webapp.builder.places import BUILT
    from webapp.builder.troubles import BuildRefused

    if is_fresh(BUILT):
        return
    try:
        build(BUILT)
    except BuildRefused as refused:
        pytest.exit(f"The web app cannot be built:\n{refused}", returncode=1)
