"""Asking for the second step: one of the account's factors, the likeliest first, the others a press away.

Signing in and asking somebody signed in anew go the same way; where they differ is told to ``SecondStep``.
"""

import act
import api
import form
import passkey
from dom import el, only
from refusal import said
from words import t

_MINUTE_S = 60


class SecondStep:
    """A second step being taken, shown in ``place``.

    ``opened`` is the server's answer with ticket and methods; ``begin_at`` and ``answer_at`` are where a challenge is
    begun and answered. The coroutine function ``passed`` is awaited once an answer was right; ``over(failure)`` is
    called where the ticket is good for nothing any more. ``label`` is what the button for an answer says.
    """

    def __init__(self, place, opened, *, begin_at, answer_at, passed, over, label):
        self.place = place
        self.ticket = opened["ticket"]
        self.methods = [name for name in opened["methods"] if name != "passkey" or passkey.available()]
        self.begin_at = begin_at
        self.answer_at = answer_at
        self.passed = passed
        self.over = over
        self.label = label

    def show(self, method=None):
        """Ask for a factor, the likeliest without a choice."""
        method = method or self.methods[0]
        {"passkey": self._passkey, "sms": self._sms}.get(method, self._code)(method)

    def _others(self, method):
        buttons = []
        for other in self.methods:
            if other != method:
                button = el("button", t("second_step.use." + other), type="button", cls="quiet")
                button.bind("click", lambda _event, other=other: self.show(other))
                buttons.append(button)
        return el("div", buttons, cls="other-ways") if buttons else None

    def _code(self, method):
        if method == "recovery":
            field = form.text(t("app.signin.recovery"), t("app.signin.recovery_hint"), autocapitalize="characters")
        else:
            field = form.code(t("app.signin.code"), t("app.signin.code_hint"))
        self._ask(method, field)

    def _ask(self, method, field, above=None, beside=None):
        def submitted(button):
            if field.filled():
                given = {"code": "".join(field.value().split())}
                act.run(button, self._answering(method, given), self._refusing(field.wrong))

        row = el("div", form.submit(self.label), beside, cls="button-row")
        only(self.place, above, form.form(field.box, row, onsubmit=submitted), self._others(method))
        field.control.focus()

    def _passkey(self, method):
        button = el("button", t("second_step.passkey"), type="button", cls="primary")
        trouble = el("p", cls="field-trouble", role="alert")

        async def sign():
            only(trouble)
            begun = await self._begin(method)
            given = {"credential": await passkey.get(begun["public_key"])}
            await self._answering(method, given)()

        refused = self._refusing(lambda text: only(trouble, text))
        button.bind("click", lambda _event: act.run(button, sign, refused))
        text = el("p", t("second_step.passkey_text"))
        only(self.place, text, trouble, el("div", button, cls="button-row"), self._others(method))
        button.focus()

    def _sms(self, method):
        button = el("button", t("second_step.sms_send"), type="button", cls="primary")
        trouble = el("p", cls="field-trouble", role="alert")
        self._sending(method, button, trouble)
        text = el("p", t("second_step.sms_text"))
        only(self.place, text, trouble, el("div", button, cls="button-row"), self._others(method))
        button.focus()

    def _sending(self, method, button, trouble):
        async def send():
            self._sent(method, await self._begin(method))

        refused = self._refusing(lambda text: only(trouble, text))
        button.bind("click", lambda _event: act.run(button, send, refused))

    def _sent(self, method, prompt):
        minutes = prompt["valid_s"] // _MINUTE_S
        told = el("p", t("second_step.sms_sent", phone=prompt["phone"], minutes=minutes), role="status")
        field = form.code(t("second_step.sms_code"))
        again = el("button", t("second_step.sms_again"), type="button", cls="quiet")
        self._sending(method, again, field.trouble)
        self._ask(method, field, told, again)

    async def _begin(self, method):
        return await api.send("POST", self.begin_at, {"ticket": self.ticket, "method": method})

    def _answering(self, method, given):
        async def answer():
            body = {"ticket": self.ticket, "method": method}
            body.update(given)
            await api.send("POST", self.answer_at, body)
            await self.passed()

        return answer

    def _refusing(self, tell):
        def refused(failure):
            if failure.code in ("sign_in_expired", "second_step_expired"):
                self.over(failure)
            else:
                tell(said(failure))

        return refused
