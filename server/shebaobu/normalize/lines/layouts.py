"""Headers found in lines: the columns of a table, its groups and leaves put together again."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from shebaobu.normalize.context import PageContext
from shebaobu.normalize.lines.groups import divide
from shebaobu.normalize.lines.texts import Head, Text, head_of, heads_of, is_header
from shebaobu.normalize.lines.words import load_line_words
from shebaobu.normalize.text import fold

_MOST_HEADER_LINES = 4
_MOST_LEAVES = 48


class LineColumn(msgspec.Struct, kw_only=True, frozen=True):
    """A column: its own word, and the insurance it belongs to."""

    head: Head
    group: Head | None = None


class Layout(msgspec.Struct, kw_only=True, frozen=True):
    """The columns of a table and the lines of its header; ``times`` several where each line holds several rows."""

    columns: tuple[LineColumn, ...]
    lines: tuple[int, ...]
    groups: tuple[Head, ...] = ()
    shared: tuple[Head, ...] = ()
    times: int = 1

    @property
    def heads(self) -> list[Head]:
        """The words of the columns."""
        return [column.head for column in self.columns]


def layout_at(texts: Sequence[Text], start: int, page: PageContext, earlier: Layout | None) -> Layout | None:
    """The layout of the header that begins at a line; None where none begins, or its groups cannot be told."""
    levels: list[tuple[Text, list[Head]]] = []
    for text in texts[start : start + _MOST_HEADER_LINES]:
        if len(text.tokens) < 2 or any(map(str.isdigit, text.text)):
            break
        heads = heads_of(text, page)
        if not is_header(heads) and not (levels and _is_short(heads)):
            break
        levels.append((text, heads))
    if not levels:
        return None
    grouped = [at for at, (_, heads) in enumerate(levels) if any(head.kind == "group" for head in heads)]
    if not grouped:
        return _under_earlier(levels[0], earlier) or _one_level(*levels[0])
    first = grouped[0]
    below = [
        (text, [_in_full(head, page) for head in heads])
        for text, heads in levels[first + 1 :]
        if not any(head.kind == "group" for head in heads)
    ]
    if not below:
        return _one_level(*levels[first])
    return _two_levels(levels[: first + 1], below)


def _is_short(heads: list[Head]) -> bool:
    """Whether a line below a header holds nothing but short words."""
    return len(heads) > 1 and all(fold(head.text) in load_line_words().short for head in heads)


def _in_full(head: Head, page: PageContext) -> Head:
    """The word under an insurance that a short one stands for."""
    meant = load_line_words().short.get(fold(head.text))
    return head_of(meant, page) if meant else head


def _one_level(text: Text, heads: list[Head]) -> Layout | None:
    """A header of one line; the same words twice over are two rows in each line, and other repetitions none."""
    names = [head.text for head in heads]
    times = next(
        (
            n
            for n in (4, 3, 2)
            if len(names) % n == 0 and len(names) // n >= 2 and names == names[: len(names) // n] * n
        ),
        1,
    )
    columns = tuple(_alone(head) for head in heads[: len(heads) // times])
    if len({column.head.text for column in columns}) < len(columns):
        return None
    return Layout(columns=columns, lines=(text.index,), times=times)


def _two_levels(upper: list[tuple[Text, list[Head]]], below: list[tuple[Text, list[Head]]]) -> Layout | None:
    leaf_text, leaves = below[0]
    lines = [text.index for text, _ in upper]
    shared_line: list[Head] = []
    if len(below) > 1 and all(_is_shared(head) for head in leaves):
        shared_line, lines = leaves, [*lines, leaf_text.index]
        leaf_text, leaves = below[1]
    groups = [head for head in upper[-1][1] if head.kind == "group"]
    left, middle, right = _without_shared(leaves)
    divided = divide(middle, groups) if len(middle) <= _MOST_LEAVES else None
    if divided is None:
        return None
    columns: list[LineColumn] = []
    segments = iter(divided)
    above = [head for _, heads in upper[:-1] for head in heads if _is_shared(head)] + shared_line
    before = [*above, *left]
    for head in upper[-1][1]:
        if head.kind != "group":
            columns.append(_alone(head))
            continue
        if before:
            columns += [LineColumn(head=one) for one in before]
            before = []
        columns += [LineColumn(head=leaf, group=head) for leaf in next(segments)]
    columns += [LineColumn(head=one) for one in right]
    return Layout(
        columns=tuple(columns),
        lines=(*lines, leaf_text.index),
        groups=tuple(groups),
        shared=tuple(column.head for column in columns if column.group is None),
    )


def _under_earlier(level: tuple[Text, list[Head]], earlier: Layout | None) -> Layout | None:
    """Further leaves under the groups of the header before: the part of a form that has its own columns."""
    text, leaves = level
    if earlier is None or not earlier.groups or len(leaves) > _MOST_LEAVES:
        return None
    if any(_is_shared(head) for head in leaves) or len({head.text for head in leaves}) == len(leaves):
        return None
    divided = divide(leaves, earlier.groups)
    if divided is None:
        return None
    columns = [LineColumn(head=head) for head in earlier.shared]
    columns += [
        LineColumn(head=leaf, group=group)
        for group, segment in zip(earlier.groups, divided, strict=True)
        for leaf in segment
    ]
    return Layout(columns=tuple(columns), lines=(text.index,), groups=earlier.groups, shared=earlier.shared)


def _alone(head: Head) -> LineColumn:
    """A column under no insurance: 险种 is there the insurance of its row."""
    kind = "label" if head.kind == "tier" and head.meaning is not None else head.kind
    return LineColumn(head=msgspec.structs.replace(head, kind=kind))


def _without_shared(leaves: list[Head]) -> tuple[list[Head], list[Head], list[Head]]:
    """Leaves between the words of the whole row that stand on their line before and after them."""
    start, end = 0, len(leaves)
    while start < end and _is_shared(leaves[start]):
        start += 1
    while end > start and _is_shared(leaves[end - 1]):
        end -= 1
    return leaves[:start], leaves[start:end], leaves[end:]


def _is_shared(head: Head) -> bool:
    return head.kind in ("year", "month_of_year") or head.name in load_line_words().shared
