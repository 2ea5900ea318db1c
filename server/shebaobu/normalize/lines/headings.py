"""What stands above the tables of a document: what it is, the place of its office, and the year it is about."""

from __future__ import annotations

import msgspec

from shebaobu.normalize.context import PageContext
from shebaobu.normalize.glued import split_labels
from shebaobu.normalize.identity import person_label
from shebaobu.normalize.insurances import named_exactly, named_within
from shebaobu.normalize.lines.texts import Text
from shebaobu.normalize.lines.words import load_line_words
from shebaobu.normalize.text import fold, is_blank
from shebaobu.normalize.vocabulary import Vocabulary

_LONGEST_HEADING = 40


class Above(msgspec.Struct, kw_only=True):
    """What the lines above a table say of its rows. ``lines`` holds what each of them was used for.

    ``pool_labelled`` tells whether the place stood there with a label, and not in the document's title only;
    ``of_person`` are lines that tell of the person as well.
    """

    path: list[str]
    pool: str | None
    pool_labelled: bool
    year: int | None
    lines: dict[int, str]
    of_person: set[int]


def read_above(texts: list[Text], page: PageContext) -> Above:
    """What the lines before a table say; a place with a label says more than the title's."""
    words = load_line_words()
    above = Above(path=[], pool=None, pool_labelled=False, year=None, lines={}, of_person=set())
    labelled: str | None = None
    titles: list[str] = []
    section: list[str] = []
    for text in texts:
        title = words.document.match(text.text) if len(text.text) <= _LONGEST_HEADING else None
        if title is not None:
            titles.append(text.text)
            if title["pool"]:
                above.pool = above.pool or title["pool"]
                above.lines[text.index] = "pool"
            above.year = above.year or _year(text.text)
        elif words.section.match(text.text) and len(text.text) <= _LONGEST_HEADING:
            section = [text.text]
        elif _is_year(text.text):
            above.year = _year(text.text)
            above.lines[text.index] = "year"
            titles.append(text.text)
        if any(person_label(word, "", page.vocabulary) for word in text.tokens):
            above.of_person.add(text.index)
        for name, value in stated(text, page):
            if name == "pool":
                labelled = labelled or value
                above.lines[text.index] = "pool"
            elif name == "insurance" and named_within(value, page.vocabulary):
                section.append(value)
                above.lines[text.index] = "insurance"
            elif name == "year":
                above.year = _year(value)
                above.lines[text.index] = "year"
        if text.text and names_insurance(text.text, page):
            section.append(text.text)
            above.lines[text.index] = "insurance"
    above.pool, above.pool_labelled = labelled or above.pool, labelled is not None
    above.path = titles + section
    return above


def names_insurance(text: str, page: PageContext) -> bool:
    """Whether a line is an insurance, or a heading of one (失业保险缴费信息)."""
    if named_exactly(text, page.vocabulary, page.portal):
        return not text.isascii()
    return bool(load_line_words().heading.match(text)) and named_within(text, page.vocabulary) is not None


def labelled_pool(texts: list[Text], page: PageContext) -> tuple[str, int] | None:
    """The one place that a document states with a label, and its line."""
    found = [(value, text.index) for text in texts for name, value in stated(text, page) if name == "pool"]
    return found[0] if len({value for value, _ in found}) == 1 else None


def stated(text: Text, page: PageContext) -> list[tuple[str, str]]:
    """The place, insurance and year that a line states with their labels."""
    words = load_line_words()
    place = words.insured_in.search(text.text)
    found: list[tuple[str, str]] = [("pool", place[1])] if place else []
    pairs = split_labels(text.text)
    tokens = text.tokens
    pairs += [(label, value) for label, value in zip(tokens[::2], tokens[1::2], strict=False)] if not pairs else []
    for label, value in pairs:
        meaning = _meaning(label, page.vocabulary)
        if meaning in ("pool", "insurance") and value and not is_blank(value):
            found.append((meaning, value.split()[0]))
        elif fold(label) in words.year and _year(value):
            found.append(("year", value))
    return found


def _meaning(label: str, vocabulary: Vocabulary) -> str | None:
    known = vocabulary.columns.get(fold(label))
    return known.name if known else None


def _is_year(text: str) -> bool:
    """A line that is a year, perhaps with the arrow of a list beside it."""
    rest = text.strip("vV▼▾∨﹀（）() \u3000")
    return len(rest) <= 6 and _year(rest) is not None


def _year(text: str) -> int | None:
    """The one year that a heading names."""
    found = {int(year) for year in load_line_words().year_of_document.findall(text)}
    return found.pop() if len(found) == 1 else None
