"""The household that everybody asks for, filled once: what is tried in it is undone."""

from __future__ import annotations

import shutil

import pytest

from tests.family import Clock
from tests.security.house import House


@pytest.fixture(scope="package")
def house(founded, tmp_path_factory):
    folder = tmp_path_factory.mktemp("house") / "data"
    shutil.copytree(founded.path, folder)
    clock = Clock()
    clock.time = founded.clock.time
    house = House(folder, clock)
    house.family.continue_from(founded)
    house.fill()
    yield house
    house.family.folder.close()
