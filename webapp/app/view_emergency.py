"""The page of emergency access."""

import emergency
from dom import el
from words import t


async def show(_args):
    """Whom the reader has named, and who has named the reader."""
    return el("div", el("h1", t("emergency.title")), await emergency.section(), cls="measure")
