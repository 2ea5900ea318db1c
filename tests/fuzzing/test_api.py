"""The API under thousands of made-up requests, as everybody that may come: every answer is as the description says.

``make fuzz`` sends more of them and others; ``SHEBAOBU_EXAMPLES`` and ``SHEBAOBU_SEED`` say how many and which.
"""

import os

import pytest

from tests.fuzzing.household import ROLES
from tests.fuzzing.running import SEED, run

EXAMPLES = int(os.environ.get("SHEBAOBU_EXAMPLES", "12"))
FROM = int(os.environ.get("SHEBAOBU_SEED", SEED))
LEAST_CASES = 5000


@pytest.fixture(scope="module")
def runs():
    """What came of the run of each role."""
    return {}


@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_declared_and_none_is_a_failure_of_ours(household, served, runs, role):
    found = runs[role] = run(household, served, role, EXAMPLES, FROM)
    print(f"{role}: {found.cases} requests")
    for operation, answers in sorted(found.answers.items()):
        print(f"  {operation}: {dict(sorted(answers.items()))}")
    assert not found.errors
    assert not found.failures, "\n\n".join(f"{told}\n{request}" for told, request in found.failures.items())


def test_every_operation_was_done_for_somebody_and_not_only_refused(household, served, runs):
    for role in ROLES:
        if role not in runs:
            runs[role] = run(household, served, role, EXAMPLES, FROM)
    operations = {operation for found in runs.values() for operation in found.answers} - {"other methods"}
    done = {operation: sum(found.done(operation) for found in runs.values()) for operation in operations}
    assert len(operations) > 70
    assert [operation for operation, times in done.items() if not times] == []
    assert sum(found.cases for found in runs.values()) > LEAST_CASES
