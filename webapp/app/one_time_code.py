"""One-time codes as people give them: six digits, with a space between, in wide signs, or a whole message pasted."""

DIGITS = 6
_WIDE_ZERO = ord("０")


def digits_in(text):
    """The digits of a text, those of wide signs too."""
    return "".join(_narrow(sign) for sign in text if _narrow(sign))


def code_in(text):
    """The first six digits that stand alone in a text, such as the message that brought the code; "" without."""
    runs = "".join(_narrow(sign) or " " for sign in text).split()
    return next((run for run in runs if len(run) == DIGITS), "")


def _narrow(sign):
    if "0" <= sign <= "9":
        return sign
    return chr(ord(sign) - _WIDE_ZERO + ord("0")) if "０" <= sign <= "９" else ""
