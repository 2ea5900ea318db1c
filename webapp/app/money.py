"""Amounts as people write them."""


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
