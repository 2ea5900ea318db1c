"""Where the QR code beside a pairing code leads: another device's browser, which hands the code to its extension."""

from browser import window
from dom import el
from pairing import handed_over
from view_devices import browsers
from words import t

_link = {"code": None}


def content(args):
    """The page for whoever has the link, signed in or not; the code is taken out of the address when it is read."""
    if args and args[0]:
        _link["code"] = args[0]
        window.history.replaceState({}, "", "#/pair")
    title = el("h1", t("app.pair.title"))
    if not _link["code"]:
        return el("section", title, el("p", t("pair.no_code")), cls="card narrow")
    steps = [
        el("li", el("h3", t("pair.here_load")), el("p", t("pair.here_load_text")), browsers()),
        el("li", el("h3", t("pair.here_click")), el("p", t("pair.here_click_text")), handed_over(_link["code"])),
        el("li", el("h3", t("app.pair.step_open")), el("p", t("app.pair.step_open_text"))),
    ]
    return el("section", title, el("p", t("pair.here"), cls="lead"), el("ol", steps, cls="steps"), cls="card narrow")
