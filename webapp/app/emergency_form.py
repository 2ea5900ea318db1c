"""Naming somebody for emergency access: whom, which parts, and how long one has to refuse."""

import act
import api
import form
import sharing
import shell
from dom import el, only
from words import t

_MOST_DAYS = 90
_USUAL_DAYS = 14


def offer(others):
    """A button that becomes the form; a sentence where there is nobody to name."""
    if not others:
        return el("p", t("emergency.who_none"), cls="hint")
    place = el("div")
    button = el("button", t("emergency.name"), type="button", cls="primary")

    def shown(_event):
        only(place, _form(others))
        form.focus_first(place)

    button.bind("click", shown)
    place.append(button)
    return place


def _form(others):
    who = form.choice(t("emergency.who"), [(one["id"], one["name"]) for one in others], others[0]["id"])
    boxes = [(part, el("input", type="checkbox", checked=True)) for part in sharing.PARTS]
    checks = [el("label", box, el("span", t("part." + part)), cls="check") for part, box in boxes]
    wrong = el("p", cls="field-trouble", role="alert")
    wait = form.text(t("emergency.wait"), t("emergency.wait_hint"), inputmode="numeric", maxlength="3", cls="days")
    wait.control.value = str(_USUAL_DAYS)

    def submitted(button):
        parts = [part for part, box in boxes if box.checked]
        only(wrong, None if parts else t("emergency.parts_missing"))
        days = wait.value()
        if not days.isdigit() or not 1 <= int(days) <= _MOST_DAYS:
            wait.wrong(t("emergency.wait_wrong"))
            return
        if parts:
            body = {"account": who.value(), "parts": parts, "wait_days": int(days)}
            act.run(button, _naming(body))

    return form.form(
        who.box,
        el(
            "fieldset",
            el("legend", t("emergency.parts")),
            el("p", t("emergency.parts_text"), cls="hint"),
            checks,
            wrong,
        ),
        wait.box,
        el("div", form.submit(t("emergency.name_save")), cls="button-row"),
        onsubmit=submitted,
    )


def _naming(body):
    async def name():
        told = await api.send("POST", "/api/v1/emergency", body)
        await shell.render()
        shell.say(t("emergency.named", name=told["account"]["name"]))

    return name
