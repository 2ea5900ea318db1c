"""Devices: connecting the browser extension with a code, and what is connected."""

import act
import api
import device_list
import rights
import trust_section
from dom import el
from pairing import Pairing
from words import t


async def show(_args):
    """The page of paired devices and of pairing a new one; whoever has some comes to see these."""
    devices = (await api.get("/api/v1/devices"))["devices"]
    pair = _pairing() if await rights.may_change() else el("p", t("rights.no_devices"), cls="card")
    sections = [pair, device_list.listing(devices)]
    trust = (await api.get("/api/v1/trust"))["certificate"]
    return el(
        "div",
        el("div", el("h1", t("app.devices.title")), cls="page-head"),
        el("p", t("app.devices.text"), cls="lead"),
        sections[::-1] if devices else sections,
        trust_section.section(trust),
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
        el("li", el("h3", t("app.pair.step_load")), browsers()),
        el("li", el("h3", t("app.pair.step_code")), el("p", t("app.pair.step_code_text")), button, place),
        el("li", el("h3", t("app.pair.step_open")), el("p", t("app.pair.step_open_text"))),
    ]
    return el("section", el("h2", t("app.pair.title")), el("ol", steps, cls="steps"), cls="card")


def browsers():
    """How the extension is put into each browser."""
    return [
        el("details", el("summary", t("app.pair." + name)), el("ol", _lines("app.pair." + name + "_steps")))
        for name in ("chrome", "edge", "firefox")
    ]


def _lines(key):
    return [el("li", line) for line in t(key).split("\n")]
