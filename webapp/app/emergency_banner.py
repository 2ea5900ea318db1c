"""What stands at the top of every page while somebody waits for emergency access: who, until when, and the refusal."""

import api
import session
import shell
from browser import window
from dom import by_id, el, only
from months import moment
from words import t

_EVERY_MS = 60_000
_known = {"account": None, "at": 0, "waiting": []}


async def look():
    """Show what waits; the server is asked by the minute, and without an answer what was known stays."""
    try:
        account = (await session.state())["account"]
        if account and account["role"] != "viewer":
            await _learn(account["id"])
        else:
            forget()
        waiting = _known["waiting"]
        emergency = await shell.module("emergency") if waiting else None
    except (api.Failure, api.Unreachable):
        return
    only(by_id("banner"), [_banner(emergency, one) for one in waiting])


def forget():
    """Show nothing until the server was asked anew."""
    _known["account"], _known["waiting"] = None, []


async def _learn(account_id):
    now = window.Date.now()
    if account_id == _known["account"] and now - _known["at"] < _EVERY_MS:
        return
    named = (await api.get("/api/v1/emergency"))["named"]
    _known["account"], _known["at"] = account_id, now
    _known["waiting"] = [one for one in named if one["state"] == "waiting"]


def _banner(emergency, naming):
    name, opens = naming["account"]["name"], moment(naming["opens_at"])
    text = t("emergency.banner", name=name, opens=opens, parts=emergency.parts_of(naming))
    more = el("a", t("emergency.banner_more"), href="#/emergency")
    return el(
        "aside",
        el("p", text),
        el("div", emergency.refusal(naming), more, cls="button-row"),
        cls="emergency-banner",
        role="alert",
    )
