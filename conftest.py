"""For all tests: the web app is built where a source is newer, so that servers send what is being tested; a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gateways.phone import Phone


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


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Phone]:
    """A phone that takes messages, and the gateway's settings for it."""
    made = Phone(tmp_path)
    yield made
    made.close()
