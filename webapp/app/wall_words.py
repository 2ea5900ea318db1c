"""What the letters and rows of a month wall are called."""

from words import word

CELL = 24
STATUSES = {
    "p": "paid",
    "r": "partial",
    "n": "pending",
    "u": "unpaid",
    "t": "transferred_in",
    "f": "refunded",
    "d": "deferred",
    "k": "unknown",
}


def status(letter):
    """A cell's letter in words."""
    return word("status", STATUSES.get(letter, "none"))


def name_of(row):
    """The insurance of a row in words."""
    return word("insurance", row["insurance"] or "none")
