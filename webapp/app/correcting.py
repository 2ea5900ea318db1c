"""Correcting one field of a fact: what is kept on the page stays, and the correction can be undone."""

import act
import api
import by_hand
import dialog
import form
import shell
from dom import el
from record_name import field_name, named, value_of
from typed_field import NotTyped, Typed
from words import t


def correct(member_id, fact, field):
    """Open the dialog that gives a field another value."""
    record = fact["record"]
    label = field_name(record, field)
    typed = Typed(record["kind"], field, label, _before(fact, field))

    def submitted(button):
        try:
            value = typed.read()
        except NotTyped:
            return

        async def save():
            path = "/api/v1/members/" + member_id + "/facts/" + fact["id"] + "/correct"
            answer = await api.send("POST", path, {"values": {field: value}})
            node.close()
            await shell.render()
            undo = by_hand.undo_button(member_id, answer["operation"]["id"])
            said = value_of(record, field, value)
            shell.say(t("app.correct.done", field=label, value=said), action=undo)

        act.run(button, save)

    cancel = el("button", t("app.cancel"), type="button", onclick=lambda _event: node.close())
    body = el("div", el("p", named(record)), typed.box, el("p", t("app.correct.text"), cls="hint"), cls="dialog-body")
    content = form.form(body, el("footer", cancel, form.submit(t("app.save"))), onsubmit=submitted)
    node = dialog.open_dialog(t("app.correct.title", field=label), content)
    typed.field.control.focus()


def _before(fact, field):
    """The value that stands, or the first of those in conflict."""
    for conflict in fact["conflicts"]:
        if conflict["field"] == field:
            return conflict["said"][0]["value"]
    return fact["record"].get(field)
