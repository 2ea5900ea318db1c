"""The month wall: a block an insurance, a line a year, a cell a month; drawn with few nodes.

A block is one SVG with one path a status, filled with a pattern of index.html that has colour and shape. Which
month the pointer is on is found by arithmetic.
"""

from browser import window
from dom import el, svg
from months import this_month
from words import t, word

CELL = 24
STATUSES = {
    "p": "paid",
    "r": "partial",
    "n": "pending",
    "u": "unpaid",
    "t": "transferred_in",
    "e": "exempted",
    "f": "refunded",
    "d": "deferred",
    "k": "unknown",
}

SIGNS = ("vanished", "doubled", "changed", "asked", "conflicts")

_NONE, _GAP = ".", "g"
_DIGIT_X = "12 36 60 84 108 132 156 180 204 223.5 232.5 247.5 256.5 271.5 280.5"


def draw(rows, opened):
    """The wall of all rows; ``opened(insurance, month_index)`` is called for a chosen month.

    What listens to mouse, finger and keys is loaded once the wall is on the screen.
    """
    today = this_month()
    first = min(row["start"] for row in rows) // 12
    last = max([today] + [row["start"] + len(row["cells"]) - 1 for row in rows]) // 12
    years = list(range(last, first - 1, -1))
    labels = "\n".join(str(year) for year in years)
    blocks = [_block(row, years, labels, today) for row in rows]
    wall = el("div", blocks, cls="wall")

    def attend():
        from wall_pointer import Pointer

        Pointer(wall, rows, years, opened)

    window.requestAnimationFrame(lambda _time: window.setTimeout(attend, 0))
    return wall


def legend(rows):
    """What the cells mean: only what this wall shows."""
    seen = "".join(row["cells"] for row in rows)
    items = [_legend_item("cell-" + letter, status(letter)) for letter in STATUSES if letter in seen]
    if "." in seen:
        items.append(_legend_item("cell-g", t("app.wall.gap")))
    items.append(_legend_item("cell-none", status(".")))
    items += [_legend_item("cell-" + sign, sign_words(sign)) for sign in SIGNS if [row for row in rows if row[sign]]]
    frame = svg("rect", cls="today", x=2, y=2, width=20, height=20, rx=5)
    items.append(
        el("li", svg("svg", frame, viewBox="0 0 24 24", cls="swatch", aria_hidden="true"), t("app.wall.today"))
    )
    return el("ul", items, cls="legend")


def status(letter):
    """A cell's letter in words."""
    return word("status", STATUSES.get(letter, "none"))


def sign_words(sign):
    """What a sign on a month says."""
    return t("app.wall.asked") if sign == "asked" else word("mark", "conflict" if sign == "conflicts" else sign)


def name_of(row):
    """The insurance of a row in words."""
    return word("insurance", row["insurance"] or "none")


def _legend_item(pattern, text):
    swatch = svg(
        "svg",
        svg("rect", width=CELL, height=CELL, fill="url(#" + pattern + ")"),
        viewBox="0 0 24 24",
        cls="swatch",
        aria_hidden="true",
    )
    return el("li", swatch, text)


def _block(row, years, labels, today):
    height = len(years) * CELL
    cells, start = row["cells"], row["start"]
    counted = len(cells) - cells.count(".")
    paid = cells.count("p") + cells.count("t")
    drawing = svg(
        "svg",
        [svg("path", d=d, fill="url(#cell-" + name + ")") for name, d in _paths(cells, start, years, today)],
        [_signs(row, sign, years) for sign in SIGNS],
        _today_frame(years, today),
        svg("rect", cls="cursor", width=CELL, height=CELL, rx=5, visibility="hidden"),
        viewBox="0 0 288 " + str(height),
        cls="months rows-" + str(len(years)),
        width="288",
        height=str(height),
        tabindex="0",
        role="application",
        aria_label=t("app.wall.block", insurance=name_of(row), paid=paid, counted=counted),
        aria_roledescription=t("app.wall.role"),
    )
    head = svg(
        "svg",
        svg("text", "123456789101112", x=_DIGIT_X, y="15"),
        viewBox="0 0 288 20",
        cls="month-heads",
        aria_hidden="true",
    )
    return el(
        "section",
        el("h2", name_of(row)),
        el("p", t("app.wall.paid", paid=paid), cls="count"),
        el("div", el("pre", labels, cls="years", aria_hidden="true"), head, drawing, cls="block-grid"),
        cls="block",
    )


def _paths(cells, start, years, today):
    """(pattern, path) pairs: runs of equal months on a line become one rectangle each."""
    paths = {}
    end = max(start + len(cells), today + 1)
    padded = cells.replace(".", _GAP) + "." * (end - start - len(cells))
    for line, year in enumerate(years):
        begin = year * 12
        text = "." * max(0, min(12, start - begin)) + padded[max(0, begin - start) : max(0, begin + 12 - start)]
        text = text[: max(0, min(12, end - begin))]
        column = 0
        while column < len(text):
            letter = text[column]
            run = column + 1
            while run < len(text) and text[run] == letter:
                run += 1
            width = str((run - column) * CELL)
            piece = "M" + str(column * CELL) + " " + str(line * CELL) + "h" + width + "v24h-" + width + "z"
            paths.setdefault("none" if letter == _NONE else letter, []).append(piece)
            column = run
    return [(name, "".join(pieces)) for name, pieces in paths.items()]


def _signs(row, sign, years):
    """One sign on all the months that have it."""
    pieces = []
    for place in row[sign]:
        month = row["start"] + place
        pieces.append("M" + str(month % 12 * CELL) + " " + str((years[0] - month // 12) * CELL) + "h24v24h-24z")
    return svg("path", d="".join(pieces), fill="url(#cell-" + sign + ")") if pieces else None


def _today_frame(years, today):
    line = years[0] - today // 12
    return svg("rect", cls="today", x=today % 12 * CELL, y=line * CELL, width=CELL, height=CELL, rx=5)
