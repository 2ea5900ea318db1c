"""The steps of a transfer: names and dates beside it, in whatever shape the page draws them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from shebaobu.domain.capture import Block, Capture, Fields, Grid, Lines
from shebaobu.domain.records import Record, Step, Transfer
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.cells import NotReadable, read_date
from shebaobu.normalize.text import is_blank

_FEWEST = 2
_NAME = re.compile(r"[^\d:：，。；]{2,24}")
_NUMBER = re.compile(r"\d{1,2}")
_BEHIND = re.compile(r"(.+?)\s+((?:19|20)\d{2}.*)")
_USED_AS = "steps"


class _Found(msgspec.Struct, kw_only=True, frozen=True):
    """A step and the parts of its block that said it."""

    step: Step
    block: int
    part: Literal["line", "field", "row"]
    indexes: tuple[int, ...]


def with_steps(records: list[Record], capture: Capture, accounts: Sequence[BlockAccount]) -> list[Record]:
    """The records with the steps of the one transfer of a capture, where at least two of them have a date."""
    transfers = [record for record in records if isinstance(record, Transfer)]
    if len(transfers) != 1 or transfers[0].source is None:
        return records
    page = capture.blocks[transfers[0].source.block].page
    found = [
        step
        for index, block in enumerate(capture.blocks)
        if block.page == page
        for step in _steps_of(index, block, accounts[index])
    ]
    if sum(step.step.on is not None for step in found) < _FEWEST:
        return records
    for step in found:
        account = accounts[step.block]
        account.entries[:] = [one for one in account.entries if one.part != step.part or one.index not in step.indexes]
        for index in step.indexes:
            account.used(step.part, index, _USED_AS)
    whole = msgspec.structs.replace(transfers[0], steps=tuple(step.step for step in found))
    return [whole if record is transfers[0] else record for record in records]


def _steps_of(index: int, block: Block, account: BlockAccount) -> Iterator[_Found]:
    used = {(entry.part, entry.index) for entry in account.entries if entry.use != "not_understood"}
    if isinstance(block, Lines):
        yield from _of_lines(index, block, {at for part, at in used if part == "line"})
    elif isinstance(block, Fields):
        for at, (label, value) in enumerate(block.pairs):
            step = None if ("field", at) in used else _step(label, value)
            if step:
                yield _Found(step=step, block=index, part="field", indexes=(at,))
    elif isinstance(block, Grid) and not any(block.columns):
        for at, row in enumerate(block.rows):
            cells = [cell for cell in row if not is_blank(cell) and not _NUMBER.fullmatch(cell)]
            step = (_step(*cells) or _step(*reversed(cells))) if len(cells) == _FEWEST else None
            if step and ("row", at) not in used:
                yield _Found(step=step, block=index, part="row", indexes=(at,))


def _of_lines(index: int, block: Lines, used: set[int]) -> Iterator[_Found]:
    """A date below its heading, a name and its date on one line or on two, a number over a name without a date."""
    texts = [line.text for line in block.lines]
    at = 0
    while at < len(texts):
        step, lines = (None, 1) if at in used else _step_at(texts, at, block.path)
        if step:
            yield _Found(step=step, block=index, part="line", indexes=tuple(range(at, at + lines)))
        at += lines


def _step_at(texts: Sequence[str], at: int, path: Sequence[str]) -> tuple[Step | None, int]:
    """The step that begins at a line, and how many lines it takes."""
    text = texts[at]
    after = texts[at + 1] if at + 1 < len(texts) else ""
    behind = _BEHIND.fullmatch(text)
    if len(texts) == 1 and path and _on(text):
        return _step(path[-1], text), 1
    if behind:
        return _step(behind[1], behind[2]), 1
    if len(texts) == _FEWEST and _NUMBER.fullmatch(text) and _NAME.fullmatch(after):
        return Step(name=after), 2
    step = _step(text, after) or _step(after, text)
    return step, 2 if step else 1


def _step(name: str, date: str) -> Step | None:
    on = _on(date)
    return Step(name=name.strip(), on=on) if on and _NAME.fullmatch(name.strip()) else None


def _on(text: str) -> str | None:
    try:
        return read_date(text)
    except NotReadable:
        return None
