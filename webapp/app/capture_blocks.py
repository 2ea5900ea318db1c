"""The blocks of a capture as they were on the page: tables, fields and loose lines, coloured by their fate."""

from accounting import css, told
from dom import el
from paging import paged
from words import t

_PAGE = 100


def block(number, captured, fates):
    """The section of one block."""
    draw = {"grid": _grid, "fields": _fields, "lines": _lines}[captured["type"]]
    heading = " › ".join(captured.get("path") or []) or t("app.block." + captured["type"])
    truncated = el("p", t("app.capture.truncated"), cls="asked") if captured.get("truncated") else None
    return el("section", el("h2", heading), truncated, draw(number, captured, fates), cls="captured")


def _grid(number, captured, fates):
    columns = [fates.of(number, "column", index) for index in range(len(captured["columns"]))]
    heads = []
    for index, path in enumerate(captured["columns"]):
        entry = columns[index]
        heads.append(el("th", " › ".join(path), _fate(entry), scope="col", cls=css(entry)))
    body = el("tbody")
    table = el("table", el("thead", el("tr", el("th", "#", scope="col"), heads)), body, cls="as-captured")
    frame = el("div", el("div", table, cls="table-frame", tabindex="0"))
    paged(frame, body, captured["rows"], lambda index, cells: _row((number, index), cells, columns, fates), _PAGE)
    return frame


def _row(place, cells, columns, fates):
    number, index = place
    row = fates.of(number, "row", index)
    whole = row if row and row["use"] != "used" else None
    shown = []
    for column, text in enumerate(cells):
        own = fates.of(number, "cell", column, index)
        entry = own or (columns[column] if column < len(columns) else None)
        shown.append(el("td", text, cls=css(whole or entry), title=told(own) or None))
    head = el("th", str(index + 1), _fate(whole), scope="row")
    return el("tr", head, shown)


def _fields(number, captured, fates):
    items = []
    for index, pair in enumerate(captured["pairs"]):
        entry = fates.of(number, "field", index)
        items.append(el("div", el("dt", pair[0]), el("dd", pair[1], _fate(entry)), cls=css(entry)))
    return el("dl", items, cls="fields captured-fields")


def _lines(number, captured, fates):
    items = []
    for index, line in enumerate(captured["lines"]):
        entry = fates.of(number, "line", index)
        items.append(el("li", line["text"], _fate(entry), cls=css(entry)))
    return el("ul", items, cls="captured-lines")


def _fate(entry):
    return el("small", told(entry), cls="fate") if entry else None
