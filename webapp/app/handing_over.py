"""Handing over who decides about a member's records."""

import act
import api
import dialog
import form
import shell
from dom import el
from words import t


def section(member, people):
    """The way to it, for the one who decides now; a sentence where nobody else could."""
    reader = next(one for one in people if one["you"])
    own = member["id"] in [one["id"] for one in reader["members"]]
    able = [one for one in people if not one["you"] and one["role"] != "viewer"]
    if able:
        button = el("button", t("handing.button"), type="button")
        button.bind("click", lambda _event: _ask(member, own, able))
    else:
        button = el("p", t("handing.nobody"), cls="hint")
    text = t("handing.text_own" if own else "handing.text")
    return el("section", el("h2", t("handing.title")), el("p", text, cls="hint"), button)


def _ask(member, own, able):
    to = form.choice(t("handing.to"), [(one["id"], one["name"]) for one in able], able[0]["id"])
    name = member["name"]

    def submitted(button):
        chosen = to.value()
        receiver = next(one["name"] for one in able if one["id"] == chosen)

        async def hand():
            await api.send("PUT", "/api/v1/members/" + member["id"] + "/decider", {"account": chosen})
            node.close()
            shell.go("#/people", t("handing.done", member=name, name=receiver))

        act.run(button, hand)

    cancel = el("button", t("app.cancel"), type="button", onclick=lambda _event: node.close())
    warning = el("p", t("handing.warning_own" if own else "handing.warning", member=name))
    body = el("div", warning, to.box, cls="dialog-body")
    agree = el("button", t("handing.yes"), type="submit", cls="danger")
    node = dialog.open_dialog(
        t("handing.ask", member=name), form.form(body, el("footer", cancel, agree), onsubmit=submitted)
    )
