"""A field of a record to type in: the control that fits it, and what was typed as the server takes it."""

import form
import months
from fields import is_code, is_money
from money import fen
from words import coded, codes, t

AMOUNTS = ("base", "employer_amount", "personal_amount", "total")
_STATES = ("paid", "pending", "unpaid", "partial", "transferred_in", "exempted", "deferred", "refunded")
_MONTHS = ("month", "booked_month")


class NotTyped(Exception):
    """What is in the field cannot be taken; the field says why."""


class Typed:
    """A field to type in, with what was there before; ``box`` is the element to place."""

    def __init__(self, kind, name, label, before=None):
        self.sort = _sort(name, before)
        self.field = self._control(kind, name, label)
        self.box = self.field.box
        if before is not None:
            self.field.control.value = _shown(self.sort, before)

    def _control(self, kind, name, label):
        if self.sort == "code":
            known = _STATES if (kind, name) == ("contribution", "status") else codes(name, kind)
            pairs = [(code, coded({"kind": kind, name: code}, name)) for code in known]
            return form.choice(label, [("", t("app.not_stated")), *pairs], "")
        if self.sort == "yes_no":
            return form.choice(label, [("", t("app.not_stated")), ("yes", t("app.yes")), ("no", t("app.no"))], "")
        hint = {"money": t("app.typed.money_hint"), "month": t("app.typed.month_hint")}.get(self.sort)
        mode = {"money": "decimal", "count": "numeric", "month": "numeric"}.get(self.sort)
        return form.text(label, hint, maxlength="200", inputmode=mode)

    def read(self):
        """The value as the server takes it, None for an empty field; raises ``NotTyped``."""
        text = self.field.value()
        if not text:
            return None
        if self.sort == "yes_no":
            return text == "yes"
        value = {"money": fen, "month": months.typed, "count": _whole}.get(self.sort, str)(text)
        if value is None:
            self.field.wrong(t("app.typed.wrong_" + self.sort))
            raise NotTyped()
        return value


def _sort(name, before):
    if is_code(name):
        return "code"
    if name in _MONTHS:
        return "month"
    if isinstance(before, bool):
        return "yes_no"
    if name in AMOUNTS or (isinstance(before, int) and is_money(name, before)):
        return "money"
    return "count" if isinstance(before, int) else "text"


def _shown(sort, value):
    if sort == "money":
        cents = ("0" + str(abs(value) % 100))[-2:]
        return ("-" if value < 0 else "") + str(abs(value) // 100) + "." + cents
    if sort == "yes_no":
        return "yes" if value else "no"
    return str(value)


def _whole(text):
    return int(text) if text.isdigit() else None
