"""Counts the changed pages that were read, and says so at the end."""

from __future__ import annotations

from collections import Counter

import pytest

TRIED: Counter[str] = Counter()


@pytest.fixture
def tried() -> Counter[str]:
    """How often each change was tried."""
    return TRIED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line a kind of change, and their sum."""
    if not TRIED:
        return
    terminalreporter.section("changed pages read")
    for name, count in sorted(TRIED.items()):
        terminalreporter.write_line(f"{count:6d}  {name}")
    terminalreporter.write_line(f"{sum(TRIED.values()):6d}  in all")
