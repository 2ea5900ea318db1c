"""Lines of certificates and screenshots: the tables and cards that they are, found again."""

from __future__ import annotations

from shebaobu.domain.capture import Lines
from shebaobu.domain.records import Record
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.lines.cards import read_cards
from shebaobu.normalize.lines.certificates import read_certificate, read_labelled
from shebaobu.normalize.lines.handing import ReadGrid
from shebaobu.normalize.lines.panels import under_its_label
from shebaobu.normalize.lines.texts import texts_of

__all__ = ["ReadGrid", "read_lines"]


def read_lines(lines: Lines, page: PageContext, account: BlockAccount, read_grid: ReadGrid) -> list[Record]:
    """The records of a block of lines; the lines they were read from are accounted for."""
    labelled = under_its_label(lines, page)
    if labelled is not None:
        return read_labelled(texts_of(labelled), page, account, read_grid, labelled.path)
    texts = texts_of(lines)
    records = read_certificate(texts, page, account, read_grid)
    if records is None:
        of_cards = BlockAccount(account.block)
        records = read_cards(texts, page, of_cards, read_grid)
        if not records:
            records = read_labelled(texts, page, account, read_grid, lines.path)
        account.entries += [one for one in of_cards.entries if not account.settled("line", one.index)]
        return records
    return records + read_labelled(texts, page, account, read_grid, lines.path)
