"""What somebody may see or change of a member's records, part by part, and until when: fields to choose it by."""

import form
import sharing
from browser import window
from dom import el, only
from words import t


class PartChoices:
    """A row of fields a part; ``given`` are the grants so far, ``role`` is that of whoever is given access."""

    def __init__(self, role, given=()):
        known = {one["part"]: one for one in given if not one["ended"]}
        self.rows = [_Row(part, role, known.get(part)) for part in sharing.PARTS]
        self.box = el("div", [row.box for row in self.rows], cls="part-choices")

    def for_role(self, role):
        """Offer what an account of another role can be given: a viewer changes nothing."""
        for row in self.rows:
            row.for_role(role)

    def grants(self):
        """The grants that are chosen, as the server takes them; None where a day is wrong, which is said there."""
        found = [row.grant() for row in self.rows if row.level.value()]
        return None if None in found else found


class _Row:
    def __init__(self, part, role, given):
        self.part = part
        self.until_before = given["until"] if given else None
        self.day_before = _day_of(self.until_before) if self.until_before else ""
        self.level = form.choice(t("part." + part), [], "")
        self.until = form.text(t("access.until_field"), t("access.until_hint"), type="date", min=_day_of(None))
        self.until.control.value = self.day_before
        self.level.control.bind("change", lambda _event: self._follow())
        self.box = el("div", self.level.box, self.until.box, cls="part-row")
        self._offer(role, given["level"] if given else "")

    def for_role(self, role):
        chosen = self.level.value()
        self._offer(role, "read" if chosen == "write" and role == "viewer" else chosen)

    def _offer(self, role, chosen):
        levels = ("", "read") if role == "viewer" else ("", "read", "write")
        options = [
            el("option", t("access." + (level or "none")), value=level, selected=level == chosen) for level in levels
        ]
        only(self.level.control, options)
        self._follow()

    def _follow(self):
        self.until.box.hidden = not self.level.value()

    def grant(self):
        until = self.until_before
        day = self.until.value()
        if self.until.control.validity.badInput:
            self.until.wrong(t("access.until_wrong"))
            return None
        if day != self.day_before:
            until = _end_of(day) if day else None
            if until and window.Date.new(until).getTime() <= window.Date.now():
                self.until.wrong(t("error.until_past"))
                return None
        return {"part": self.part, "level": self.level.value(), "until": until}


def _end_of(day):
    """The last second of a day (``YYYY-MM-DD``) where the reader is, as an instant."""
    year, month, number = [int(piece) for piece in day.split("-")]
    return window.Date.new(year, month - 1, number, 23, 59, 59).toISOString()


def _day_of(iso):
    """The day of an instant where the reader is, of today where there is none."""
    moment = window.Date.new(iso) if iso else window.Date.new()
    pieces = [moment.getMonth() + 1, moment.getDate()]
    return "-".join([str(moment.getFullYear())] + [("0" + str(piece))[-2:] for piece in pieces])
