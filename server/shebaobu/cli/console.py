"""The terminal: texts in its language, to standard output or standard error."""

from __future__ import annotations

import contextlib
import io
import sys
import unicodedata

from shebaobu.i18n import console_language, say


class Console:
    """Where a command writes."""

    def __init__(self) -> None:
        self.lang = console_language()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                with contextlib.suppress(ValueError):
                    stream.reconfigure(errors="backslashreplace")

    def say(self, key: str, **params: object) -> str:
        """A text in the terminal's language."""
        return say(self.lang, key, **params)

    def print(self, text: str = "") -> None:
        """A line of the answer."""
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    def tell(self, key: str, **params: object) -> None:
        """A line of the answer, by its key."""
        self.print(self.say(key, **params))

    def complain(self, text: str) -> None:
        """A line for standard error."""
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def width(text: str) -> int:
    """Columns that a text takes in a terminal: two for each wide character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def table(rows: list[list[str]]) -> list[str]:
    """Rows as lines with aligned columns."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
