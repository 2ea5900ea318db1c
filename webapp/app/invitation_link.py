"""The link of a new invitation: as a QR code, to copy, and whether it can be opened elsewhere at all."""

import copying
from browser import window
from dom import el
from months import moment
from qr import drawing
from words import t

_HERE = ("localhost", "127.0.0.1", "[::1]")


def only_here():
    """What to do where this page's address means this very computer; None where others can open it as well."""
    host = window.location.hostname
    if host not in _HERE and not host.endswith(".localhost"):
        return None
    return el("p", t("invite.only_here", host=host), cls="mark-note", id="only-here")


def card(made, name):
    """The page of an invitation that was just made; its link is shown this once."""
    link = el("code", made["link"], cls="link", id="invitation-link")
    copy = copying.button(t("invite.copy"), made["link"], link, t("invite.copied"))
    return el(
        "section",
        el("h1", t("invite.made", name=name) if name else t("invite.made_nameless")),
        only_here(),
        el("p", t("invite.made_text", time=moment(made["expires_at"]))),
        drawing(made["qr"], t("invite.qr_label")),
        el("p", link),
        el("p", copy, cls="button-row"),
        el("p", t("invite.made_care"), cls="hint"),
        el("p", el("a", t("invite.done"), href="#/people", cls="button primary")),
        cls="card narrow",
    )
