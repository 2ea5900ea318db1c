"""An operation that another server was quicker with is done once more.

Nothing of the first try was stored (``ChangedElsewhere``), so doing it again is doing it once.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from shebaobu.errors import ChangedElsewhere

TRIES = 12
_LONGEST_PAUSE_S = 0.05

R = TypeVar("R")


def until_first(operation: Callable[[], R]) -> R:
    """Do an operation until no other was quicker; raises ``ChangedElsewhere`` when that does not end."""
    for _ in range(TRIES - 1):
        try:
            return operation()
        except ChangedElsewhere:
            # Two servers that met once would else meet again and again.
            time.sleep(random.uniform(0, _LONGEST_PAUSE_S))  # noqa: S311 nothing secret hangs on a pause
    return operation()
