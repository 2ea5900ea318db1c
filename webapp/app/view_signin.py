"""Signing in: by a passkey alone, or by name and passphrase and then a second step."""

import act
import api
import durations
import form
import passkey
import session
import shell
from browser import aio, document
from dom import el, only
from passkey_button import passkey_button
from refusal import said
from words import t

_BEGIN, _ANSWER = "/api/v1/session/second/begin", "/api/v1/session/second"
# What a change of the language, or of the address, leaves as it is; none of it outlives the page.
_kept = {"name": "", "step": None}


def content():
    """The sign-in page; afterwards the view that the address names is shown."""
    document.body.setAttribute("data-signed", "no")
    place = el("section", cls="card narrow signin")
    if _kept["step"]:
        _second(place, _kept["step"])
    else:
        _first(place)
    aio.run(_go_there(place))
    return place


async def _go_there(place):
    """Move to the first field once the page is there, unless its reader is somewhere already."""
    await aio.sleep(0)
    if document.activeElement.tagName in ("BODY", "MAIN"):
        form.focus_first(place)


def _first(place, wrong=None):
    """Name and passphrase; ``wrong`` says why it begins anew."""
    _kept["step"] = None
    name = form.text(t("app.signin.name"), autocomplete="username", autocapitalize="none", maxlength="80")
    name.control.value = _kept["name"]
    secret = form.passphrase(t("app.signin.passphrase"))
    wait = el("p", cls="hint")

    def submitted(button):
        if not (name.filled() and secret.filled()):
            return
        _kept["name"] = name.value()

        async def ask():
            body = {"name": name.value(), "passphrase": secret.control.value}
            second_step = await shell.module("second_step")
            opened = await api.send("POST", "/api/v1/session", body)
            _second(place, second_step.SecondStep(opened, _BEGIN, _ANSWER, "app.signin.enter", _entered))

        def refused(failure):
            secret.wrong(said(failure))
            durations.hold_back(button, wait, failure)

        act.run(button, ask, refused)

    only(
        place,
        el("h1", t("app.signin.title")),
        form.form(name.box, secret.box, wait, form.submit(t("app.signin.next")), onsubmit=submitted),
        _by_passkey() if passkey.available() else None,
        el("p", t("app.signin.forgot"), cls="hint"),
    )
    if wrong:
        secret.wrong(wrong)
    else:
        form.focus_first(place)


def _by_passkey():
    async def ask():
        begun = await api.send("POST", "/api/v1/session/passkey/begin")
        credential = await passkey.get(begun["public_key"])
        body = {"ticket": begun["ticket"], "credential": credential}
        await api.send("POST", "/api/v1/session/passkey", body)
        await _entered("passkey")

    button = passkey_button(t("signin.passkey_alone"), ask, lambda _failure: False)
    return el("div", el("p", t("signin.or"), cls="or"), button, el("p", t("signin.passkey_hint"), cls="hint"))


def _second(place, step):
    """The second step, as it was left where it was shown before."""
    _kept["step"] = step
    step.over = lambda text: _first(place, text)
    back = el("button", t("app.signin.back"), type="button", cls="quiet", onclick=lambda _event: _first(place))
    only(
        place,
        el("h1", t("app.signin.second_title")),
        step.box,
        el("p", t("signin.lost"), cls="hint"),
        el("p", back),
    )
    step.show()


def begin_with(name):
    """Let the page begin with a name that its reader has just chosen."""
    _kept["name"], _kept["step"] = name, None


async def _entered(method):
    _kept["step"] = None
    _kept["name"] = ""
    session.forget()
    shell.hush()
    await shell.render()
    spare_codes = await shell.module("spare_codes")
    await spare_codes.tell(method)
