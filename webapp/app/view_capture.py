"""One capture as it was on the page, with what was done with every part of it."""

import api
import months
import questions
from accounting import Fates
from browser import window
from capture_blocks import block
from dom import el
from view_captures import ask_undo
from words import t, word


async def show(args):
    """The page of one capture."""
    capture_id = args[0]
    answer = await api.get("/api/v1/captures/" + capture_id)
    capture, member_id = answer["capture"], answer["member"]
    fates = Fates(answer["accounting"])
    page = capture["origin"]
    address = page.get("url") or ""
    summary = {
        "id": capture_id,
        "title": page.get("title"),
        "host": _host(address),
        "channel": capture["channel"],
    }
    back = "#/captures/" + member_id

    undo = el("button", t("app.captures.undo"), type="button", cls="quiet")
    undo.bind("click", lambda _event: ask_undo(member_id, summary))
    title = el("h1", summary["title"] or word("channel", summary["channel"]))
    head = el("div", title, undo if answer["writable"] else None, cls="page-head")
    return [
        el("p", el("a", t("app.capture.back"), href=back), cls="no-print"),
        head,
        _about(capture, address, answer.get("person") or {}),
        questions.section(capture_id, answer["questions"], capture["blocks"]) if answer["writable"] else None,
        _reading(fates),
        questions.checks(answer["checks"]),
        [block(number, one, fates) for number, one in enumerate(capture["blocks"])],
    ]


def _host(address):
    if not address.startswith(("http://", "https://")):
        return None
    return window.URL.new(address).host


def _about(capture, address, person):
    pairs = [(t("app.capture.when"), months.moment(capture["captured_at"]))]
    if address.startswith(("http://", "https://")):
        link = el("a", address, href=address, target="_blank", rel="noopener noreferrer")
        pairs.append((t("app.capture.page"), link))
    name = person.get("name") or person.get("name_masked")
    if name:
        pairs.append((t("app.capture.person"), name))
    if person.get("id_masked"):
        pairs.append((t("app.capture.id"), person["id_masked"]))
    return el("dl", [el("div", el("dt", name), el("dd", value)) for name, value in pairs], cls="fields about")


def _reading(fates):
    counts = [
        el("li", el("b", fates.count(use)), " ", t("app.use." + use), cls="use " + use if fates.count(use) else "use")
        for use in ("used", "ignored", "not_understood")
    ]
    key = "app.capture.unread" if fates.count("not_understood") else "app.capture.all_read"
    return el("section", el("h2", t("app.capture.reading")), el("ul", counts, cls="uses"), el("p", t(key), cls="hint"))
