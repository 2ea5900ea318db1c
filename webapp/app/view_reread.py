"""Reading the kept pages again: what would be different is shown first, and applied only then."""

import act
import api
import rights
import shell
from dom import el
from member_bar import bar
from member_page import known
from paging import paged
from proof import origin
from record_name import named, several
from view_changes import from_to
from words import t

_PAGE = 30


async def show(args):
    """The page that shows what reading all captures of a member again would change."""
    member_id = args[0]
    path = "/api/v1/members/" + member_id + "/reread"
    api.begin("/api/v1/members")
    found = await api.get(path)
    member = await known(member_id)
    return [
        bar(member, "captures") if member else None,
        el("h2", t("app.reread.title")),
        el("p", t("app.reread.text"), cls="lead measure"),
        _found(path, found, member is not None and rights.writes(member)),
    ]


def _found(path, found, writes):
    ledger = found["ledger"]
    if not found["captures"] and not (ledger["added"] or ledger["removed"] or ledger["changed"]):
        return el("section", el("h3", t("app.reread.nothing")), el("p", t("app.reread.nothing_text")), cls="card next")
    apply = el("button", t("app.reread.apply"), type="button", cls="primary")

    async def applied():
        await api.send("POST", path)
        await shell.render()
        shell.say(t("app.reread.applied"))

    apply.bind("click", lambda _event: act.run(apply, applied))
    return [
        el("p", t("app.reread.found", n=len(found["captures"]))),
        el("ul", [_page(one, found["briefs"]) for one in found["captures"]], cls="counted"),
        _whole("app.reread.added", ledger["added"]),
        _whole("app.reread.removed", ledger["removed"]),
        _changed(ledger["changed"]),
        el("p", apply) if writes else None,
    ]


def _page(one, briefs):
    brief = briefs.get(one["capture"])
    return el("li", el("a", origin(brief), href="#/capture/" + one["capture"])) if brief else None


def _whole(key, records):
    if not records:
        return None
    items = [el("li", text) for text in several(records)]
    return el("section", el("h3", t(key, n=len(records))), el("ul", items, cls="counted"))


def _changed(pairs):
    if not pairs:
        return None
    frame, body = el("section", el("h3", t("app.reread.changed", n=len(pairs)))), el("ul", cls="plain-list")
    frame.append(body)
    paged(frame, body, pairs, lambda _number, pair: _pair(pair), _PAGE)
    return frame


def _pair(pair):
    before, after = pair["before"], pair["after"]
    lines = [from_to(after, field, before.get(field), after.get(field)) for field in pair["fields"]]
    return el("li", el("div", el("b", named(after)), lines))
