"""What all changes of one's own sign-in have in common: what is said afterwards, and removing a check."""

import api
import dialog
import shell
from dom import el, only
from words import t


async def changed(text):
    """Show the page anew, and say what was changed and that other browsers are signed out."""
    await shell.render()
    shell.say(others_out(text))


def others_out(text):
    """What was changed, and that other browsers are signed out."""
    return text + t("security.between") + t("security.others_out")


def block(name, *children):
    """A section of the page with its heading."""
    return el("section", el("h2", t("security.way." + name)), *children, cls="card", id="security-" + name)


def cancel(place, row):
    """A button that takes what was begun in ``place`` away, and shows the buttons of ``row`` again."""

    def back(_event):
        only(place)
        row.hidden = False
        row.querySelector("button").focus()

    return el("button", t("app.cancel"), type="button", cls="quiet", onclick=back)


def removing(path, name, removable):
    """A button that removes a check, once that is confirmed; a sentence where it is the last one."""
    if not removable:
        return el("p", t("security.last"), cls="hint")
    button = el("button", t("security.remove"), type="button", cls="quiet")
    button.bind("click", lambda _event: _ask(path, name))
    return button


def _ask(path, name):
    said = "security." + name

    async def remove():
        await api.send("DELETE", path)
        await changed(t(said + ".removed"))

    dialog.confirm(t(said + ".remove_title"), [t(said + ".remove_text")], t("security.remove"), remove)
