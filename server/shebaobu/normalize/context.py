"""What stands around a table: its headings, the page's title and address, and notes about its amounts."""

from __future__ import annotations

from urllib.parse import parse_qsl

import msgspec

from shebaobu.domain.capture import Capture, Grid, Lines
from shebaobu.normalize.insurances import Named, named_within
from shebaobu.normalize.portals import Portal, find_portal
from shebaobu.normalize.text import fold
from shebaobu.normalize.vocabulary import Vocabulary, load_vocabulary

_TEN_THOUSAND_NOTE = "单位:万元"


class PageContext(msgspec.Struct, kw_only=True, frozen=True):
    """A page as a whole, the same for all its blocks."""

    url: str
    title: str
    query: dict[str, str]
    texts: tuple[str, ...]
    portal: Portal
    vocabulary: Vocabulary

    @property
    def in_ten_thousands(self) -> bool:
        """Whether the page says that its amounts are in 万元."""
        return any(_TEN_THOUSAND_NOTE in text for text in self.texts)

    @property
    def states_period_totals(self) -> bool:
        """Whether a note says that the amounts of a row are sums over its period."""
        notes = self.vocabulary.furniture["period_total_note"]
        return any(note in text for note in notes for text in self.texts)


def read_context(capture: Capture) -> PageContext:
    """The context of a capture; ``texts`` are its loose lines and one-cell rows, folded."""
    address = capture.origin.address
    return PageContext(
        url=capture.origin.url,
        title=capture.origin.title,
        query={name.lower(): value for name, value in parse_qsl(address.query)},
        texts=tuple(fold(text) for block in capture.blocks for text in _loose_texts(block)),
        portal=find_portal(address.hostname),
        vocabulary=load_vocabulary(),
    )


def _loose_texts(block: object) -> list[str]:
    if isinstance(block, Lines):
        return [line.text for line in block.lines]
    if isinstance(block, Grid):
        return [filled[0] for row in block.rows if len(filled := [cell for cell in row if cell]) == 1]
    return []


def insurance_of_table(path: list[str], page: PageContext) -> Named | None:
    """The insurance of a whole table: the nearest heading that names one.

    Where that heading names only a family, the address or a farther heading may tell which of it. The words
    of a heading are kept as ``text``; an address has none.
    """
    headings = [*reversed(path), page.title]
    named = [found for heading in headings if (found := named_within(heading, page.vocabulary))]
    nearest = next(iter(named), None)
    if nearest is not None and nearest.code:
        return nearest
    code = page.portal.insurance_of_address(page.url) or page.vocabulary.insurance_codes.get(
        page.query.get("aae140", "")
    )
    if code and (nearest is None or code in nearest.choices):
        return Named(code=code)
    if nearest is None:
        return None
    return next((found for found in named if found.code in nearest.choices), nearest)
