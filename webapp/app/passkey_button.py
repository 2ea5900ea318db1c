"""A button that asks for a passkey, and beside it why none was given or taken."""

import act
import durations
from dom import el, only
from refusal import said


def passkey_button(label, work, ended, cls=None):
    """The button, which runs the coroutine function ``work``; ``ended(failure)`` is true where that was dealt with."""
    trouble = el("p", cls="field-trouble", id="passkey-trouble", role="alert")
    wait = el("p", cls="hint")
    button = el("button", label, type="button", cls=cls, aria_describedby="passkey-trouble")

    def refused(failure):
        if not ended(failure):
            only(trouble, said(failure))
            durations.hold_back(button, wait, failure)

    def pressed(_event):
        only(trouble)
        act.run(button, work, refused)

    button.bind("click", pressed)
    return [el("p", button), trouble, wait]
