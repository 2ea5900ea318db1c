"""Doing something on a click: the button waits, failures are told in words where the reader is.

Where the server wants the second step anew first, it is asked for in a dialog and what was asked is done again.
"""

import api
import session
import shell
from browser import aio, document
from dom import around, el
from refusal import said
from words import t


def run(button, work, refused=None):
    """Run the coroutine function ``work``; the button is off meanwhile.

    ``refused(failure)`` shows the server's refusal beside what caused it; without it the open dialog or the
    page's line of messages does. A session that has ended leads to sign-in and back. After a second step anew
    ``work`` is done once more from its beginning: what may need one is to be asked of the server first.
    """
    if button.hasAttribute("data-busy"):
        return
    button.setAttribute("data-busy", "")
    button.setAttribute("aria-disabled", "true")
    aio.run(_run(button, work, refused))


async def _run(button, work, refused):
    try:
        await _done(work)
    except api.Failure as failure:
        if failure.code == "sign_in_needed":
            _leave_dialogs()
            session.forget()
            shell.refresh()
        elif refused:
            refused(failure)
        else:
            tell(button, said(failure))
    except api.Unreachable:
        tell(button, t("app.offline.action"))
    except Exception:
        tell(button, t("app.failure.unforeseen"))
        raise
    finally:
        button.removeAttribute("data-busy")
        button.removeAttribute("aria-disabled")


async def _done(work):
    try:
        await work()
        return
    except api.Failure as failure:
        if failure.code != "second_step_needed":
            raise
    fresh_step = await shell.module("fresh_step")
    if await fresh_step.taken():
        await work()


def tell(button, text):
    """Say what went wrong: in the dialog that the button is in, else in the page's line of messages."""
    dialog = around(button, "dialog")
    if not dialog:
        shell.say(text, "trouble")
        return
    earlier = dialog.querySelector(".dialog-trouble")
    if earlier:
        earlier.remove()
    button.parentElement.before(el("p", text, cls="dialog-trouble", role="alert"))


def _leave_dialogs():
    for dialog in document.querySelectorAll("dialog[open]"):
        dialog.close()
