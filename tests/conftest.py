"""Fixtures: a household over a real data folder, spoken to through the real application or a real server."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.family import Clock, Family
from tests.served import Served


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def empty(tmp_path, clock):
    """A family that has not set up anything yet."""
    family = Family(tmp_path / "data", clock)
    yield family
    family.folder.close()


@pytest.fixture
def family(empty):
    """A family that is set up and signed in."""
    empty.set_up()
    empty.sign_in()
    return empty


@pytest.fixture
def serve(tmp_path):
    """Start servers, over one data folder if nothing else is said; none outlives the test."""
    started: list[Served] = []

    def start(*options: str, data: Path | None = None, env: dict[str, str] | None = None) -> Served:
        started.append(Served(data or tmp_path / "served", *options, env=env))
        return started[-1]

    yield start
    for server in started:
        if server.process.poll() is None:
            server.end(signal.SIGKILL)
