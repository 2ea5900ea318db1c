"""Recovery codes, shown once: to copy, print or download, and a promise that they are kept."""

import copying
from browser import window
from dom import el
from saving import save_as
from words import t


def kept_codes(codes, finished, done=None):
    """The list with its ways to keep it; ``finished()`` is called once the reader says it is safe.

    ``done`` is what the button for that says, else that sign-in comes next.
    """
    text = t("app.recovery.file_head") + "\n\n" + "\n".join(codes) + "\n"
    kept = el("input", type="checkbox", id="codes-kept")
    onward = el("button", done or t("app.recovery.onward"), type="button", cls="primary", disabled=True)

    def ticked(_event):
        if kept.checked:
            onward.removeAttribute("disabled")
        else:
            onward.setAttribute("disabled", "")

    kept.bind("change", ticked)
    onward.bind("click", lambda _event: finished())
    listing = el("ol", [el("li", el("code", code)) for code in codes], cls="codes", id="recovery-codes")
    copy = copying.button(t("app.recovery.copy"), text, listing, t("app.recovery.copied"))
    return [
        listing,
        el("div", copy, _print(), _download(text), cls="button-row no-print"),
        el("p", kept, el("label", t("app.recovery.kept"), for_="codes-kept"), cls="check no-print"),
        el("p", onward, cls="no-print"),
    ]


def _print():
    return el("button", t("app.print"), type="button", onclick=lambda _event: window.print())


def _download(text):
    def save(_event):
        save_as(window.Blob.new([text], {"type": "text/plain"}), "shebaobu-recovery-codes.txt")

    return el("button", t("app.recovery.download"), type="button", onclick=save)
