"""Labels with their values in one line: glued by colons, ``姓名：宋亦然 公民身份号码：…``, or between spaces."""

from __future__ import annotations

import re
from collections.abc import Callable

_LABEL = re.compile(r"([^\s:：,，。;；]{1,20})\s*[:：]\s*")


def split_labels(text: str) -> list[tuple[str, str]]:
    """The label-value pairs of a line that glues several."""
    parts = _LABEL.split(text)
    return [(label, value.strip()) for label, value in zip(parts[1::2], parts[2::2], strict=True)]


def spaced_labels(text: str, is_label: Callable[[str], bool]) -> list[tuple[str, str]]:
    """The label-value pairs of a printed line, ``姓名 林*安 性别 女``: each label has a value that is none.

    A value is one word, since what follows may be a label that is not known; at the line's end it is all that is left
    where no figure is among it.
    """
    words = text.split()
    at = [number for number, word in enumerate(words) if is_label(word)]
    if (
        not at
        or at[0] % 2
        or any(later == earlier + 1 for earlier, later in zip(at, [*at[1:], len(words)], strict=True))
    ):
        return []
    rest = words[at[-1] + 1 :]
    whole = not any(character.isdigit() for word in rest for character in word)
    last = (words[at[-1]], " ".join(rest) if whole else rest[0])
    return [*((words[label], words[label + 1]) for label in at[:-1]), last]
