"""A measured figure, and how it is printed beside its goal."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

RUNS = 11


class Figure(NamedTuple):
    """A median with its extremes; ``goal`` is what we aim at, in the same unit."""

    name: str
    values: list[float]
    unit: str
    goal: float | None = None


def milliseconds_of(action: Callable[[], object], runs: int = RUNS) -> list[float]:
    """How long an action takes, run after run; a first run that warms caches is not counted."""
    action()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def show(figure: Figure) -> None:
    """Print one line: median (least to most), goal."""
    low, median, high = min(figure.values), statistics.median(figure.values), max(figure.values)
    goal = f"  goal {figure.goal:g}" if figure.goal is not None else ""
    digits = 0 if median >= 10 else 1
    figures = f"{median:8.{digits}f} {figure.unit} ({low:.{digits}f}-{high:.{digits}f})"
    sys.stdout.write(f"{figure.name:<58}{figures}{goal}\n")
    sys.stdout.flush()
