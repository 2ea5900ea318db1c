"""The browsers that are signed in: which, since when, last used when and from where; each can be ended."""

import api
import dialog
import shell
from dom import el
from months import moment
from words import t

_BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def section(sessions):
    """The list, and a button that ends all but this one where there are others."""
    others = len([one for one in sessions if not one["current"]])
    return el(
        "section",
        el("h2", t("security.sessions")),
        el("p", t("security.sessions.text"), cls="hint"),
        el("ul", [_item(one) for one in sessions], cls="plain-list"),
        _ending_others() if others else None,
        cls="card",
        id="security-sessions",
    )


def agent(text):
    """The browser and system of a user agent text, in a few words."""
    browser = next((name for sign, name in _BROWSERS if sign in text), "")
    system = next((name for sign, name in _SYSTEMS if sign in text), "")
    known = t("app.dot").join(part for part in (browser, system) if part)
    return known or text[:60] or t("security.sessions.agent_unknown")


def _item(one):
    times = t("security.sessions.times", start=moment(one["started_at"]), seen=moment(one["last_seen_at"]))
    place = t("security.sessions.place." + one["place"], address=one["address"])
    here = el("span", t("security.sessions.here"), cls="badge") if one["current"] else None
    name = agent(one["agent"])
    about = el("div", el("b", name), " ", here, el("small", times), el("small", place))
    return el("li", about, None if here else _ending(one, name))


def _ending(one, name):
    button = el("button", t("security.sessions.end"), type="button", cls="quiet")
    button.setAttribute("aria-label", t("security.sessions.end_label", name=name))

    async def end():
        await api.send("DELETE", "/api/v1/sessions/" + one["id"])
        await shell.render()
        shell.say(t("security.sessions.ended"))

    _asks(button, "end", end)
    return button


def _ending_others():
    button = el("button", t("security.sessions.end_others"), type="button")

    async def end():
        await api.send("DELETE", "/api/v1/sessions")
        await shell.render()
        shell.say(t("security.sessions.ended_others"))

    _asks(button, "end_others", end)
    return button


def _asks(button, what, work):
    said = "security.sessions." + what

    def ask(_event):
        dialog.confirm(t(said + "_title"), [t(said + "_text")], t(said), work)

    button.bind("click", ask)
