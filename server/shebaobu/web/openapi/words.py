"""Docstrings as the text of a description: Markdown instead of reStructuredText, lines joined."""

from __future__ import annotations

import inspect


def in_words(documented: object) -> str:
    """The whole docstring."""
    return as_markdown(inspect.getdoc(documented) or "")


def first_line(documented: object) -> str:
    """The first sentence or clause of a docstring, as it stands in its first line."""
    return in_words(documented).partition("\n")[0]


def further_lines(documented: object) -> str:
    """What a docstring says beyond its first line; an empty text where that is all."""
    return in_words(documented).partition("\n\n")[2]


def as_markdown(text: str) -> str:
    """The text of a docstring with each paragraph on one line."""
    paragraphs = text.replace("``", "`").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
