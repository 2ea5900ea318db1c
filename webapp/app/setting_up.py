"""What a one-time link leads through: name and passphrase, authenticator app, recovery codes.

The link's token is taken out of the address as soon as it is read and kept in memory only; a change of language shows
the present step again.
"""

import act
import api
import form
from authenticator import told
from browser import window
from dom import el, only
from recovery import kept_codes
from refusal import said
from words import t

_LEAST_SIGNS = 10


class SettingUp:
    """A set-up under way; ``address`` is that of its page, ``stage`` draws the present step anew."""

    def __init__(self, address):
        self.address = address
        self.token = None
        self.name = ""
        self.stage = None

    def take_token(self, args):
        """Take the token of a link that has just been opened."""
        if args and args[0]:
            self.token, self.stage = args[0], None
            window.history.replaceState({}, "", self.address)

    def names(self, place, head, more, ready, name=""):
        """Step 1: ``head``, and a form with name and passphrase below the fields ``more``.

        ``ready()`` is what these fields add to the request, None where something is missing and was said.
        """
        field = form.text(t("app.setup.name"), t("app.setup.name_hint"), autocomplete="username", maxlength="80")
        field.control.value = name
        secret = form.passphrase(t("app.setup.passphrase"), t("app.setup.passphrase_hint"), "new-password")

        def submitted(button):
            added = ready()
            if added is None or not (field.filled() and secret.filled()):
                return
            if len(secret.control.value) < _LEAST_SIGNS:
                secret.wrong(t("app.setup.passphrase_short", n=_LEAST_SIGNS))
                return
            body = {"token": self.token, "name": field.value(), "passphrase": secret.control.value}
            body.update(added)

            async def ask():
                answer = await api.send("POST", "/api/v1/setup/begin", body)
                self.name = body["name"]
                self._go_on(place, lambda where: self._authenticator(where, answer["totp"]))

            def refused(failure):
                at_fault = secret if failure.code.startswith("passphrase_") else field
                at_fault.wrong(said(failure))

            act.run(button, ask, refused)

        only(
            place,
            _step(1),
            head,
            form.form(more, field.box, secret.box, form.submit(t("app.setup.next")), onsubmit=submitted),
        )

    def _go_on(self, place, stage):
        self.stage = stage
        stage(place)
        window.scrollTo(0, 0)

    def _authenticator(self, place, totp):
        code = form.code(t("app.setup.code"), t("app.setup.code_hint"))

        def submitted(button):
            typed_code = code.digits()
            if not typed_code:
                return

            async def ask():
                body = {"token": self.token, "code": typed_code}
                answer = await api.send("POST", "/api/v1/setup/confirm", body)
                self.token = None
                self._go_on(place, lambda where: self._codes(where, answer["recovery_codes"]))

            act.run(button, ask, lambda failure: code.wrong(said(failure)))

        only(
            place,
            _step(2),
            el("h1", t("app.setup.app_title")),
            el("p", t("app.setup.app_text")),
            told(totp),
            form.form(code.box, form.submit(t("app.setup.confirm")), onsubmit=submitted),
        )

    def _codes(self, place, codes):
        import session
        import shell
        import view_signin

        def finished():
            self.stage = None
            session.forget()
            view_signin.begin_with(self.name)
            shell.go("#/", t("app.setup.ready"))

        only(
            place,
            _step(3),
            el("h1", t("app.setup.codes_title")),
            el("p", t("app.setup.codes_text")),
            kept_codes(codes, finished),
        )


def _step(number):
    return el("p", t("app.setup.step", n=number), cls="step-count")
