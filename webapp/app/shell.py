"""The frame around every view: title, navigation, language, messages, and which view the address shows."""

import api
import session
import words
from browser import aio, document, window
from dom import by_id, el, only
from words import t

_VIEWS = {
    "": "view_home",
    "member": "view_member",
    "records": "view_records",
    "fact": "view_fact",
    "add": "view_add",
    "changes": "view_changes",
    "conflicts": "view_conflicts",
    "totals": "view_totals",
    "trash": "view_trash",
    "reread": "view_reread",
    "captures": "view_captures",
    "capture": "view_capture",
    "devices": "view_devices",
    "account": "view_account",
    "emergency": "view_emergency",
    "log": "view_log",
    "security": "view_security",
    "people": "view_people",
    "invite": "view_invite",
    "access": "view_access",
    "setup": "view_setup",
    "join": "view_join",
}
_turn = {"number": 0, "shown": None, "to_say": None}


def start():
    """Show the first view and follow the address from then on."""
    window.bind("hashchange", _on_address)
    by_id("language").bind("click", _on_language)
    aio.run(_first())


async def _first():
    try:
        await words.load(words.preferred())
    except api.Unreachable:
        only(by_id("main"), _plain_failure())
        document.body.setAttribute("data-shown", "")
        return
    _say_frame()
    await render()
    window.shebaobu.bringLater()


def refresh():
    """Show the present address again, asking the server anew."""
    aio.run(render())


def go(address, text=None, action=None):
    """Show another view, and there tell something, as ``say`` does."""
    if window.location.hash == address:
        refresh()
        _say_there((text, action))
    else:
        _turn["to_say"] = (text, action)
        window.location.hash = address


def _say_there(told):
    if told and told[0]:
        say(told[0], action=told[1])


async def render():
    """Show the view of the present address; sign-in instead where the session has ended."""
    _turn["number"] += 1
    turn = _turn["number"]
    main = by_id("main")
    main.setAttribute("aria-busy", "true")
    document.body.removeAttribute("data-ready")
    parts = window.location.hash.lstrip("#").strip("/").split("/")
    broken = None
    try:
        content, ready = await _content(parts)
    except api.Failure as failure:
        content, ready = (await module("trouble")).refused(failure), "failure"
    except api.Unreachable:
        content, ready = (await module("trouble")).unreachable(), "offline"
    except Exception as unforeseen:
        content, ready = (await module("trouble")).unforeseen(), "failure"
        broken = unforeseen
    if turn != _turn["number"]:
        return
    only(main, content)
    main.removeAttribute("aria-busy")
    _settle(parts, ready)
    window.requestAnimationFrame(lambda _time: window.setTimeout(_see_banner, 0))
    if broken:
        raise broken


def _see_banner():
    import emergency_banner

    aio.run(emergency_banner.look())


async def _content(parts):
    try:
        return await _view(parts)
    except api.Failure as failure:
        if failure.status != 401:
            raise
    session.forget()
    return await _view(parts)


async def _view(parts):
    name = parts[0] if parts[0] in _VIEWS else ""
    _run_meanwhile(_VIEWS[name])
    state = await session.state()
    by_id("brand").text = state["household"] or t("app.name")
    document.body.setAttribute("data-signed", "yes" if state["account"] else "no")
    if parts[0] == "setup" or (state["setup_needed"] and not state["account"]):
        return (await module("view_setup")).content(parts[1:], state), "setup"
    if parts[0] == "join":
        return await (await module("view_join")).content(parts[1:], state), "join"
    if parts[0] == "pair":
        return (await module("view_pair")).content(parts[1:]), "pair"
    if not state["account"]:
        if session.has_ended():
            say(t("app.signin.ended"), "trouble")
        return (await module("view_signin")).content(), "signin"
    ready = {"": "home", "member": "wall"}.get(name, name)
    return await (await module(_VIEWS[name])).show(parts[1:]), ready


def _run_meanwhile(name):
    """Run a module that is at hand while the server is still at its answer."""
    if window.shebaobu.has(name):
        __import__(name)


async def module(name):
    """A module that is run when it is first needed, not before the first view; the build knows that it is there.

    Raises Unreachable: those that the first views do without are fetched later.
    """
    await api.have(name)
    return __import__(name)


def _settle(parts, ready):
    heading = document.querySelector("main h1")
    # innerText, which Brython reads as text, has the browser lay the page out at once.
    title = heading.textContent if heading else ""
    document.querySelector("title").text = title + " · " + t("app.name") if title else t("app.name")
    for link in by_id("nav").querySelectorAll("a"):
        if (parts[0] or "home") in link.getAttribute("data-view").split():
            link.setAttribute("aria-current", "page")
        else:
            link.removeAttribute("aria-current")
    address = "/".join(parts)
    if _turn["shown"] not in (None, address):
        window.scrollTo(0, 0)
        by_id("main").focus({"preventScroll": True})
    _turn["shown"] = address
    document.body.setAttribute("data-shown", "")
    document.body.setAttribute("data-ready", ready)


def say(text, kind="done", action=None):
    """Tell something in the page's line of messages: kind is ``done`` or ``trouble``; ``action`` is a button."""
    notice = by_id("notice")
    close = el("button", "×", type="button", cls="quiet close", aria_label=t("app.close"))
    close.bind("click", lambda _event: only(notice))
    only(notice, el("p", el("span", text), action, close, cls=kind))


def hush():
    """Take away what was told."""
    only(by_id("notice"))


def _on_address(_event):
    hush()
    told, _turn["to_say"] = _turn["to_say"], None
    _say_there(told)
    refresh()


def _on_language(_event):
    speak("en" if words.language() == "zh-CN" else "zh-CN")


def speak(language):
    """Change the language, and keep the choice on this device."""
    words.remember(language)
    aio.run(_first())


def _say_frame():
    for node in document.querySelectorAll("[data-t]"):
        node.text = t(node.getAttribute("data-t"))
    by_id("nav").setAttribute("aria-label", t("app.nav.label"))
    by_id("skip").text = t("app.skip")
    button = by_id("language")
    button.text = t("app.language.other")
    button.setAttribute("lang", t("app.language.other_code"))


def _plain_failure():
    button = el("button", "重试 · Try again", type="button", onclick=lambda _event: aio.run(_first()))
    text = "现在连不上家里的服务器，资料都在服务器上，没有丢失。 · The family's server cannot be reached right now; "
    return el("section", el("p", text + "nothing is lost, everything is on the server."), button, cls="card")
