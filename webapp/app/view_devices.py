"""Devices: connecting the browser extension with a code, and taking a device's right away."""

import act
import api
import dialog
import months
import rights
import shell
from dom import el
from pairing import Pairing
from words import t


async def show(_args):
    """The page of paired devices and of pairing a new one."""
    devices = (await api.get("/api/v1/devices"))["devices"]
    return el(
        "div",
        el("div", el("h1", t("app.devices.title")), cls="page-head"),
        el("p", t("app.devices.text"), cls="lead"),
        _pairing() if await rights.may_change() else el("p", t("rights.no_devices"), cls="card"),
        _list(devices),
        cls="measure",
    )


def _pairing():
    place = el("div", cls="pairing", aria_live="polite")
    button = el("button", t("app.pair.new"), type="button", cls="primary")

    async def ask():
        answer = await api.send("POST", "/api/v1/devices/pairing")
        Pairing(place, button, answer).begin()

    button.bind("click", lambda _event: act.run(button, ask))
    steps = [
        el("li", el("h3", t("app.pair.step_load")), _browsers()),
        el("li", el("h3", t("app.pair.step_code")), el("p", t("app.pair.step_code_text")), button, place),
        el("li", el("h3", t("app.pair.step_open")), el("p", t("app.pair.step_open_text"))),
    ]
    return el("section", el("h2", t("app.pair.title")), el("ol", steps, cls="steps"), cls="card")


def _browsers():
    return [
        el("details", el("summary", t("app.pair." + name)), el("ol", _lines("app.pair." + name + "_steps")))
        for name in ("chrome", "edge", "firefox")
    ]


def _lines(key):
    return [el("li", line) for line in t(key).split("\n")]


def _list(devices):
    head = el("h2", t("app.devices.list"))
    if not devices:
        return el("section", head, el("p", t("app.devices.none"), cls="hint"))
    return el("section", head, el("ul", [_device(device) for device in devices], cls="plain-list"))


def _device(device):
    used = device.get("last_used_at")
    seen = t("app.devices.used", when=months.moment(used)) if used else t("app.devices.never_used")
    paired = t("app.devices.paired", when=months.moment(device["paired_at"]))
    revoke = el("button", t("app.devices.revoke"), type="button", cls="quiet")
    revoke.setAttribute("aria-label", t("app.devices.revoke_label", name=device["name"]))
    revoke.bind("click", lambda _event: _ask_revoke(device))
    return el("li", el("div", el("b", device["name"]), el("small", paired + t("app.dot") + seen)), revoke)


def _ask_revoke(device):
    async def revoke():
        await api.send("DELETE", "/api/v1/devices/" + device["id"])
        await shell.render()
        shell.say(t("app.devices.revoked", name=device["name"]))

    title = t("app.devices.revoke_title", name=device["name"])
    dialog.confirm(title, [t("app.devices.revoke_text")], t("app.devices.revoke"), revoke)
