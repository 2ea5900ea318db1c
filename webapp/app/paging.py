"""Long lists a page at a time: what is visible first, the rest on demand."""

from dom import el
from words import t


def paged(frame, body, items, draw, size):
    """Draw items into ``body`` by ``draw(number, item)``; ``frame`` gets a button for more than ``size``."""
    _page(frame, body, items, draw, [0, size])


def _page(frame, body, items, draw, window):
    begin, size = window
    end = begin + size
    for number, item in enumerate(items[begin:end]):
        body.append(draw(begin + number, item))
    if end >= len(items):
        return
    more = el("button", t("app.records.more", n=len(items) - end), type="button", cls="more no-print")

    def clicked(_event):
        more.remove()
        _page(frame, body, items, draw, [end, size])

    more.bind("click", clicked)
    frame.append(more)
