"""Lengths of time in words, and counting down on the screen."""

from browser import aio, document, window
from words import t

_MINUTE_S, _HOUR_S = 60, 3600


def spoken(seconds):
    """A length in words: seconds, minutes and seconds, or hours and minutes begun."""
    if seconds < _MINUTE_S:
        return t("durations.seconds", n=seconds)
    if seconds < _HOUR_S:
        minutes, rest = divmod(seconds, _MINUTE_S)
        whole = t("durations.minutes", n=minutes)
        return whole + t("durations.between") + t("durations.seconds", n=rest) if rest else whole
    hours, rest = divmod((seconds + _MINUTE_S - 1) // _MINUTE_S, _MINUTE_S)
    whole = t("durations.hours", n=hours)
    return whole + t("durations.between") + t("durations.minutes", n=rest) if rest else whole


def moment_in(seconds):
    """The moment in so many seconds, as milliseconds of this device's clock, for ``left`` and ``count``."""
    return window.Date.now() + seconds * 1000


def left(moment):
    """Whole seconds until a moment, begun ones too; 0 afterwards."""
    return max(0, int(window.Math.ceil((moment - window.Date.now()) / 1000)))


def count(node, moment, key, over):
    """Say each second in ``node`` how long it is until a moment, by the ``{time}`` of a text; then call ``over()``.

    It ends with the node's place on the page. Only for eyes: give screen readers a sentence that stays.
    """
    node.setAttribute("aria-hidden", "true")
    aio.run(_count(node, moment, key, over))


async def _count(node, moment, key, over):
    seconds = left(moment)
    while seconds:
        node.text = t(key, time=spoken(seconds))
        await aio.sleep(1)
        if not document.body.contains(node):
            return
        seconds = left(moment)
    node.text = ""
    over()


def hold(button, node, moment):
    """Keep a button from being pressed until a moment, and say in ``node`` how long that is."""
    if left(moment):
        button.setAttribute("disabled", "")
        count(node, moment, "durations.wait", lambda: button.removeAttribute("disabled"))


def hold_back(button, node, failure):
    """The same for as long as a refusal tells to wait, where it does."""
    seconds = failure.detail.get("retry_after_s")
    if seconds:
        hold(button, node, moment_in(seconds))
