"""The household that made-up requests are sent to, and the application over it, for the whole run."""

import pytest

from tests.fuzzing.household import Household
from tests.fuzzing.serving import Renewed


@pytest.fixture(scope="package")
def household(tmp_path_factory):
    made = Household(tmp_path_factory.mktemp("household"))
    yield made
    made.close()


@pytest.fixture(scope="package")
def served(household, tmp_path_factory):
    application = Renewed(household, tmp_path_factory.mktemp("served") / "data")
    yield application
    application.close()
