"""The month wall: a block an insurance, a line a year, a cell a month; drawn with few nodes.

A block is one SVG with one path a status, filled with a pattern that has colour and shape. The patterns and what all
blocks have alike are copied from templates of index.html, which a browser does faster than Python makes them. Which
month the pointer is on is found by arithmetic.
"""

from browser import window
from dom import add, copy, el, svg
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

_NO_MONTH, _NONE, _GAP = "o", ".", "g"
# What up to a year takes on its line, by months.
_lengths = [str(months * CELL) for months in range(13)]


def draw(rows, opened):
    """The wall of all rows; ``opened(insurance, month_index)`` is called for a chosen month.

    What listens to mouse, finger and keys is loaded in the frame after the one that brings the wall on the screen.
    """
    today = this_month()
    first = min([row["start"] for row in rows]) // 12
    last = max([today] + [row["start"] + len(row["cells"]) - 1 for row in rows]) // 12
    years = list(range(last, first - 1, -1))
    bare = _bare_block(years, today)
    blocks = [_block(bare, row, years, today) for row in rows]
    wall = el("div", copy("wall-patterns"), blocks, cls="wall")

    def attend(_time):
        from wall_pointer import Pointer

        Pointer(wall, rows, years, opened)

    window.requestAnimationFrame(lambda _time: window.requestAnimationFrame(attend))
    return wall


def legend(rows):
    """What the cells mean: only what this wall shows."""
    seen = "".join([row["cells"] for row in rows])
    items = [_legend_item("cell-" + letter, status(letter)) for letter in STATUSES if letter in seen]
    if "." in seen:
        items.append(_legend_item("cell-g", t("app.wall.gap")))
    items.append(_legend_item("cell-o", status(".")))
    items += [_legend_item("cell-" + sign, sign_words(sign)) for sign in SIGNS if [row for row in rows if row[sign]]]
    today = _legend_item("cell-o", t("app.wall.today"))
    today.querySelector("rect").setAttribute("class", "today")
    items.append(today)
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
    item = copy("wall-sign")
    item.querySelector("rect").setAttribute("fill", "url(#" + pattern + ")")
    item.append(text)
    return item


def _bare_block(years, today):
    """A block with what is the same for every insurance: the years, this month, and no month yet."""
    block = copy("wall-block")
    block.querySelector(".years").text = "\n".join([str(year) for year in years])
    height = str(len(years) * CELL)
    drawing = block.querySelector(".months")
    drawing.setAttribute("viewBox", "0 0 288 " + height)
    drawing.setAttribute("height", height)
    drawing.setAttribute("class", "months rows-" + str(len(years)))
    drawing.setAttribute("aria-roledescription", t("app.wall.role"))
    frame = block.querySelector(".today")
    frame.setAttribute("x", str(today % 12 * CELL))
    frame.setAttribute("y", str((years[0] - today // 12) * CELL))
    return block


def _block(bare, row, years, today):
    block = bare.cloneNode(True)
    cells = row["cells"]
    counted = len(cells) - cells.count(".")
    paid = cells.count("p") + cells.count("t")
    block.querySelector("h2").text = name_of(row)
    block.querySelector(".count").text = t("app.wall.paid", paid=paid)
    drawing = block.querySelector(".months")
    drawing.setAttribute("aria-label", t("app.wall.block", insurance=name_of(row), paid=paid, counted=counted))
    months = block.querySelector(".cells")
    add(months, [svg("path", d=d, fill="url(#cell-" + name + ")") for name, d in _paths(row, years, today)])
    add(months, [_signs(row, sign, years) for sign in SIGNS if row[sign]])
    return block


def _paths(row, years, today):
    """(pattern, path) pairs: months of one status that follow one another are drawn as one."""
    cells, start, oldest = row["cells"], row["start"], years[-1] * 12
    end = max(start + len(cells), today + 1)
    rest = _NO_MONTH * (start - oldest) + cells.replace(_NONE, _GAP) + _NO_MONTH * (end - start - len(cells))
    paths, begin = {}, oldest
    while rest:
        letter = rest[0]
        rest = rest.lstrip(letter)
        after = end - len(rest)
        paths[letter] = paths.get(letter, "") + _run(begin, after, years[0])
        begin = after
    return paths.items()


def _run(begin, after, newest):
    """The outline of the months from ``begin`` to before ``after``: its first year, its last, and all between."""
    first, last = begin // 12, (after - 1) // 12
    if first == last:
        return _rectangle(begin % 12, newest - first, after - begin, 1)
    outline = _rectangle(begin % 12, newest - first, 12 - begin % 12, 1)
    if last - first > 1:
        outline += _rectangle(0, newest - last + 1, 12, last - first - 1)
    return outline + _rectangle(0, newest - last, after - last * 12, 1)


def _rectangle(column, line, columns, lines):
    """The path of a rectangle of cells."""
    width = _lengths[columns]
    return "M" + _lengths[column] + " " + str(line * CELL) + "h" + width + "v" + str(lines * CELL) + "h-" + width + "z"


def _signs(row, sign, years):
    """One sign on all the months that have it."""
    outline = ""
    for place in row[sign]:
        month = row["start"] + place
        outline += _rectangle(month % 12, years[0] - month // 12, 1, 1)
    return svg("path", d=outline, fill="url(#cell-" + sign + ")")
