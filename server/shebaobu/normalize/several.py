"""Pages that show several persons, a table each: family members bound to one account.

Whose a block is, its own columns, fields and headings say, else the last labels before it. Where blocks that gave
records are of different persons, the page is of no one, and none of it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from shebaobu.domain.capture import Block, Capture, Fields, Grid, Lines
from shebaobu.domain.person import can_be_one
from shebaobu.domain.records import FamilySharing, Record
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.glued import split_labels
from shebaobu.normalize.identity import identity_columns, person_label
from shebaobu.normalize.person_values import masked_name
from shebaobu.normalize.text import fold, is_blank, split_brackets


class Clue(msgspec.Struct, kw_only=True, frozen=True):
    """What tells persons apart: a name and an ID number, whole or with marks in them."""

    name: str | None = None
    id_number: str | None = None

    def can_be(self, other: Clue) -> bool:
        """Whether both can be of one person."""
        pairs = ((self.name, other.name), (self.id_number, other.id_number))
        return all(one is None or two is None or can_be_one(one, two) for one, two in pairs)


def clues_of_records(
    capture: Capture, records: Sequence[Record], page: PageContext, accounts: Sequence[BlockAccount]
) -> dict[int, Clue]:
    """For each block that gave records of the page's own person, who that is as far as the page says."""
    giving = {record.source.block for record in records if record.source and not isinstance(record, FamilySharing)}
    others = {record.source.block for record in records if record.source} - giving
    found: dict[int, Clue] = {}
    last = Clue()
    for index, block in enumerate(capture.blocks):
        if index in others:
            continue
        labelled = _labelled(block, page)
        last = _after(last, labelled)
        own = _of_columns(block, page, accounts[index]) if isinstance(block, Grid) else Clue()
        heading = _of_headings(block.path, page)
        if index in giving:
            found[index] = _after(_after(last, Clue(name=heading)), own)
    return found


def are_several(clues: Sequence[Clue]) -> bool:
    """Whether any two cannot be of one person."""
    return any(not one.can_be(other) for at, one in enumerate(clues) for other in clues[:at])


def refuse(block: Block, account: BlockAccount) -> None:
    """Show all of a block with the reason."""
    account.entries.clear()
    if isinstance(block, Grid):
        for index, path in enumerate(block.columns):
            account.not_understood("column", index, "several_persons", " › ".join(path))
    elif isinstance(block, Fields):
        for index, (label, _) in enumerate(block.pairs):
            account.not_understood("field", index, "several_persons", label)
    else:
        for index in range(len(block.lines)):
            account.not_understood("line", index, "several_persons")


def _after(known: Clue, told: Clue) -> Clue:
    """What is known once more was told: of somebody else, nothing of the one before counts."""
    if not known.can_be(told):
        return told
    return Clue(name=told.name or known.name, id_number=told.id_number or known.id_number)


def _labelled(block: Block, page: PageContext) -> Clue:
    told: dict[str, str] = {}
    for label, value in _pairs(block):
        meaning = person_label(label, "", page.vocabulary)
        if meaning in Clue.__struct_fields__ and not is_blank(value):
            told.setdefault(meaning, value.split()[0] if meaning == "id_number" else value)
    return Clue(**told)


def _pairs(block: Block) -> Iterator[tuple[str, str]]:
    if isinstance(block, Fields):
        yield from block.pairs
    elif isinstance(block, Lines):
        for line in block.lines:
            yield from split_labels(line.text)


def _of_columns(grid: Grid, page: PageContext, account: BlockAccount) -> Clue:
    """The one value of a column in all rows that became records."""
    one = {
        column.meaning: column.values[0]
        for column in identity_columns(grid, page, account)
        if column.meaning in Clue.__struct_fields__ and len(column.values) == 1
    }
    return Clue(**one)


def _of_headings(path: Sequence[str], page: PageContext) -> str | None:
    """The name in the nearest heading that is one: masked, or with what they are to the family in brackets."""
    for heading in reversed(path):
        bare, brackets = split_brackets(fold(heading))
        name = masked_name(bare, page.vocabulary)
        if name or set(brackets) & set(page.vocabulary.furniture["relation"]):
            return name or bare
    return None
