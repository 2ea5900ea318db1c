"""The paired devices: what each may do, when and from where it was last used, when it ends; its name and its end."""

import act
import api
import dialog
import form
import months
import shell
from dom import el
from refusal import said
from words import t

_LONGEST_NAME = "80"


def listing(devices):
    """The section of the account's devices."""
    head = el("h2", t("app.devices.list"))
    if not devices:
        return el("section", head, el("p", t("app.devices.none"), cls="hint"))
    return el("section", head, el("ul", [_device(device) for device in devices], cls="plain-list devices"))


def _device(device):
    ended = device["ended"]
    name = el("p", el("b", device["name"]), " ", el("span", t("devices.ended"), cls="badge over") if ended else None)
    lines = [_used(device), t("app.devices.paired", when=months.moment(device["paired_at"])), _end(device)]
    if not ended:
        lines.append(t("app.list_comma").join(t("devices.scope." + scope) for scope in device["scopes"]))
    rename = el("button", t("devices.rename"), type="button", cls="quiet")
    rename.setAttribute("aria-label", t("devices.rename_label", name=device["name"]))
    rename.bind("click", lambda _event: _ask_name(device))
    revoke = el("button", t("devices.remove" if ended else "app.devices.revoke"), type="button", cls="quiet")
    revoke.setAttribute("aria-label", t("app.devices.revoke_label", name=device["name"]))
    revoke.bind("click", lambda _event: _ask_revoke(device))
    told = el("div", name, [el("small", line) for line in lines])
    return el("li", told, el("div", rename, revoke, cls="button-row"))


def _used(device):
    used = device.get("last_used_at")
    if not used:
        return t("app.devices.never_used")
    place = t("devices.place." + device["place"], address=device["address"])
    return t("devices.used", when=months.moment(used), place=place)


def _end(device):
    return t("devices.has_ended" if device["ended"] else "devices.ends", day=months.day(device["ends_at"]))


def _ask_name(device):
    field = form.text(t("devices.name"), maxlength=_LONGEST_NAME)
    field.control.value = device["name"]

    def submitted(button):
        if not field.filled():
            return

        async def save():
            await api.send("PATCH", "/api/v1/devices/" + device["id"], {"name": field.value()})
            node.close()
            await shell.render()
            shell.say(t("devices.renamed", name=field.value()))

        act.run(button, save, lambda failure: field.wrong(said(failure)))

    cancel = el("button", t("app.cancel"), type="button", onclick=lambda _event: node.close())
    footer = el("footer", cancel, form.submit(t("app.save")))
    body = form.form(el("div", field.box, cls="dialog-body"), footer, onsubmit=submitted)
    node = dialog.open_dialog(t("devices.rename_title", name=device["name"]), body)
    field.control.focus()


def _ask_revoke(device):
    async def revoke():
        await api.send("DELETE", "/api/v1/devices/" + device["id"])
        await shell.render()
        shell.say(t("app.devices.revoked", name=device["name"]))

    key = "devices.remove" if device["ended"] else "app.devices.revoke"
    text = t("devices.remove_text" if device["ended"] else "app.devices.revoke_text")
    dialog.confirm(t("app.devices.revoke_title", name=device["name"]), [text], t(key), revoke)
