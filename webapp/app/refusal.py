"""What is said of a refusal, for people: instants in it are written as the reader writes them."""

import months
from words import pick, t


def said(failure):
    """The sentence of an ``api.Failure`` in the reader's language: the server's, or the app's own where it has none."""
    if failure.pair is None:
        return t(failure.code)
    sentence = pick(failure.pair)
    clock = failure.detail.get("server_time")
    return sentence.replace(clock, months.clock(clock)) if clock else sentence
