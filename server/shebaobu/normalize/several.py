"""Pages that show several persons, a table each: family members bound to one account.

Whose a block is, its own columns, fields and headings say, else the last labels before it. Where blocks that gave
records are of different persons, the page is of no one, and none of it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from shebaobu.domain.capture import Block, Capture, Fields, Grid, Lines
from shebaobu.domain.person import can_be_one
from shebaobu.domain.records import FamilySharing, Record
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.glued import spaced_labels, split_labels
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
) -> dict[tuple[int, int], Clue]:
    """For each place that gave a record of the page's own person, who that is as far as the page says.

    Places are a block and, of lines, the line: a document may go on to the next person.
    """
    giving: dict[int, set[int]] = {}
    for record in records:
        if record.source is not None and not isinstance(record, FamilySharing):
            giving.setdefault(record.source.block, set()).add(record.source.row)
    others = {record.source.block for record in records if record.source} - giving.keys()
    found: dict[tuple[int, int], Clue] = {}
    last = Clue()
    for index, block in enumerate(capture.blocks):
        if index in others:
            continue
        heading = Clue(name=_of_headings(block.path, page))
        if isinstance(block, Lines):
            for number, line in enumerate(block.lines):
                last = _after(last, _told(_pairs_of_line(line.text, page), page))
                if number in giving.get(index, ()):
                    found[index, number] = _after(last, heading)
            continue
        if isinstance(block, Fields):
            last = _after(last, _told(block.pairs, page))
        if index in giving:
            own = _of_columns(block, page, accounts[index]) if isinstance(block, Grid) else Clue()
            found[index, 0] = _after(_after(last, heading), own)
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


def _told(pairs: Iterable[tuple[str, str]], page: PageContext) -> Clue:
    told: dict[str, str] = {}
    for label, value in pairs:
        meaning = person_label(label, "", page.vocabulary)
        if meaning in Clue.__struct_fields__ and not is_blank(value):
            told.setdefault(meaning, value.split()[0] if meaning == "id_number" else value)
    return Clue(**told)


def _pairs_of_line(text: str, page: PageContext) -> list[tuple[str, str]]:
    return split_labels(text) or spaced_labels(text, lambda word: person_label(word, "", page.vocabulary) is not None)


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
