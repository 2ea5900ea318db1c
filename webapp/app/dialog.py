"""Dialogs: the browser's own ``dialog`` element keeps focus inside, closes on Escape and gives focus back."""

import act
from browser import document
from dom import add, el
from words import t

_opened = {"count": 0}


def open_dialog(title, *children):
    """Show a dialog and return its element; ``close_dialog`` takes it away."""
    _opened["count"] += 1
    name = "dialog-title-" + str(_opened["count"])
    close = el("button", "×", type="button", cls="quiet close", aria_label=t("app.close"))
    node = el(
        "dialog",
        el("header", el("h2", title, id=name), close),
        *children,
        aria_labelledby=name,
    )
    close.bind("click", lambda _event: node.close())
    node.bind("close", lambda _event: node.remove())
    document.body.append(node)
    node.showModal()
    return node


def confirm(title, paragraphs, label, work):
    """Ask before something that cannot simply be taken back; ``work`` is the coroutine function of yes."""
    yes = el("button", label, type="button", cls="danger")
    no = el("button", t("app.cancel"), type="button", autofocus=True)
    body = el("div", cls="dialog-body")
    for paragraph in paragraphs:
        add(body, el("p", paragraph))
    node = open_dialog(title, body, el("footer", no, yes))

    async def agreed():
        await work()
        node.close()

    no.bind("click", lambda _event: node.close())
    yes.bind("click", lambda _event: act.run(yes, agreed))
