"""Moving over the month wall with mouse, finger or keys: says month and status, opens the month's records."""

from dom import around, el, only
from months import spoken, this_month
from wall import CELL, SIGNS, name_of, sign_words, status
from words import t

_STEPS = {"ArrowLeft": -1, "ArrowRight": 1, "ArrowUp": 12, "ArrowDown": -12, "PageUp": 60, "PageDown": -60}


class Pointer:
    """Where on the wall the reader is: a block and a month, shown by a frame and a line of text."""

    def __init__(self, wall, rows, years, opened):
        self.rows = rows
        self.years = years
        self.opened = opened
        self.today = this_month()
        self.drawings = list(wall.querySelectorAll("svg.months"))
        self.tip = el("div", cls="tip", role="status", aria_live="polite")
        self.wall = wall
        self.at = None
        self.touch = False
        wall.append(self.tip)
        for number, drawing in enumerate(self.drawings):
            drawing.setAttribute("data-block", str(number))
        wall.setAttribute("data-attended", "")
        for event in ("pointermove", "pointerdown", "pointerleave", "click", "keydown", "focusin", "focusout"):
            wall.bind(event, getattr(self, "on_" + event))

    def find(self, event):
        """(block, month index) under the pointer, or None outside the cells."""
        drawing = around(event.target, "svg.months")
        if not drawing:
            return None
        box = drawing.getBoundingClientRect()
        column = int((event.clientX - box.left) * 12 / box.width)
        line = int((event.clientY - box.top) * len(self.years) / box.height)
        if not (0 <= column < 12 and 0 <= line < len(self.years)):
            return None
        return int(drawing.getAttribute("data-block")), self.years[line] * 12 + column

    def letter(self, block, month):
        """The letter of a month of a block."""
        row = self.rows[block]
        place = month - row["start"]
        return row["cells"][place] if 0 <= place < len(row["cells"]) else "."

    def recorded(self, block, month):
        """Whether there is a record of a month, be it one that its page no longer shows."""
        return self.letter(block, month) != "." or "vanished" in self.signs(block, month)

    def signs(self, block, month):
        """The signs on a month."""
        row = self.rows[block]
        return [sign for sign in SIGNS if month - row["start"] in row[sign]]

    def show(self, block, month):
        """Frame a month and say what it is."""
        if self.at and self.at[0] != block:
            self.frame(self.at[0]).setAttribute("visibility", "hidden")
        self.at = (block, month)
        frame = self.frame(block)
        column, line = month % 12, self.years[0] - month // 12
        frame.setAttribute("x", str(column * CELL))
        frame.setAttribute("y", str(line * CELL))
        frame.setAttribute("visibility", "visible")
        letter = self.letter(block, month)
        future = letter == "." and month > self.today
        signs = self.signs(block, month)
        hint = "app.wall.tap_again" if self.touch and self.recorded(block, month) else None
        only(
            self.tip,
            el("strong", spoken(month)),
            el("span", name_of(self.rows[block])),
            el("span", t("app.wall.to_come") if future else status(letter)),
            [el("span", sign_words(sign), cls="asked") for sign in signs],
            el("em", t(hint)) if hint else None,
        )
        self.place(block, column, line)

    def place(self, block, column, line):
        """Put the text above the framed month, inside the wall's width."""
        drawing = self.drawings[block].getBoundingClientRect()
        wall = self.wall.getBoundingClientRect()
        self.tip.setAttribute("data-shown", "")
        size = self.tip.getBoundingClientRect()
        cell = drawing.width / 12
        left = drawing.left - wall.left + (column + 0.5) * cell - size.width / 2
        top = drawing.top - wall.top + line * cell - size.height - 6
        self.tip.style.left = str(int(max(0, min(left, wall.width - size.width)))) + "px"
        self.tip.style.top = str(int(top)) + "px"

    def frame(self, block):
        """The frame around the month that the reader is on."""
        return self.drawings[block].querySelector(".cursor")

    def hide(self):
        """Take frame and text away."""
        if self.at:
            self.frame(self.at[0]).setAttribute("visibility", "hidden")
        self.at = None
        self.tip.removeAttribute("data-shown")

    def open(self, block, month):
        """Open the records of a month, where there are any."""
        if self.recorded(block, month):
            self.opened(self.rows[block]["insurance"], month)

    def on_pointerdown(self, event):
        """Remember whether a finger or a mouse points."""
        self.touch = event.pointerType != "mouse"

    def on_pointermove(self, event):
        """Follow the mouse."""
        if event.pointerType != "mouse":
            return
        self.touch = False
        place = self.find(event)
        if place is None:
            self.hide()
        elif place != self.at:
            self.show(*place)

    def on_pointerleave(self, event):
        """The mouse left the wall."""
        if event.pointerType == "mouse":
            self.hide()

    def on_click(self, event):
        """A click opens; a finger's first tap tells, the second opens."""
        place = self.find(event)
        if place is None:
            self.hide()
        elif self.touch and place != self.at:
            self.show(*place)
        else:
            self.open(*place)

    def on_focusin(self, event):
        """Keys come to a block: start at its newest recorded month."""
        drawing = around(event.target, "svg.months")
        if drawing and drawing.matches(":focus-visible"):
            block = int(drawing.getAttribute("data-block"))
            row = self.rows[block]
            self.show(block, row["start"] + len(row["cells"]) - 1)

    def on_focusout(self, _event):
        """Keys left the block."""
        self.hide()

    def on_keydown(self, event):
        """Arrows move by month and year, Home and End to the ends, Enter opens."""
        if self.at is None:
            return
        block, month = self.at
        oldest, newest = self.years[-1] * 12, self.years[0] * 12 + 11
        if event.key in _STEPS:
            month += _STEPS[event.key]
        elif event.key == "Home":
            month = self.rows[block]["start"]
        elif event.key == "End":
            month = self.today
        elif event.key in ("Enter", " "):
            event.preventDefault()
            self.open(block, month)
            return
        else:
            return
        event.preventDefault()
        self.show(block, max(oldest, min(newest, month)))
