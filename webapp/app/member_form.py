"""Adding a family member and changing one."""

import act
import api
import dialog
import form
import months
import shell
from dom import el
from refusal import said
from words import t, word

_RELATIONS = (
    "self",
    "spouse",
    "father",
    "mother",
    "son",
    "daughter",
    "father_in_law",
    "mother_in_law",
    "grandfather",
    "grandmother",
    "sibling",
    "other",
)
_FEMALE_CLASSES = ("female_55", "female_50")


def edit(member):
    """Open the form: for a new member where ``member`` is None."""
    known = member or {}
    name = form.text(t("app.member.name"), maxlength="80")
    name.control.value = known.get("name") or ""
    relations = [(code, word("relation", code)) for code in _RELATIONS]
    relation = form.choice(t("app.member.relation"), relations, known.get("relation") or "self")
    birth = form.text(
        t("app.member.birth"), t("app.member.birth_hint"), inputmode="numeric", placeholder="1985-07", maxlength="12"
    )
    birth.control.value = known.get("birth_month") or ""
    sexes = [("", t("app.member.unsaid")), ("female", word("sex", "female")), ("male", word("sex", "male"))]
    sex = form.choice(t("app.member.sex"), sexes, known.get("sex") or "")
    classes = [("", t("app.member.class_later"))] + [(code, word("retirement", code)) for code in _FEMALE_CLASSES]
    retirement = form.choice(
        t("app.member.class"), classes, known.get("retirement_class") or "", t("app.member.class_hint")
    )
    kept = known.get("id_masked")
    id_hint = t("app.member.id_kept", masked=kept) if kept else t("app.member.id_hint")
    id_number = form.text(t("app.member.id"), id_hint, maxlength="24", autocapitalize="characters", spellcheck="false")

    def follow_sex(_event):
        retirement.box.hidden = sex.control.value != "female"

    sex.control.bind("change", follow_sex)
    follow_sex(None)
    fields = [name, relation, birth, sex, retirement, id_number]

    def submitted(button):
        if not name.filled():
            return
        birth_month = months.typed(birth.value())
        if birth.value() and not birth_month:
            birth.wrong(t("app.member.birth_wrong"))
            return
        body = {
            "name": name.value(),
            "relation": relation.control.value,
            "birth_month": birth_month,
            "sex": sex.control.value or None,
            "retirement_class": _class(sex.control.value, retirement.control.value),
        }
        if id_number.value():
            body["id_number"] = id_number.value()

        async def save():
            if member:
                await api.send("PATCH", "/api/v1/members/" + member["id"], body)
            else:
                await api.send("POST", "/api/v1/members", body)
            node.close()
            await shell.render()
            shell.say(t("app.member.saved", name=body["name"]))

        def refused(failure):
            at_fault = {"id_number_refused": id_number, "birth_month_refused": birth}
            at_fault.get(failure.code, name).wrong(said(failure))

        act.run(button, save, refused)

    cancel = el("button", t("app.cancel"), type="button", onclick=lambda _event: node.close())
    footer = el("footer", cancel, form.submit(t("app.save")))
    body = el("div", [field.box for field in fields], cls="dialog-body")
    title = t("app.member.edit_title", name=known["name"]) if member else t("app.member.add_title")
    node = dialog.open_dialog(title, form.form(body, footer, onsubmit=submitted))
    name.control.focus()


def _class(sex, chosen):
    if sex == "male":
        return "male_60"
    return (chosen or None) if sex == "female" else None
