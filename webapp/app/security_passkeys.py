"""One's own passkeys: a list, adding one, another name, removing one."""

import act
import api
import dialog
import form
import passkey
import shell
from browser import window
from dom import el
from months import day, moment
from refusal import said
from security_advice import removable
from security_change import block, changed
from words import t

_PATH = "/api/v1/security/passkeys"
_NAMES = ("name_missing", "name_too_long")


def section(found):
    """The passkeys, and a form for another or why there can be none here."""
    may_go = removable(found) or len(found["passkeys"]) > 1
    items = [_item(one, may_go) for one in found["passkeys"]]
    return block(
        "passkey",
        el("p", t("security.passkeys.text")),
        el("ul", items, cls="plain-list") if items else el("p", t("security.passkeys.none"), cls="hint"),
        None if may_go or not items else el("p", t("security.last"), cls="hint"),
        _adding(found),
    )


def _adding(found):
    hindered = found["passkeys_hindered"] or (None if passkey.available() else "browser")
    if hindered:
        return el("p", t("security.passkeys.hindered." + hindered), cls="hint")
    name = form.text(t("security.passkeys.name"), t("security.passkeys.name_hint"), maxlength="80")

    def submitted(button):
        if not name.filled():
            return

        async def add():
            begun = await api.send("POST", _PATH + "/begin")
            made = await passkey.create(begun["public_key"])
            body = {"ticket": begun["ticket"], "name": name.value(), "credential": made}
            await api.send("POST", _PATH, body)
            await changed(t("security.passkeys.added", name=body["name"]))

        act.run(button, add, lambda failure: name.wrong(said(failure)))

    return form.form(name.box, el("div", form.submit(t("security.passkeys.add")), cls="button-row"), onsubmit=submitted)


def _item(one, may_go):
    used = one["last_used_at"]
    facts = [
        t("security.passkeys.added_at", when=day(one["added_at"])),
        t("security.passkeys.used_at", when=moment(used)) if used else t("security.passkeys.never"),
    ]
    if one["host"] != window.location.hostname:
        facts.append(t("security.passkeys.host", host=one["host"]))
    rename = el("button", t("security.passkeys.rename"), type="button", cls="quiet")
    rename.setAttribute("aria-label", t("security.passkeys.rename_label", name=one["name"]))
    rename.bind("click", lambda _event: _rename(one))
    return el(
        "li",
        el("div", el("b", one["name"]), el("small", t("app.dot").join(facts))),
        el("div", rename, _removing(one) if may_go else None, cls="button-row"),
    )


def _removing(one):
    button = el("button", t("security.remove"), type="button", cls="quiet")
    button.setAttribute("aria-label", t("security.passkeys.remove_label", name=one["name"]))

    async def remove():
        await api.send("DELETE", _PATH + "/" + one["id"])
        await changed(t("security.passkeys.removed", name=one["name"]))

    def ask(_event):
        title = t("security.passkeys.remove_title", name=one["name"])
        dialog.confirm(title, [t("security.passkeys.remove_text")], t("security.remove"), remove)

    button.bind("click", ask)
    return button


def _rename(one):
    name = form.text(t("security.passkeys.new_name"), maxlength="80")
    name.control.value = one["name"]

    def submitted(button):
        if not name.filled():
            return

        async def rename():
            await api.send("PATCH", _PATH + "/" + one["id"], {"name": name.value()})
            node.close()
            await shell.render()
            shell.say(t("security.passkeys.renamed", name=name.value()))

        act.run(button, rename, lambda failure: name.wrong(said(failure)))

    cancel = el("button", t("app.cancel"), type="button", onclick=lambda _event: node.close())
    body = el("div", name.box, cls="dialog-body")
    content = form.form(body, el("footer", cancel, form.submit(t("app.save"))), onsubmit=submitted)
    node = dialog.open_dialog(t("security.passkeys.rename_title", name=one["name"]), content)
    name.control.select()
