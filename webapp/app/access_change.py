"""Changing and ending what an account may see of a member's records."""

import act
import api
import dialog
import form
import shell
from dom import el
from part_choices import PartChoices
from words import t


def ask(member, seer):
    """Open the form for one account."""
    account = seer["account"]
    name = account["name"]
    choices = PartChoices(account["role"], seer["grants"])
    address = "/api/v1/members/" + member["id"] + "/grants/" + account["id"]

    def giving(grants):
        async def give():
            await api.send("PUT", address, {"grants": grants})
            node.close()
            await shell.render()
            shell.say(t("access.given" if grants else "access.taken", name=name, member=member["name"]))

        return give

    def submitted(button):
        grants = choices.grants()
        if grants is not None:
            act.run(button, giving(grants))

    cancel = el("button", t("app.cancel"), type="button", onclick=lambda _event: node.close())
    take = None
    if [one for one in seer["grants"] if not one["ended"]]:
        take = el("button", t("access.take"), type="button", cls="danger")
        take.bind("click", lambda _event: act.run(take, giving([])))
    hints = [el("p", t("access.write_means"), cls="hint")]
    if account["role"] == "viewer":
        hints = [el("p", t("access.viewer_reads"), cls="hint")]
    if seer["own"]:
        hints.append(el("p", t("access.own_reads", name=name), cls="hint"))
    body = el("div", choices.box, hints, cls="dialog-body")
    footer = el("footer", take, cancel, form.submit(t("app.save")))
    title = t("access.change_title", name=name, member=member["name"])
    node = dialog.open_dialog(title, form.form(body, footer, onsubmit=submitted))
