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
    """One entry. ``meaning`` is the field it was used for, ``why`` a reason code (``why.*`` in the words).

    ``index`` is the column, row, pair or line, counted from 0; for a cell its column, with its ``row``.
    """

    block: int
    part: Part
    index: int
    use: Use
    row: int | None = None
    label: str | None = None
    meaning: str | None = msgspec.field(default=None, name="as")
    why: str | None = None


class BlockAccount:
    """Collects the entries of one block while it is read."""

    def __init__(self, block: int) -> None:
        self.block = block
        self.entries: list[Accounted] = []

    def used(self, part: Part, index: int, meaning: str, label: str | None = None) -> None:
        """A part that went into records or told whose they are."""
        self._add(part, index, "used", label=label, meaning=meaning)

    def ignored(self, part: Part, index: int, why: str, label: str | None = None) -> None:
        """A part left out on purpose."""
        self._add(part, index, "ignored", label=label, why=why)

    def not_understood(self, part: Part, index: int, why: str, label: str | None = None) -> None:
        """A part that the user is shown because nothing was made of it."""
        self._add(part, index, "not_understood", label=label, why=why)

    def cell_not_understood(self, row: int, column: int, label: str, why: str) -> None:
        """A cell of a used row and column whose text could not be read."""
        self.entries.append(
            Accounted(
                block=self.block,
                part="cell",
                index=column,
                row=row,
                use="not_understood",
                label=label,
                why=why,
            )
        )

    def settled(self, part: Part, index: int) -> bool:
        """Whether something was said of this part already."""
        return any(entry.part == part and entry.index == index for entry in self.entries)

    def _add(
        self,
        part: Part,
        index: int,
        use: Use,
        *,
        label: str | None = None,
        meaning: str | None = None,
        why: str | None = None,
    ) -> None:
        self.entries.append(
            Accounted(block=self.block, part=part, index=index, use=use, label=label, meaning=meaning, why=why)
        )
