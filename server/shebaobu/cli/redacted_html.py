"""A saved page without anybody's own values: structure, labels and months stay, scripts and comments do not."""

from __future__ import annotations

import itertools
from html import escape
from html.parser import HTMLParser

from shebaobu.cli.disguise import Disguise, is_known_label, role_of
from shebaobu.cli.inventing import Role
from shebaobu.domain.secrets import HIDDEN, is_secret_label

_DROPPED = frozenset({"script", "noscript", "template", "xml", "object", "embed", "applet", "svg"})
_VOID = frozenset(
    {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_NO_ATTRIBUTES = frozenset(
    {"href", "src", "srcset", "srcdoc", "action", "formaction", "background", "cite", "poster", "data"}
)
_AS_TEXT = frozenset({"value", "title", "placeholder", "alt", "aria-label", "content", "label"})
_STANDARD_NUMBER = "aac001"


class _Walker(HTMLParser):
    """Goes through a page; each text and each value of an input is a piece, numbered in the order of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._dropping: list[str] = []
        self.tables: list[_Table] = []
        self.pieces: list[str] = []
        self.roles: dict[int, Role] = {}
        self.secret: set[int] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if self._dropping or tag in _DROPPED:
            if tag in _DROPPED and tag not in _VOID:
                self._dropping.append(tag)
            return
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.tables.append(_Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1].rows:
            self.tables[-1].rows[-1].append(_Cell(_span(given.get("colspan"))))
        self.opened(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that has no inside."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if self._dropping:
            if tag == self._dropping[-1]:
                self._dropping.pop()
            return
        if tag == "table" and self.tables:
            self.ended_table(self.tables.pop())
        self.closed(tag)

    def handle_data(self, data: str) -> None:
        """A text."""
        if not self._dropping:
            self.text(data)

    def piece(self, text: str) -> int:
        """The number of a text or value, which is noted in the cell that it stands in."""
        self.pieces.append(text.strip())
        number = len(self.pieces) - 1
        if text.strip() and self.tables and self.tables[-1].rows and self.tables[-1].rows[-1]:
            self.tables[-1].rows[-1][-1].pieces.append(number)
        return number

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        """What is done with an element's beginning."""

    def closed(self, tag: str) -> None:
        """What is done with an element's end."""

    def text(self, data: str) -> None:
        """What is done with a text."""

    def ended_table(self, table: _Table) -> None:
        """What is done with a whole table."""


class _Cell:
    def __init__(self, width: int) -> None:
        self.width = width
        self.pieces: list[int] = []


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[_Cell]] = []


def _span(text: str | None) -> int:
    return int(text) if text and text.isdigit() and 0 < int(text) < 100 else 1


class _Learner(_Walker):
    """Finds what the labels of a page say of its values: behind them, or below them in a column."""

    def __init__(self, disguise: Disguise) -> None:
        super().__init__()
        self._disguise = disguise
        self._columns: dict[int, str] = {}

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        """An input is a piece as it stands in the page."""
        if tag == "input":
            number = self.piece(attributes.get("value", ""))
            role = role_of(attributes.get("name", "")) or role_of(attributes.get("id", ""))
            if role is not None:
                self.roles[number] = role

    def text(self, data: str) -> None:
        """A line with its own labels."""
        self.piece(data)
        self._disguise.learn_line(data)

    def ended_table(self, table: _Table) -> None:
        """Columns below the labels of a header; the columns of a table without header are those of the last one."""
        for row in table.rows:
            texts = [" ".join(self.pieces[number] for number in cell.pieces) for cell in row]
            if sum(is_known_label(text) for text in texts) * 2 >= max(2, len(row)) and not _pairs_like(texts):
                self._columns = dict(zip(_starts(row), texts, strict=True))
                continue
            for at, cell in zip(_starts(row), row, strict=True):
                label = self._columns.get(at, "")
                for number in cell.pieces:
                    self._note(number, label)

    def settle(self) -> None:
        """Labels that stand before their value."""
        shown = [number for number, piece in enumerate(self.pieces) if piece]
        for number, following in itertools.pairwise(shown):
            if following not in self.roles and not is_known_label(self.pieces[following]):
                self._note(following, self.pieces[number])
        for number, role in self.roles.items():
            self._disguise.learn(role, self.pieces[number])

    def _note(self, number: int, label: str) -> None:
        role = role_of(label) if label else None
        if role is not None and not is_known_label(self.pieces[number]):
            self.roles[number] = role
        if label and is_secret_label(label):
            self.secret.add(number)


def _starts(row: list[_Cell]) -> list[int]:
    return [sum(cell.width for cell in row[:at]) for at in range(len(row))]


def _pairs_like(texts: list[str]) -> bool:
    """Whether a row is labels each with a value behind it, and no header."""
    values = [text for text in texts[1::2] if text]
    return bool(values) and not any(is_known_label(text) for text in values)


class _Writer(_Walker):
    """Writes the page anew."""

    def __init__(self, disguise: Disguise, learner: _Learner) -> None:
        super().__init__()
        self._disguise = disguise
        self._learner = learner
        self._inside: list[str] = []
        self.out: list[str] = []

    def handle_decl(self, decl: str) -> None:
        """The document's type stays."""
        self.out.append(f"<!{decl}>")

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        """An element without handlers and addresses; of hidden inputs only the person's standard number stays."""
        value = None
        if tag == "input":
            value = self._written(self.piece(attributes.get("value", "")), attributes.get("value", ""))
        if (
            tag in ("link", "base")
            or (tag == "meta" and "charset" not in attributes)
            or _is_hidden_data(tag, attributes)
        ):
            return
        if tag not in _VOID:
            self._inside.append(tag)
        kept = [
            (name, self._attribute(name, text if name != "value" or value is None else value, done=name == "value"))
            for name, text in attributes.items()
            if name not in _NO_ATTRIBUTES and not name.startswith("on")
        ]
        written = "".join(f' {name}="{escape(text)}"' for name, text in kept)
        self.out.append(f"<{tag}{written}>")

    def closed(self, tag: str) -> None:
        """The end of an element."""
        if tag in self._inside:
            self._inside.remove(tag)
            self.out.append(f"</{tag}>")

    def text(self, data: str) -> None:
        """A text; one of a style is no text."""
        number = self.piece(data)
        if self._inside and self._inside[-1] == "style":
            self.out.append(data)
        else:
            self.out.append(escape(self._written(number, data), quote=False))

    def _written(self, number: int, text: str) -> str:
        if number in self._learner.secret and text.strip():
            return HIDDEN
        return self._disguise.write(text, self._learner.roles.get(number))

    def _attribute(self, name: str, text: str, *, done: bool) -> str:
        if done or name in ("class", "style", "type", "name", "for", "colspan", "rowspan", "width", "height"):
            return text
        return self._disguise.write(text) if name in _AS_TEXT else self._disguise.write_mark(text)


def _is_hidden_data(tag: str, attributes: dict[str, str]) -> bool:
    hidden = tag == "input" and attributes.get("type", "").lower() in ("hidden", "password")
    return hidden and _STANDARD_NUMBER not in (attributes.get("name", "").lower(), attributes.get("id", "").lower())


def redact_html(page: str, disguise: Disguise) -> str:
    """The page with invented people, employers and amounts."""
    learner = _Learner(disguise)
    learner.feed(page)
    learner.close()
    learner.settle()
    writer = _Writer(disguise, learner)
    writer.feed(page)
    writer.close()
    return "".join(writer.out)
