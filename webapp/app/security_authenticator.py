"""The authenticator app: setting one up, or another in its place, which counts once a code of it was confirmed."""

import act
import api
import form
from authenticator import told
from dom import add, el, only
from refusal import said
from security_advice import heed, removable
from security_change import block, cancel, changed, removing
from words import t


def section(found):
    """What there is, and the ways to change it."""
    has = "totp" in found["factors"]
    place = el("div")
    row = el("div", cls="button-row")
    begin = el("button", t("security.totp.replace" if has else "security.totp.set_up"), type="button")

    async def ask():
        _new(place, row, await api.send("POST", "/api/v1/security/authenticator/begin"))

    begin.bind("click", lambda _event: act.run(begin, ask))
    remove = removing("/api/v1/security/authenticator", "totp", removable(found)) if has else None
    text = [t("security.totp.text"), t("security.totp.new_phone")] if has else [t("security.totp.none")]
    add(row, [begin, remove])
    return block("totp", [el("p", one) for one in text], row, place)


def _new(place, row, begun):
    """The new one's code, until it is confirmed; ``row`` are the buttons, which are away meanwhile."""
    code = form.code(t("app.setup.code"), t("app.setup.code_hint"))

    def submitted(button):
        typed_code = code.digits()
        if not typed_code:
            return

        async def confirm():
            body = {"ticket": begun["ticket"], "code": typed_code}
            await api.send("POST", "/api/v1/security/authenticator", body)
            heed()
            await changed(t("security.totp.done"))

        act.run(button, confirm, lambda failure: code.wrong(said(failure)))

    buttons = el("div", form.submit(t("app.setup.confirm")), cancel(place, row), cls="button-row")
    confirming = form.form(code.box, buttons, onsubmit=submitted)
    row.hidden = True
    only(place, el("p", t("security.totp.scan")), told(begun["totp"]), confirming)
    code.control.focus()
