"""What a page covers: where it shows no row for a month, the office has none.

A page covers a month of an insurance and place if a table of it shows months before and after (or the month itself),
all of its rows are there and understood, and it is the same view of the same source that showed the month before:
same page, same columns, same choices in its form but for years and dates. A table that is cut off, or filtered
otherwise, says nothing of what it does not show.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import msgspec

from shebaobu.domain.capture import Block, Capture, Fields, Grid
from shebaobu.domain.month import format_month, months_between, parse_month
from shebaobu.domain.records import Contribution
from shebaobu.ledger.names import places_fit
from shebaobu.normalize import Normalized

_VIEW_BYTES = 6


class Cover(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """A table's months of one insurance and place, ``first`` to ``last`` (``YYYY-MM``).

    ``view`` names the view, as a hash; ``whole`` says that no row of it is missing.
    """

    insurance: str | None
    pool: str | None
    first: str
    last: str
    view: str
    whole: bool = True

    def holds(self, record: Contribution) -> bool:
        """Whether the month of a record lies in what is covered; a place must be shown on both sides or on neither."""
        return (
            self.insurance == record.insurance
            and record.month is not None
            and self.first <= record.month <= self.last
            and _same_place(self.pool, record.pool)
        )

    def months(self) -> tuple[str, ...]:
        """The months that are covered."""
        return _months(self.first, self.last)


@lru_cache(256)
def _months(first: str, last: str) -> tuple[str, ...]:
    return tuple(format_month(index) for index in months_between(parse_month(first), parse_month(last)))


def covers_of(capture: Capture, found: Normalized) -> tuple[Cover, ...]:
    """What a capture covers, by its tables of monthly contributions."""
    missing = {entry.block for entry in found.accounting if entry.part == "row" and entry.use == "not_understood"}
    months: dict[tuple[int, str | None, str | None], list[str]] = {}
    for record in found.records:
        if isinstance(record, Contribution) and record.month is not None and record.source is not None:
            months.setdefault((record.source.block, record.insurance, record.pool), []).append(record.month)
    form = _form(capture, found)
    return tuple(
        Cover(
            insurance=insurance,
            pool=pool,
            first=min(shown),
            last=max(shown),
            view=_view(capture, capture.blocks[block], form),
            whole=block not in missing and _is_whole(capture.blocks[block]),
        )
        for (block, insurance, pool), shown in months.items()
    )


def _is_whole(block: Block) -> bool:
    """Whether a table shows all its rows; loose lines may be the part of a page that was on the screen."""
    return isinstance(block, Grid) and not block.truncated and (block.total_rows or 0) <= len(block.rows)


def _form(capture: Capture, found: Normalized) -> list[tuple[str, str]]:
    """What is chosen in the page's form, without times."""
    chosen = []
    for entry in found.accounting:
        block = capture.blocks[entry.block]
        if entry.why == "query_form" and entry.part == "field" and isinstance(block, Fields):
            label, value = block.pairs[entry.index]
            if not any(character.isdigit() for character in value):
                chosen.append((label, value))
    return sorted(chosen)


def _view(capture: Capture, block: Block, form: list[tuple[str, str]]) -> str:
    columns = block.columns if isinstance(block, Grid) else []
    shown = msgspec.json.encode([capture.origin.address.path, columns, form])
    return hashlib.sha256(shown).hexdigest()[: 2 * _VIEW_BYTES]


def _same_place(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return places_fit(one, other)
