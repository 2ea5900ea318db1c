"""Signing in: name and passphrase, then the code of the authenticator app or a recovery code."""

import act
import api
import form
import session
import shell
from browser import document
from dom import el, only
from refusal import said
from words import t


def content():
    """The sign-in page; afterwards the view that the address names is shown."""
    document.body.setAttribute("data-signed", "no")
    place = el("section", cls="card narrow")
    _first(place)
    return place


def _first(place):
    name = form.text(t("app.signin.name"), autocomplete="username", autocapitalize="none", maxlength="80")
    secret = form.passphrase(t("app.signin.passphrase"))

    def submitted(button):
        if not (name.filled() and secret.filled()):
            return

        async def ask():
            body = {"name": name.value(), "passphrase": secret.control.value}
            answer = await api.send("POST", "/api/v1/session", body)
            _second(place, answer["ticket"], "totp")

        act.run(button, ask, lambda failure: secret.wrong(said(failure)))

    only(
        place,
        el("h1", t("app.signin.title")),
        form.form(name.box, secret.box, form.submit(t("app.signin.next")), onsubmit=submitted),
        el("p", t("app.signin.forgot"), cls="hint"),
    )


def _second(place, ticket, method):
    recovery = method == "recovery"
    if recovery:
        field = form.text(t("app.signin.recovery"), t("app.signin.recovery_hint"), autocapitalize="characters")
    else:
        field = form.code(t("app.signin.code"), t("app.signin.code_hint"))

    def submitted(button):
        if not field.filled():
            return

        async def ask():
            code = "".join(field.value().split())
            body = {"ticket": ticket, "method": method, "code": code}
            await api.send("POST", "/api/v1/session/second", body)
            session.forget()
            await shell.render()

        act.run(button, ask, refused)

    def refused(failure):
        if failure.code == "sign_in_expired":
            _first(place)
            shell.say(said(failure), "trouble")
            return
        field.wrong(said(failure))

    other = el("button", t("app.signin.use_app" if recovery else "app.signin.use_recovery"), type="button")
    other.setAttribute("class", "quiet")
    other.bind("click", lambda _event: _second(place, ticket, "totp" if recovery else "recovery"))
    back = el("button", t("app.signin.back"), type="button", cls="quiet", onclick=lambda _event: _first(place))
    only(
        place,
        el("h1", t("app.signin.second_title")),
        form.form(field.box, form.submit(t("app.signin.enter")), onsubmit=submitted),
        el("p", other, back, cls="button-row"),
    )
    field.control.focus()
