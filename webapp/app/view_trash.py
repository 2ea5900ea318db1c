"""The trash of a member: what was undone and until when it is kept, and records that were deleted."""

import act
import api
import by_hand
import dialog
import months
import shell
from dom import el
from member_page import head
from proof import origin
from words import t


async def show(args):
    """The page of a member's trash."""
    member_id = args[0]
    base = "/api/v1/members/" + member_id
    for path in ("/api/v1/members", base + "/operations"):
        api.begin(path)
    answer = await api.get(base + "/trash")
    bar = await head(member_id, "captures")
    deleted = await by_hand.steps(member_id, "deletion")
    return [
        bar,
        el("h2", t("app.trash.title")),
        _undone(member_id, answer) if answer["entries"] else None,
        _deleted(member_id, deleted),
        None if answer["entries"] or deleted else el("p", t("app.trash.empty"), cls="lead"),
    ]


def _undone(member_id, answer):
    writable = [entry for entry in answer["entries"] if entry["writable"]]
    empty = el("button", t("app.trash.empty_all"), type="button", cls="danger")
    paragraphs = [t("app.trash.empty_text", n=len(writable)), t("app.trash.for_good")]

    async def clear():
        await api.send("DELETE", _address(member_id))
        await shell.render()
        shell.say(t("app.trash.emptied"))

    empty.bind(
        "click", lambda _event: dialog.confirm(t("app.trash.empty_title"), paragraphs, t("app.trash.empty_yes"), clear)
    )
    return el(
        "section",
        el("p", t("app.trash.text", days=answer["days"]), cls="lead"),
        el("ul", [_entry(member_id, entry) for entry in answer["entries"]], cls="captures trash"),
        el("p", empty) if writable else None,
        cls="measure",
    )


def _entry(member_id, entry):
    what, about = _what(entry)
    restore = restore_button(member_id, entry["id"])
    restore.setAttribute("aria-label", t("app.trash.restore_label", what=what))
    erase = el("button", t("app.trash.erase"), type="button", cls="quiet")
    erase.setAttribute("aria-label", t("app.trash.erase_label", what=what))
    erase.bind("click", lambda _event: _ask_erase(member_id, entry["id"], what))
    undone = t("app.trash.undone", name=entry["undone_by"] or "", when=months.moment(entry["undone_at"]))
    return el(
        "li",
        el("h3", what),
        el("p", about, cls="hint") if about else None,
        el("p", undone, t("app.dot"), t("app.trash.until", when=months.day(entry["until"])), cls="hint"),
        el("div", restore, erase, cls="button-row") if entry["writable"] else None,
        cls="card",
    )


def _what(entry):
    capture = entry["capture"]
    if capture is None:
        return by_hand.told(entry["operation"]), t("app.trash.step")
    about = t("app.captures.records", n=capture["records"]) + t("app.dot")
    return t("app.trash.capture", title=origin(capture)), about + t(
        "app.proof.when", when=months.moment(capture["captured_at"])
    )


def restore_button(member_id, trashed_id):
    """A button that takes something out of the trash, for the line of messages that tells of it."""
    button = el("button", t("app.trash.restore"), type="button")

    async def restore():
        await api.send("POST", _address(member_id) + "/" + trashed_id + "/restore")
        await shell.render()
        shell.say(t("app.trash.restored"))

    button.bind("click", lambda _event: act.run(button, restore))
    return button


def _ask_erase(member_id, trashed_id, what):
    async def erase():
        await api.send("DELETE", _address(member_id) + "/" + trashed_id)
        await shell.render()
        shell.say(t("app.trash.erased"))

    dialog.confirm(t("app.trash.erase_title"), [what, t("app.trash.for_good")], t("app.trash.empty_yes"), erase)


def _deleted(member_id, deleted):
    if not deleted:
        return None
    hint = el("p", t("app.trash.deleted_text"), cls="hint")
    return el("section", el("h2", t("app.trash.deleted")), hint, by_hand.listed(member_id, deleted), cls="measure")


def _address(member_id):
    return "/api/v1/members/" + member_id + "/trash"
