"""A phone for codes by SMS: the warning that must be ticked, the number, and the code that comes back."""

import act
import api
import form
from dom import el, only
from refusal import said
from security_advice import removable
from security_change import block, cancel, changed, removing
from words import t

_MINUTE_S = 60


def section(found):
    """The number that there is, and the ways to change it; how to have a gateway where there is none."""
    phone = found["phone"]
    place = el("div")
    text = t("security.sms.to", phone=phone) if phone else t("security.sms.none")
    remove = removing("/api/v1/security/sms", "sms", removable(found)) if phone else None
    if not found["sms_offered"]:
        return block("sms", el("p", text) if phone else None, el("p", t("security.sms.no_gateway"), cls="hint"), remove)
    begin = el("button", t("security.sms.change" if phone else "security.sms.add"), type="button")
    row = el("div", begin, remove, cls="button-row")

    def begun(_event):
        row.hidden = True
        _number(place, row, "")
        form.focus_first(place)

    begin.bind("click", begun)
    return block("sms", el("p", t("security.sms.text")), el("p", el("b", text)), row, place)


def _number(place, row, typed):
    """The warning and the form for the number; ``typed`` is one that was given before, its warning being ticked."""
    knows = el("input", type="checkbox", checked=bool(typed))
    trouble = el("p", cls="field-trouble", role="alert")
    knows.bind("change", lambda _event: only(trouble))
    number = form.text(
        t("security.sms.number"), t("security.sms.number_hint"), type="tel", autocomplete="tel", maxlength="20"
    )
    number.control.value = typed

    def submitted(button):
        if not knows.checked:
            only(trouble, t("error.sms_risk_not_taken"))
            knows.focus()
            return
        if not number.filled():
            return

        async def send():
            body = {"phone": number.value(), "knows_risks": True}
            told = await api.send("POST", "/api/v1/security/sms/begin", body)
            _code(place, row, told, number.value())

        act.run(button, send, lambda failure: number.wrong(said(failure)))

    only(
        place,
        el("p", t("security.sms.warning"), cls="mark-note"),
        form.form(
            el("label", knows, el("span", t("security.sms.know")), cls="check"),
            trouble,
            number.box,
            el("div", form.submit(t("security.sms.send")), cancel(place, row), cls="button-row"),
            onsubmit=submitted,
        ),
    )


def _code(place, row, told, typed):
    sent = told["sent"]
    code = form.code(t("security.sms.code"))

    def submitted(button):
        typed_code = code.digits()
        if not typed_code:
            return

        async def confirm():
            body = {"ticket": told["ticket"], "code": typed_code}
            await api.send("POST", "/api/v1/security/sms", body)
            await changed(t("security.sms.done", phone=sent["phone"]))

        act.run(button, confirm, lambda failure: code.wrong(said(failure)))

    again = el("button", t("security.sms.again"), type="button", cls="quiet")
    again.bind("click", lambda _event: _number(place, row, typed))
    minutes = sent["valid_s"] // _MINUTE_S
    only(
        place,
        el("p", t("security.sms.sent", phone=sent["phone"], minutes=minutes), role="status"),
        form.form(
            code.box,
            el("div", form.submit(t("security.sms.confirm")), again, cls="button-row"),
            onsubmit=submitted,
        ),
    )
    code.control.focus()
