"""Changing the passphrase: the present one and the new one, each shown on demand."""

import act
import api
import form
from dom import el, only
from refusal import said
from security_change import block, cancel, changed
from words import t

_ABOUT_PRESENT = ("present_passphrase_wrong", "too_many_attempts")


def section(account):
    """A button that becomes the form."""
    place = el("div")
    begin = el("button", t("security.passphrase.change"), type="button")
    row = el("div", begin, cls="button-row")

    def begun(_event):
        row.hidden = True
        only(place, _form(account, place, row))
        form.focus_first(place)

    begin.bind("click", begun)
    return block("passphrase", el("p", t("security.passphrase.text")), row, place)


def _form(account, place, row):
    present = form.passphrase(t("security.passphrase.present"))
    new = form.passphrase(t("security.passphrase.new"), t("app.setup.passphrase_hint"), "new-password")

    def submitted(button):
        if not (present.filled() and new.filled()):
            return
        if new.control.value == present.control.value:
            new.wrong(t("security.passphrase.same"))
            return

        async def change():
            body = {"present": present.control.value, "new": new.control.value}
            await api.send("POST", "/api/v1/security/passphrase", body)
            await changed(t("security.passphrase.done"))

        def refused(failure):
            at_fault = present if failure.code in _ABOUT_PRESENT else new
            at_fault.wrong(said(failure))

        act.run(button, change, refused)

    # Without the name beside them, password managers keep the new passphrase under none.
    name = el("input", type="text", autocomplete="username", value=account["name"], hidden=True)
    return form.form(
        name,
        present.box,
        new.box,
        el("div", form.submit(t("security.passphrase.change")), cancel(place, row), cls="button-row"),
        onsubmit=submitted,
    )
