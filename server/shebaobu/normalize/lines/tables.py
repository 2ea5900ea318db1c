"""Tables found in lines: a header, and the lines below it whose tokens stand in its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from shebaobu.normalize.context import PageContext
from shebaobu.normalize.lines.fitting import fit
from shebaobu.normalize.lines.kinds import takes
from shebaobu.normalize.lines.layouts import Layout, LineColumn, layout_at
from shebaobu.normalize.lines.legend import Legend
from shebaobu.normalize.lines.positions import columns_of, fit_by_place
from shebaobu.normalize.lines.texts import Head, Text
from shebaobu.normalize.lines.words import load_line_words
from shebaobu.normalize.text import fold, is_blank
from shebaobu.normalize.vocabulary import Meaning

_TOTAL = ("合计", "小计", "总计", "本页合计", "累计")
_DATA_LIKE = re.compile(r"[-\d.,]*\d[-\d.,]*")


class LineRow(msgspec.Struct, kw_only=True, frozen=True):
    """A row: the line it stands in, its cells, and the marks that stood at them, by column."""

    line: int
    cells: list[str]
    marks: dict[int, str]


class LineTable(msgspec.Struct, kw_only=True):
    """A table as it lies in lines ``start`` to ``end`` (not included)."""

    layout: Layout
    start: int
    end: int
    rows: list[LineRow]
    header: list[int]
    sums: list[LineRow]
    gaps: list[int]
    misfits: list[int]

    @property
    def lines(self) -> list[int]:
        """The lines that are its header and rows, or should be."""
        return [*self.header, *(row.line for row in [*self.rows, *self.sums]), *self.misfits]


def find_tables(texts: Sequence[Text], legend: Legend, page: PageContext) -> list[LineTable]:
    """The tables of a block of lines, first to last."""
    found: list[LineTable] = []
    at, earlier = 0, None
    while at < len(texts):
        layout = None if texts[at].index in legend.lines else layout_at(texts, at, page, earlier)
        if layout is None or not _tells_rows_apart(layout):
            at += 1
            continue
        table = _read(texts, at, layout, legend, page)
        earlier = layout
        found.append(table)
        at = table.end
    return found


def _tells_rows_apart(layout: Layout) -> bool:
    """Whether a header has a column that says which row is which: labels of amounts alone are those of a card."""
    return any(
        column.head.kind != "unknown"
        and column.head.name not in ("status", "pay_type")
        and not (column.head.meaning and column.head.meaning.value == "money")
        for column in layout.columns
    )


def _read(texts: Sequence[Text], start: int, layout: Layout, legend: Legend, page: PageContext) -> LineTable:
    body = max(layout.lines) - texts[0].index + 1
    table = LineTable(
        layout=layout, start=start, end=body, rows=[], header=list(layout.lines), sums=[], gaps=[], misfits=[]
    )
    ways = _ways_to_read(layout)
    at = body
    while at < len(texts):
        text = texts[at]
        again = layout_at(texts, at, page, layout) if text.tokens else None
        if again is not None and _same(again, layout):
            table.header += again.lines
            at = max(again.lines) - texts[0].index + 1
            continue
        if again is not None or text.index in legend.lines or _ends(text):
            break
        _take(text, table, ways, legend)
        at += 1
    _fit_by_place(texts, table)
    while at > body and not texts[at - 1].tokens:
        at -= 1
    table.end = at
    table.gaps = [line for line in table.gaps if line < texts[0].index + at]
    return table


def _fit_by_place(texts: Sequence[Text], table: LineTable) -> None:
    """Rows with empty cells, where the whole rows show the places of the columns."""
    if table.layout.times > 1 or not table.misfits:
        return
    by_line = {text.index: text for text in texts}
    heads = table.layout.heads
    places = columns_of([by_line[row.line] for row in table.rows if not row.marks], len(heads))
    if places is None:
        return
    for line in list(table.misfits):
        cells = fit_by_place(by_line[line], heads, places)
        if cells is not None and cells[0]:
            table.misfits.remove(line)
            table.rows.append(LineRow(line=line, cells=cells, marks={}))


def _ends(text: Text) -> bool:
    words = load_line_words()
    return bool(words.section.match(text.text) or words.note.match(text.text))


def _same(one: Layout, other: Layout) -> bool:
    return [head.text for head in one.heads] == [head.text for head in other.heads]


def _ways_to_read(layout: Layout) -> list[Layout]:
    """The columns as they are, and with year and month in one token."""
    ways = [layout]
    kinds = [column.head.kind for column in layout.columns]
    for at in range(len(kinds) - 1):
        if kinds[at : at + 2] == ["year", "month_of_year"]:
            month = Head(text="缴费年月", kind="label", meaning=Meaning(name="month", value="month"))
            columns = (*layout.columns[:at], LineColumn(head=month), *layout.columns[at + 2 :])
            ways.append(msgspec.structs.replace(layout, columns=columns))
    return ways


def _take(text: Text, table: LineTable, ways: list[Layout], legend: Legend) -> None:
    """Put a line of the body where it belongs; one that is none of a table's is left to others."""
    if not text.tokens:
        table.gaps.append(text.index)
        return
    if any(fold(text.tokens[0]).startswith(word) for word in _TOTAL):
        table.sums.append(_sums(text, table.layout))
        return
    for way in ways:
        rows = _rows(text, way, legend)
        if rows:
            if way is not table.layout and not table.rows:
                table.layout = way
            if table.layout is way:
                table.rows += rows
                return
    if _is_like_data(text, table.layout):
        table.misfits.append(text.index)


def _rows(text: Text, layout: Layout, legend: Legend) -> list[LineRow]:
    """The rows of a line, one after the other where the header says its words several times."""
    columns = layout.columns
    tokens = list(text.tokens)
    if layout.times > 1:
        if len(tokens) % len(columns) or len(tokens) > len(columns) * layout.times:
            return []
        parts = [tokens[at : at + len(columns)] for at in range(0, len(tokens), len(columns))]
    else:
        parts = [tokens]
    rows = [_row(text.index, part, layout, legend) for part in parts]
    return [row for row in rows if row is not None] if all(rows) else []


def _row(line: int, tokens: list[str], layout: Layout, legend: Legend) -> LineRow | None:
    heads = layout.heads
    bare, marks = _without_marks(tokens, _marks_of(layout, legend))
    for read, marked in ((bare, marks), (tokens, {})):
        cells = fit(read, heads)
        if cells is None:
            continue
        at_columns = {next(i for i, cell in enumerate(cells) if read[at] in cell.split()): marked[at] for at in marked}
        return LineRow(line=line, cells=cells, marks=at_columns)
    return None


def _marks_of(layout: Layout, legend: Legend) -> list[str]:
    """The symbols that may stand beside a cell: those of payment types, where these have no column of their own."""
    return [] if any(head.name == "pay_type" for head in layout.heads) else list(legend.pay_marks)


def _without_marks(tokens: list[str], symbols: list[str]) -> tuple[list[str], dict[int, str]]:
    """Tokens without the symbols before, behind or beside them, and which of them had one."""
    bare: list[str] = []
    marks: dict[int, str] = {}
    waiting: str | None = None
    for token in tokens:
        if token in symbols:
            waiting = token
            continue
        symbol = next((one for one in symbols if token.startswith(one) or token.endswith(one)), None)
        if symbol and not is_blank(token):
            marks[len(bare)] = symbol
        elif waiting:
            marks[len(bare)] = waiting
        waiting = None
        bare.append(token.strip(symbol) if symbol else token)
    if waiting and bare:
        marks[len(bare) - 1] = waiting
    return bare, marks


def _sums(text: Text, layout: Layout) -> LineRow:
    """A row of sums: each in its column where there are as many as the table has columns of amounts, else none."""
    heads = layout.heads
    values = list(text.tokens[1:])
    amounts = [at for at, head in enumerate(heads) if head.meaning and head.meaning.value == "money"]
    unbased = [at for at in amounts if heads[at].name not in ("base", "base_total")]
    cells = [""] * len(heads)
    for places in (unbased, amounts, list(range(max(0, len(heads) - len(values)), len(heads)))):
        fits = 0 < len(values) == len(places) and all(
            takes(heads[at], value) for at, value in zip(places, values, strict=True)
        )
        if fits:
            for at, value in zip(places, values, strict=True):
                cells[at] = value
            break
    return LineRow(line=text.index, cells=[text.tokens[0], *cells[1:]], marks={})


def _is_like_data(text: Text, layout: Layout) -> bool:
    """Whether a line that fits no row looks as if it should: numbers in it, or a first word of the first column."""
    numbers = sum(bool(_DATA_LIKE.fullmatch(token)) for token in text.tokens)
    first = layout.columns[0].head
    known_first = first.kind in ("year", "month_of_year") or (first.meaning and first.meaning.value != "text")
    return numbers >= 2 or bool(numbers and known_first and takes(first, text.tokens[0]))
