"""The second step anew, in a dialog, before what changes how somebody signs in."""

import act
import api
import dialog
from browser import aio
from dom import el, only
from second_step import SecondStep
from words import t

_PATH = "/api/v1/security/fresh"


async def taken():
    """Ask for it and wait; whether it was taken. Raises what ``api.send`` raises for the beginning."""
    asked = _Asked(await api.send("POST", _PATH))
    return await asked.answered


class _Asked:
    """A dialog that asks; ``answered`` becomes True with a right answer, False when the dialog is closed without."""

    def __init__(self, opened):
        self.answered = aio.Future()
        self.right = False
        self.trouble = el("p", cls="field-trouble", role="alert")
        self.place = el("div")
        body = el("div", el("p", t("second_step.why")), self.trouble, self.place, cls="dialog-body")
        self.node = dialog.open_dialog(t("second_step.title"), body)
        self.node.bind("close", lambda _event: self.answered.set_result(self.right))
        self.ask(opened)

    def ask(self, opened):
        """Ask for a factor with this ticket."""
        step = SecondStep(opened, _PATH + "/begin", _PATH + "/answer", "second_step.confirm", self.passed, self.over)
        only(self.place, step.box)
        step.show()

    async def passed(self, _method):
        """Go on with what was asked for."""
        self.right = True
        self.node.close()

    def over(self, text):
        """The ticket is worthless: say so and go on with a new one."""
        self.trouble.text = text

        async def anew():
            self.ask(await api.send("POST", _PATH))

        act.run(self.place, anew)
