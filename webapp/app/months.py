"""Months as integers (year × 12 + month − 1) and how they are written."""

from browser import window
from words import language, t


def this_month():
    """The month index of today, by this device's clock."""
    now = window.Date.new()
    return now.getFullYear() * 12 + now.getMonth()


def parse(text):
    """The month index of ``YYYY-MM``, or None."""
    parts = (text or "").split("-")
    if len(parts) < 2 or not parts[0].isdigit() or not parts[1].isdigit():
        return None
    return int(parts[0]) * 12 + int(parts[1]) - 1


def written(index):
    """``YYYY-MM`` of a month index."""
    return str(index // 12) + "-" + ("0" + str(index % 12 + 1))[-2:]


def spoken(index):
    """A month in words: 2023 年 7 月, July 2023."""
    month = index % 12 + 1
    return t("app.month.full", year=index // 12, month=month, name=t("app.month." + str(month)))


def typed(text):
    """The month that a person typed (2023-07, 2023.7, 202307, 2023年7月) as ``YYYY-MM``, or None."""
    digits = "".join(sign if sign.isdigit() else " " for sign in text).split()
    if len(digits) == 1 and len(digits[0]) == 6:
        digits = [digits[0][:4], digits[0][4:]]
    if len(digits) < 2 or len(digits[0]) != 4 or not 1 <= int(digits[1]) <= 12:
        return None
    return digits[0] + "-" + ("0" + digits[1])[-2:]


def moment(iso):
    """Date and time of an instant, in the reader's language and this device's time zone."""
    return _written_instant(iso, {"dateStyle": "medium", "timeStyle": "short"})


def day(iso):
    """Date of an instant, likewise."""
    return _written_instant(iso, {"dateStyle": "medium"})


def time_of_day(iso):
    """Hour and minute of an instant, likewise."""
    return _written_instant(iso, {"timeStyle": "short"})


def clock(iso):
    """Date and time to the second, to compare clocks by."""
    return _written_instant(iso, {"dateStyle": "medium", "timeStyle": "medium"})


def _written_instant(iso, style):
    if not iso:
        return ""
    return window.Intl.DateTimeFormat.new(language(), style).format(window.Date.new(iso))
