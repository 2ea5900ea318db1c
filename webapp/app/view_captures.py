"""A member's captures: what was read when, and taking one back."""

import api
import dialog
import months
import rights
import shell
from dom import el
from member_bar import bar
from member_page import known
from proof import origin, title
from view_trash import restore_button
from words import t, word


async def show(args):
    """The page of a member's captures, newest first."""
    member_id = args[0]
    base = "/api/v1/members/" + member_id
    api.begin("/api/v1/members")
    captures = (await api.get(base + "/captures"))["captures"]
    member = await known(member_id)
    head = bar(member, "captures", _export(member_id, captures)) if member else None
    writes = member is not None and rights.writes(member)
    more = _more(member_id, captures if writes else [])
    if not captures and not writes:
        return [head, more, el("section", el("h2", t("app.captures.none")), cls="card next")]
    if not captures:
        link = el("a", t("app.home.connect"), href="#/devices", cls="button")
        text = el("p", t("app.wall.empty_text"))
        return [head, more, el("section", el("h2", t("app.captures.none")), text, link, cls="card next")]
    captures.sort(key=lambda capture: (capture["captured_at"], capture["saved_at"]), reverse=True)
    return [head, more, el("ul", [_item(member_id, capture) for capture in captures], cls="captures")]


def _more(member_id, captures):
    """Ways to the trash, and to reading ``captures`` again where there are any."""
    trash = el("a", t("app.trash.title"), href="#/trash/" + member_id, cls="button")
    reread = el("a", t("app.reread.title"), href="#/reread/" + member_id, cls="button") if captures else None
    return el("p", trash, reread, cls="button-row no-print")


def _export(member_id, captures):
    if not captures:
        return None
    address = "/api/v1/members/" + member_id + "/export.json"
    return el("a", t("app.captures.export"), href=address, download=True, cls="button quiet")


def _item(member_id, capture):
    undo = el("button", t("app.captures.undo"), type="button", cls="quiet")
    undo.setAttribute("aria-label", t("app.captures.undo_label", title=origin(capture)))
    undo.bind("click", lambda _event: ask_undo(member_id, capture))
    facts = [capture["host"]] if capture.get("host") else []
    facts += [t("app.captures.records", n=capture["records"]), months.moment(capture["captured_at"])]
    facts.append(capture.get("device") or word("channel", capture["channel"]))
    unread, asked = capture.get("not_understood"), capture.get("questions")
    return el(
        "li",
        el("h2", el("a", title(capture), href="#/capture/" + capture["id"])),
        el("p", t("app.dot").join(facts), cls="hint"),
        el("p", t("app.captures.asked", n=asked), cls="asked") if asked else None,
        el("p", t("app.captures.unread", n=unread), cls="asked") if unread else None,
        el("div", undo, cls="card-actions") if capture["writable"] else None,
        cls="card",
    )


def ask_undo(member_id, capture):
    """Ask whether to take a capture back; afterwards the member's captures are shown."""

    async def undo():
        await api.send("DELETE", "/api/v1/captures/" + capture["id"])
        restore = restore_button(member_id, capture["id"])
        shell.go("#/captures/" + member_id, t("app.captures.undone"), action=restore)

    paragraphs = [origin(capture), t("app.captures.undo_text"), t("app.captures.undo_again")]
    dialog.confirm(t("app.captures.undo_title"), paragraphs, t("app.captures.undo_yes"), undo)
