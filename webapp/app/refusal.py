"""What the server said when it refused, for people: instants in it are written as the reader writes them."""

import months
from words import pick


def said(failure):
    """The sentence of an ``api.Failure`` in the reader's language."""
    sentence = pick(failure.pair)
    clock = failure.detail.get("server_time")
    return sentence.replace(clock, months.clock(clock)) if clock else sentence
