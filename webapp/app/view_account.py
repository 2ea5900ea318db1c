"""The account: the language, ways to security, emergency access and the log, export and import, signing out."""

import act
import api
import backups
import emergency
import export_section
import import_section
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
    api.begin("/api/v1/imports")
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
        _security(),
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
    session.left()
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


def _security():
    way = el("a", t("security.open_page"), href="#/security", cls="button")
    return el("section", el("h2", t("security.title")), el("p", t("security.open_text"), cls="hint"), way)
