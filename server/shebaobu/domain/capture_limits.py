"""How much a capture may hold: more than any page shows, and no more than is read in some seconds.

Reading takes time with the number of things on a page and with the length of its headings and labels, so those are
limited: each limit alone is read in about ten seconds. The texts of cells are bounded by the size of a request.
"""

from __future__ import annotations

from collections.abc import Iterator

from shebaobu.domain.capture import Block, Capture, Fields, Grid
from shebaobu.errors import CaptureTooLarge

BLOCKS = 2_000
COLUMNS = 1_000
ROWS = 50_000
CELLS = 500_000
PAIRS = 5_000
LINES = 10_000
LABELS_LENGTH = 1_200_000


def check_size(capture: Capture) -> None:
    """Raise ``CaptureTooLarge``, naming what there is too much of."""
    grids = [block for block in capture.blocks if isinstance(block, Grid)]
    fields = [block for block in capture.blocks if isinstance(block, Fields)]
    lines = [block for block in capture.blocks if not isinstance(block, Grid | Fields)]
    counted = {
        "blocks": (len(capture.blocks), BLOCKS),
        "columns": (max((len(grid.columns) for grid in grids), default=0), COLUMNS),
        "rows": (sum(len(grid.rows) for grid in grids), ROWS),
        "cells": (sum(len(row) for grid in grids for row in grid.rows), CELLS),
        "pairs": (sum(len(block.pairs) for block in fields), PAIRS),
        "lines": (sum(len(block.lines) for block in lines), LINES),
        "labels": (sum(map(len, _labels(capture.blocks))), LABELS_LENGTH),
    }
    for what, (count, most) in counted.items():
        if count > most:
            raise CaptureTooLarge(what=what, most=most)


def _labels(blocks: list[Block]) -> Iterator[str]:
    """The texts whose wording is looked up: headings, the headers of columns, what a pair calls its value."""
    for block in blocks:
        yield from block.path
        if isinstance(block, Grid):
            for column in block.columns:
                yield from column
        elif isinstance(block, Fields):
            for label, _ in block.pairs:
                yield label
