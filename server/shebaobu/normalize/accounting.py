"""What was done with each column, row, cell, field and line of a capture: nothing is dropped silently.

A cell's fate is that of its row where the row is not used, else an entry of its own where there is one, else
that of its column.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Part = Literal["column", "row", "cell", "field", "line"]
Use = Literal["used", "ignored", "not_understood"]


class Accounted(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """One entry. ``meaning`` is the record's or person's field, ``why`` a reason code (``why.*`` in words).

    ``index`` is the column, pair or line; for a row its number; for a cell its column, with ``row``.
    """

    block: int
    part: Part
    index: int
    use: Use
    row: int | None = None
    label: str | None = None
    meaning: str | None = msgspec.field(default=None, name="as")
    why: str | None = None
