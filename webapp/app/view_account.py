"""The account: who is signed in where, the language, export and import, signing out."""

import act
import api
import backups
import dialog
import emergency
import export_section
import import_section
import months
import rights
import session
import shell
import view_log
import words
from browser import window
from dom import el
from words import t


async def show(_args):
    """The page of the account."""
    for path in ("/api/v1/members", "/api/v1/imports"):
        api.begin(path)
    sessions = (await api.get("/api/v1/sessions"))["sessions"]
    members = (await api.get("/api/v1/members"))["members"]
    imports = (await api.get("/api/v1/imports"))["imports"]
    state = await session.state()
    leave = el("button", t("app.account.sign_out"), type="button")
    leave.bind("click", lambda _event: act.run(leave, _sign_out))
    account = state["account"]
    return el(
        "div",
        el("div", el("h1", t("app.account.title")), leave, cls="page-head"),
        el("p", t("app.account.who", name=account["name"], household=state["household"]), cls="lead"),
        _languages(),
        _sessions(sessions),
        await backups.section() if await rights.is_owner() else None,
        emergency.link(),
        view_log.link(),
        export_section.section(members),
        import_section.section(members, imports) if await rights.may_change() else None,
        el("p", t("app.account.version", version=state["version"]), cls="hint"),
        cls="measure",
    )


async def _sign_out():
    await api.send("DELETE", "/api/v1/session")
    session.forget()
    window.location.hash = "#/"
    await shell.render()


def _languages():
    buttons = []
    for code in words.LANGUAGES:
        pressed = "true" if code == words.language() else "false"
        button = el("button", t("app.language." + code), type="button", lang=code, aria_pressed=pressed)
        button.bind("click", lambda _event, code=code: shell.speak(code))
        buttons.append(button)
    return el("section", el("h2", t("app.account.language")), el("div", buttons, cls="choice"))


def _sessions(sessions):
    items = [_session(one) for one in sessions]
    text = el("p", t("app.account.sessions_text"), cls="hint")
    return el("section", el("h2", t("app.account.sessions")), text, el("ul", items, cls="plain-list"))


def _session(one):
    times = t("app.account.times", start=months.moment(one["started_at"]), seen=months.moment(one["last_seen_at"]))
    end = el("button", t("app.account.end"), type="button", cls="quiet")
    end.bind("click", lambda _event: _ask_end(one))
    here = el("span", t("app.account.here"), cls="badge") if one["current"] else None
    name = el("b", agent(one.get("agent") or ""))
    return el("li", el("div", name, " ", here, el("small", times)), None if here else end)


def agent(text):
    """The browser and system of a user agent text, in a few words."""
    names = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
    systems = (
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    )
    browser = next((name for sign, name in names if sign in text), "")
    system = next((name for sign, name in systems if sign in text), "")
    return " · ".join(part for part in (browser, system) if part) or text[:60] or t("app.account.agent_unknown")


def _ask_end(one):
    async def end():
        await api.send("DELETE", "/api/v1/sessions/" + one["id"])
        await shell.render()
        shell.say(t("app.account.ended"))

    dialog.confirm(t("app.account.end_title"), [t("app.account.end_text")], t("app.account.end"), end)
