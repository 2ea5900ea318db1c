"""Setting up the household from the one-time link: names and passphrase, authenticator app, recovery codes."""

import act
import api
import form
from browser import window
from dom import el, only
from qr import drawing
from recovery import kept_codes
from refusal import said
from words import t

_LEAST_SIGNS = 10
_link = {"token": None, "stage": None}


def content(args, state):
    """The set-up page; the link's token is taken out of the address as soon as it is read."""
    if args and args[0]:
        _link["token"] = args[0]
        window.history.replaceState({}, "", "#/setup")
    place = el("section", cls="card narrow setup")
    if _link["stage"]:
        _link["stage"](place)
    elif _link["token"]:
        _names(place, state["setup_needed"])
    elif not state["setup_needed"]:
        only(place, el("h1", t("app.setup.done_title")), el("p", t("app.setup.done_text")), _home())
    else:
        only(
            place, el("h1", t("app.setup.title")), el("p", t("app.setup.need_link")), el("p", t("app.setup.find_link"))
        )
    return place


def _home():
    return el("a", t("app.signin.title"), href="#/", cls="button primary")


def _step(number):
    return el("p", t("app.setup.step", n=number), cls="step-count")


def _names(place, founding):
    household = form.text(t("app.setup.household"), t("app.setup.household_hint"), maxlength="80")
    name = form.text(t("app.setup.name"), t("app.setup.name_hint"), autocomplete="username", maxlength="80")
    secret = form.passphrase(t("app.setup.passphrase"), t("app.setup.passphrase_hint"), "new-password")

    def submitted(button):
        if (founding and not household.filled()) or not (name.filled() and secret.filled()):
            return
        if len(secret.control.value) < _LEAST_SIGNS:
            secret.wrong(t("app.setup.passphrase_short", n=_LEAST_SIGNS))
            return
        body = {
            "token": _link["token"],
            "household": household.value(),
            "name": name.value(),
            "passphrase": secret.control.value,
        }

        async def ask():
            answer = await api.send("POST", "/api/v1/setup/begin", body)
            _link["stage"] = lambda where: _authenticator(where, answer["totp"])
            _link["stage"](place)

        def refused(failure):
            at_fault = secret if failure.code.startswith("passphrase_") else name
            at_fault.wrong(said(failure))

        act.run(button, ask, refused)

    only(
        place,
        _step(1),
        el("h1", t("app.setup.title" if founding else "app.setup.anew_title")),
        el("p", t("app.setup.welcome" if founding else "app.setup.anew"), cls="lead"),
        form.form(
            household.box if founding else None,
            name.box,
            secret.box,
            form.submit(t("app.setup.next")),
            onsubmit=submitted,
        ),
    )
    (household if founding else name).control.focus()


def _authenticator(place, totp):
    code = form.code(t("app.setup.code"), t("app.setup.code_hint"))
    secret = totp["secret"]
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]

    def submitted(button):
        if not code.filled():
            return

        async def ask():
            body = {"token": _link["token"], "code": "".join(code.value().split())}
            answer = await api.send("POST", "/api/v1/setup/confirm", body)
            _link["token"] = None
            _link["stage"] = lambda where: _codes(where, answer["recovery_codes"])
            _link["stage"](place)

        act.run(button, ask, lambda failure: code.wrong(said(failure)))

    only(
        place,
        _step(2),
        el("h1", t("app.setup.app_title")),
        el("p", t("app.setup.app_text")),
        drawing(totp["qr"], t("app.setup.qr_label")),
        el("details", el("summary", t("app.setup.by_hand")), el("p", el("code", " ".join(groups), cls="secret"))),
        form.form(code.box, form.submit(t("app.setup.confirm")), onsubmit=submitted),
    )
    window.scrollTo(0, 0)


def _codes(place, codes):
    import session
    import shell

    def finished():
        _link["stage"] = None
        session.forget()
        shell.go("#/")

    only(
        place,
        _step(3),
        el("h1", t("app.setup.codes_title")),
        el("p", t("app.setup.codes_text")),
        kept_codes(codes, finished),
    )
    window.scrollTo(0, 0)
