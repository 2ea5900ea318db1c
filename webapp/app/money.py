"""Amounts and rates as people write them."""


def yuan(fen):
    """``1,820.80`` of 182080 fen; nothing for None."""
    if fen is None:
        return ""
    sign = "−" if fen < 0 else ""
    whole, cents = str(abs(fen) // 100), ("0" + str(abs(fen) % 100))[-2:]
    groups = []
    while len(whole) > 3:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    return sign + ",".join([whole, *groups]) + "." + cents


def fen(text):
    """182080 of a typed ``1,820.80``, ``1820.8`` or ``1820.80 元``; None for what is no amount."""
    plain = "".join(sign for sign in text if sign not in " ,，元¥￥")
    negative = plain[:1] in ("-", "−")
    whole, _point, cents = plain[1 if negative else 0 :].partition(".")
    if not whole.isdigit() or len(cents) > 2 or not (cents + "0").isdigit():
        return None
    amount = int(whole) * 100 + int((cents + "00")[:2])
    return -amount if negative else amount


def percent(rate):
    """``8%`` of the printed decimal 0.0800, to the hundredth of a percent; any other text as it is."""
    digits = rate.replace(".", "", 1)
    if not digits.isdigit():
        return rate
    text = str(round(float(rate) * 100, 2))
    return (text[:-2] if text.endswith(".0") else text) + "%"
