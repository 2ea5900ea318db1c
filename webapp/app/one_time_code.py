"""One-time codes as people give them: six digits, with a space between, in wide signs, or a whole message pasted."""

import form
from dom import el
from words import t

_DIGITS = 6
_WIDE_ZERO = ord("０")


class CodeField(form.Field):
    """A field for a code of six digits."""

    def __init__(self, label, hint=None):
        attributes = {"type": "text", "inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "20"}
        super().__init__(label, el("input", cls="code", **attributes), hint)
        self.control.bind("paste", self._pasted)

    def code(self):
        """The six digits; None where there are more or fewer, which it says beside the field."""
        digits = digits_in(self.value())
        if not self.filled():
            return None
        if len(digits) != _DIGITS:
            self.wrong(t("signin.code_digits"))
            return None
        return digits

    def _pasted(self, event):
        found = code_in(event.clipboardData.getData("text"))
        if found:
            event.preventDefault()
            self.control.value = found
            self.right()


def digits_in(text):
    """The digits of a text, those of wide signs too."""
    return "".join(_narrow(sign) for sign in text if _narrow(sign))


def code_in(text):
    """The first six digits that stand alone in a text, such as the message that brought the code; "" without."""
    runs = "".join(_narrow(sign) or " " for sign in text).split()
    return next((run for run in runs if len(run) == _DIGITS), "")


def _narrow(sign):
    if "0" <= sign <= "9":
        return sign
    return chr(ord(sign) - _WIDE_ZERO + ord("0")) if "０" <= sign <= "９" else ""
