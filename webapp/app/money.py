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


def percent(rate):
    """``8%`` of the printed decimal 0.0800, to the hundredth of a percent; any other text as it is."""
    digits = rate.replace(".", "", 1)
    if not digits.isdigit():
        return rate
    text = str(round(float(rate) * 100, 2))
    return (text[:-2] if text.endswith(".0") else text) + "%"
