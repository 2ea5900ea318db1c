"""Fixtures: a household over a real data folder, spoken to through the real application or a real server."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import settings

from e2e.browser import open_browser
from tests.family import Clock, Family
from tests.served import Served

# How long an example takes says something of the machine, and nothing of what is tested.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def empty(tmp_path, clock):
    """A family that has not set up anything yet."""
    family = Family(tmp_path / "data", clock)
    yield family
    family.folder.close()
    assert not family.undeclared


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    """A family that is set up and signed in, closed again: hashing its passphrase once is enough."""
    family = Family(tmp_path_factory.mktemp("founded") / "data", Clock())
    family.set_up()
    family.sign_in()
    family.folder.close()
    return family


@pytest.fixture
def family(founded, tmp_path, clock):
    """A family that is set up and signed in."""
    shutil.copytree(founded.path, tmp_path / "data")
    clock.time = founded.clock.time
    family = Family(tmp_path / "data", clock)
    family.continue_from(founded)
    yield family
    family.folder.close()
    assert not family.undeclared


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


@pytest.fixture(scope="session")
def browser():
    """One Chromium with the extension for all tests that want one: a process can drive no two."""
    with open_browser() as running:
        yield running
