"""What is said of a refusal, for people: instants and lengths of time in it are written as the reader writes them."""

import durations
import months
from words import pick, t


def said(failure):
    """The sentence of an ``api.Failure`` in the reader's language: the server's, or the app's own where it has none."""
    if failure.pair is None:
        return t(failure.code)
    wait, own = failure.detail.get("retry_after_s"), "durations." + failure.code
    if wait and t(own) != own:
        return t(own, time=durations.spoken(wait))
    sentence = pick(failure.pair)
    clock = failure.detail.get("server_time")
    return sentence.replace(clock, months.clock(clock)) if clock else sentence
