"""The second step by SMS: a message is sent on request only; what was sent stays while one looks at another way."""

import act
import durations
import form
from dom import el, only
from refusal import said
from words import t

_MINUTE_S = 60


class SmsStep:
    """The messages of a second step; ``panel`` is what shows them."""

    def __init__(self, step):
        self.step = step
        self.box = el("div")
        self.sent = None
        self.until = 0
        self.again = 0

    def panel(self):
        """Where the message went and the field for its code, or the button that sends one."""
        if self.sent and durations.left(self.until):
            self._show_field()
        else:
            self._show_button()
        return self.box

    def _show_button(self, wrong=None):
        self.sent = None
        only(self.box, el("p", t("second_step.sms_text")), self._sending(t("second_step.sms_send"), "primary", wrong))

    def _sending(self, label, cls, wrong=None):
        button = el("button", label, type="button", cls=cls, aria_describedby="sms-trouble")
        wait = el("span", cls="hint")
        trouble = el("p", wrong, cls="field-trouble", id="sms-trouble", role="alert")
        durations.hold(button, wait, self.again)

        async def send():
            only(trouble)
            self._note(await self.step.begin("sms"))
            self._show_field()
            self.step.go()

        def refused(failure):
            if not self.step.ended(failure):
                only(trouble, said(failure))
                durations.hold_back(button, wait, failure)

        button.bind("click", lambda _event: act.run(button, send, refused))
        return [el("p", button, " ", wait), trouble]

    def _note(self, sent):
        self.sent = sent
        self.until = durations.moment_in(sent["valid_s"])
        self.again = durations.moment_in(sent["again_in_s"])

    def _show_field(self):
        sent = self.sent
        minutes = sent["valid_s"] // _MINUTE_S
        field = form.code(
            t("second_step.sms_code"),
            t("second_step.sms_sent", phone=sent["phone"], minutes=minutes, tries=sent["tries"]),
        )
        valid = el("p", cls="hint")
        wait = el("p", cls="hint")
        enter = el("button", t(self.step.label), type="submit", cls="primary")

        def submitted(button):
            code = field.digits()

            async def ask():
                await self.step.answer("sms", code=code)

            if code:
                act.run(button, ask, refused)

        def refused(failure):
            if self.step.ended(failure):
                return
            left = failure.detail.get("tries_left")
            if left == 0 or failure.code == "challenge_over":
                self._over(t("second_step.sms_used_up", tries=sent["tries"]) if left == 0 else said(failure))
                return
            field.wrong(said(failure) + (t("second_step.tries_left", n=left) if left else ""))
            field.control.select()
            durations.hold_back(enter, wait, failure)

        durations.count(valid, self.until, "second_step.sms_valid", lambda: self._over(t("second_step.sms_too_old")))
        only(
            self.box,
            form.form(field.box, valid, wait, enter, onsubmit=submitted),
            self._sending(t("second_step.sms_again"), None),
        )

    def _over(self, text):
        self._show_button(text)
        self.step.go()
