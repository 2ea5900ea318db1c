"""The second step by any of the ways that the server offers: passkey, authenticator, SMS or recovery code.

One may change from one to another; what was begun stays, a message that was sent as well.
"""

import act
import api
import durations
import form
import months
import passkey
from browser import document, window
from dom import el, only
from passkey_button import passkey_button
from refusal import said
from sms_step import SmsStep
from words import t

_OVER = ("sign_in_expired", "second_step_expired")
_RECOVERY_SIGNS = 12


class SecondStep:
    """A step that the server has opened; ``show`` fills ``box``, which is to be placed before.

    ``opened`` is the server's answer with ``ticket`` and ``methods``; a challenge is begun at ``begin_at`` and every
    answer goes to ``answer_at``. ``done(method)`` is a coroutine for the right answer, ``over(text)`` is called once
    the ticket counts no more, with what to say of it. ``label`` is the key of what the button for an answer says.
    """

    def __init__(self, opened, begin_at, answer_at, label, done, over=None):
        self.ticket = opened["ticket"]
        self.methods = [method for method in opened["methods"] if method != "passkey" or passkey.available()]
        self.method = self.methods[0] if self.methods else None
        self.begin_at = begin_at
        self.answer_at = answer_at
        self.label = label
        self.done = done
        self.over = over
        self.box = el("div", cls="second-step")
        self.sms = SmsStep(self)

    def show(self, method=None):
        """Show a way, that of the present method at first, and buttons to the others."""
        self.method = method or self.method
        buttons = [self._change(other) for other in self.methods if other != self.method]
        way = _PANELS[self.method](self) if self.method else el("p", t("second_step.no_way"))
        only(self.box, way, el("div", buttons, cls="other-ways") if buttons else None)
        self.go()

    def _change(self, method):
        button = el("button", t("second_step.use." + method), type="button", cls="quiet", data_method=method)
        button.bind("click", lambda _event: self.show(method))
        return button

    def go(self):
        """Move to the first field, or to the button of a way that has none."""
        first = self.box.querySelector("input, button:not([disabled])")
        if first and document.body.contains(self.box):
            first.focus()

    async def begin(self, method):
        """What the server tells of a challenge that it began; raises what ``api.send`` raises."""
        return await api.send("POST", self.begin_at, {"ticket": self.ticket, "method": method})

    async def answer(self, method, **given):
        """Give an answer, and go on with ``done``; raises what ``api.send`` raises."""
        body = {"ticket": self.ticket, "method": method}
        body.update(given)
        await api.send("POST", self.answer_at, body)
        await self.done(method)

    def ended(self, failure):
        """Whether a refusal ended the step; then ``over`` has been called with what to say of it."""
        ended = failure.code in _OVER
        if ended:
            self.over(said(failure))
        return ended

    def wrong(self, field, failure):
        """Say beside a field that its code was refused and how many tries are left; none left ends the step."""
        left = failure.detail.get("tries_left")
        if left == 0:
            self.over(said(failure) + t("second_step.no_tries_left"))
            return
        field.wrong(said(failure) + (t("second_step.tries_left", n=left) if left else ""))
        field.control.select()


def _totp(step):
    field = form.code(t("app.signin.code"), t("app.signin.code_hint"))
    return _code_form(step, "totp", field, field.digits)


def _recovery(step):
    hint = t("app.signin.recovery_hint")
    field = form.text(t("app.signin.recovery"), hint, autocapitalize="characters", spellcheck="false", cls="code long")

    def read():
        if not field.filled():
            return None
        code = field.value()
        if len([sign for sign in code if sign.isalnum()]) == _RECOVERY_SIGNS:
            return code
        field.wrong(t("second_step.recovery_signs", n=_RECOVERY_SIGNS))
        return None

    return _code_form(step, "recovery", field, read)


def _code_form(step, method, field, read):
    """A form for a code; ``read()`` is the code, or None where it said what is wrong with it."""
    more = el("p", cls="hint")

    def submitted(button):
        only(more)
        code = read()

        async def ask():
            await step.answer(method, code=code)

        if code:
            act.run(button, ask, lambda failure: refused(button, failure))

    def refused(button, failure):
        if step.ended(failure):
            return
        if failure.detail.get("server_time"):
            only(more, t("second_step.this_clock", time=months.clock(window.Date.new().toISOString())))
        step.wrong(field, failure)
        durations.hold_back(button, more, failure)

    return form.form(field.box, more, form.submit(t(step.label)), onsubmit=submitted)


def _passkey(step):
    async def ask():
        asked = await step.begin("passkey")
        credential = await passkey.get(asked["public_key"])
        await step.answer("passkey", credential=credential)

    return [
        el("p", t("second_step.passkey_text")),
        passkey_button(t("second_step.passkey"), ask, step.ended, "primary"),
    ]


def _sms(step):
    return step.sms.panel()


_PANELS = {"totp": _totp, "sms": _sms, "passkey": _passkey, "recovery": _recovery}
