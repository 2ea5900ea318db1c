"""What the server did with each part of a capture: used, ignored on purpose (why), or not understood."""

from words import t, word


class Fates:
    """The accounting of a capture, found by place.

    A cell's fate is that of its row where the row is not used, else its own entry, else its column's.
    """

    def __init__(self, entries):
        self.entries = entries
        self.places = {}
        for entry in entries:
            self.places[(entry["block"], entry["part"], entry["index"], entry.get("row"))] = entry

    def count(self, use):
        """How many parts met this fate."""
        return len([entry for entry in self.entries if entry["use"] == use])

    def of(self, block, part, index, row=None):
        """The entry of a part, or None."""
        return self.places.get((block, part, index, row))


def css(entry):
    """The class that colours a part."""
    return "use " + entry["use"] if entry else None


def told(entry):
    """A part's fate in words."""
    if not entry:
        return ""
    if entry["use"] == "used":
        meaning = entry.get("as")
        return t("app.capture.used_as", field=_meaning(meaning)) if meaning else t("app.use.used")
    why = word("why", entry.get("why"))
    said = t("app.use." + entry["use"])
    return said + t("app.colon") + why if why else said


def _meaning(name):
    return t("app.dot").join([word("field", part) for part in name.split(",")])
