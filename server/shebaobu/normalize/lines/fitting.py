"""The tokens of a row in their columns: only where there is one way to do it, since a value is never shifted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shebaobu.normalize.lines.kinds import as_read, is_text, takes
from shebaobu.normalize.lines.texts import Head


def fit(tokens: Sequence[str], columns: Sequence[Head]) -> list[str] | None:
    """The cells of a row, or None where tokens are missing, glued, or could stand in more than one way.

    Only words and days may be missing, and words hold several tokens: which of many amounts is missing cannot be told.
    """
    if len(tokens) == len(columns) and all(map(takes, columns, tokens)):
        return list(map(as_read, columns, tokens))
    if not any(is_text(head) or _is_day(head) for head in columns):
        return None
    ways = list(_ways(list(tokens), list(columns), limit=2))
    return list(map(as_read, columns, ways[0])) if len(ways) == 1 else None


def _ways(tokens: list[str], columns: list[Head], *, limit: int) -> Iterator[list[str]]:
    """Up to ``limit`` ways to put all the tokens into the columns in their order."""
    found = 0
    stack: list[tuple[int, list[str]]] = [(0, [])]
    while stack and found < limit:
        at, cells = stack.pop()
        if len(cells) == len(columns):
            if at == len(tokens):
                found += 1
                yield cells
            continue
        head = columns[len(cells)]
        if is_text(head):
            stack.append((at, [*cells, ""]))
            for end in range(at + 1, len(tokens) + 1):
                if not all(takes(head, token) for token in tokens[at:end]):
                    break
                stack.append((end, [*cells, " ".join(tokens[at:end])]))
            continue
        if _is_day(head):
            stack.append((at, [*cells, ""]))
        if at < len(tokens) and takes(head, tokens[at]):
            stack.append((at + 1, [*cells, tokens[at]]))


def _is_day(head: Head) -> bool:
    """Whether a column holds days, which look like nothing else in a row."""
    return head.meaning is not None and head.meaning.value == "date"
