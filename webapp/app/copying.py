"""A button that copies a text; where the browser does not allow it, the text is marked to be copied by hand."""

import act
import shell
from browser import window
from dom import el
from words import t


def button(label, text, node, done):
    """A button ``label`` for a text that ``node`` shows; ``done`` is told afterwards."""
    made = el("button", label, type="button")

    async def copy():
        if window.isSecureContext:
            await window.navigator.clipboard.writeText(text)
            shell.say(done)
        else:
            window.getSelection().selectAllChildren(node)
            shell.say(t("app.copy.marked"))

    made.bind("click", lambda _event: act.run(made, copy))
    return made
