"""Pages and sentences for what went wrong: no server, or a server that refused."""

import shell
from dom import el
from refusal import said
from words import t


def unreachable():
    """The page shown while the server gives no answer."""
    return el(
        "section",
        el("h1", t("app.offline.title")),
        el("p", t("app.offline.safe")),
        el("p", t("app.offline.check"), cls="hint"),
        _again(),
        cls="card narrow",
    )


def refused(failure):
    """The page shown where the server refused what the view asked for."""
    return el(
        "section",
        el("h1", t("app.failure.title")),
        el("p", said(failure)),
        el("p", _again(), el("a", t("app.back_home"), href="#/", cls="button quiet")),
        cls="card narrow",
    )


def unforeseen():
    """The page shown where the app itself is at fault; the browser's console has the details."""
    return el(
        "section",
        el("h1", t("app.failure.title")),
        el("p", t("app.failure.unforeseen")),
        el("p", _again(), el("a", t("app.back_home"), href="#/", cls="button quiet")),
        cls="card narrow",
    )


def _again():
    return el("button", t("app.retry"), type="button", cls="primary", onclick=lambda _event: shell.refresh())
