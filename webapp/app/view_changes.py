"""What changed since the last look: each change with its day, old and new value, and the page that showed it."""

import api
import by_hand
import months
from browser import window
from dom import el
from member_page import head
from paging import paged
from proof import page_link
from record_name import field_name, named, several, value_of
from words import t, word

_EVER = "1900-01-01"
_PAGE = 30
_WHOLE = ("new", "added", "vanished", "returned")


async def show(args):
    """The page of changes; args are the member's id and, optionally, the day from which on, or ``all``."""
    member_id = args[0]
    since = args[1] if len(args) > 1 else ""
    base = "/api/v1/members/" + member_id
    asked = {"": "", "all": "?since=" + _EVER}.get(since, "?since=" + since)
    for path in ("/api/v1/members", base + "/operations"):
        api.begin(path)
    answer = await api.get(base + "/changes" + asked)
    bar = await head(member_id, "changes")
    steps = await by_hand.steps(member_id)
    return [
        bar,
        _chooser(member_id, since),
        _compared(since, answer),
        _list(member_id, answer),
        _steps(member_id, steps),
    ]


def _chooser(member_id, since):
    address = "#/changes/" + member_id
    year = _a_year_ago()
    ways = (("", "app.changes.last"), (year, "app.changes.year"), ("all", "app.changes.ever"))
    links = []
    for value, key in ways:
        current = "true" if value == since else None
        links.append(
            el("a", t(key), href=address + "/" + value if value else address, cls="button", aria_current=current)
        )
    day = el("input", type="date", id="since", value=since if since not in ("", "all") else None)

    def chosen(_event):
        if day.value:
            window.location.hash = address + "/" + day.value

    day.bind("change", chosen)
    picking = el("div", el("label", t("app.changes.from"), for_="since"), day, cls="since")
    return el("div", el("div", links, cls="choice"), picking, cls="chooser no-print")


def _a_year_ago():
    now = window.Date.new()
    return months.written((now.getFullYear() - 1) * 12 + now.getMonth()) + "-" + ("0" + str(now.getDate()))[-2:]


def _compared(since, answer):
    if since:
        return None
    if not answer["since"]:
        text = t("app.changes.never_looked")
    elif answer["looked_before"]:
        text = t("app.changes.compared", now=months.day(answer["since"]), before=months.day(answer["looked_before"]))
    else:
        text = t("app.changes.first_look", now=months.day(answer["since"]))
    return el("p", text, cls="lead")


def _list(member_id, answer):
    if not answer["changes"]:
        return el("section", el("h2", t("app.changes.none")), el("p", t("app.changes.none_text")), cls="card next")
    frame, body = el("section"), el("ul", cls="captures changes")
    frame.append(body)
    looks = list(_by_look(answer["changes"]).values())
    paged(frame, body, looks, lambda _number, look: _look(member_id, look, answer["captures"]), _PAGE)
    return frame


def _by_look(changes):
    """Changes by what showed them, in their order."""
    looks = {}
    for change in changes:
        looks.setdefault((change["capture"], change["operation"], change["at"]), []).append(change)
    return looks


def _look(member_id, changes, captures):
    first = changes[0]
    capture = captures.get(first["capture"] or first["operation"])
    if first["capture"] and capture:
        source = page_link(first["capture"], capture)
    else:
        source = t("app.changes.by_hand" if first["operation"] else "app.changes.page_gone")
    lines = [_whole(member_id, kind, changes) for kind in _WHOLE]
    lines += [_value(member_id, change) for change in changes if change["kind"] not in _WHOLE]
    return el(
        "li",
        el("h2", months.day(first["at"])),
        el("p", source, cls="hint"),
        el("ul", lines, cls="change-lines"),
        cls="card",
    )


def _whole(member_id, kind, changes):
    """What came or went as a whole, the months of an insurance together."""
    same = [change for change in changes if change["kind"] == kind]
    if not same:
        return None
    if len(same) == 1:
        record = same[0]["record"]
        texts = [el("a", named(record), href="#/fact/" + member_id + "/" + same[0]["fact"])]
    else:
        texts = [el("span", text) for text in several([change["record"] for change in same])]
    note = el("p", t("app.changes.vanished_note"), cls="hint") if kind == "vanished" else None
    return el("li", el("b", word("change", kind), cls="change " + kind), [el("div", text) for text in texts], note)


def _value(member_id, change):
    record, field = change["record"], change["field"]
    fact = el("a", named(record), href="#/fact/" + member_id + "/" + change["fact"])
    label = el("b", word("change", change["kind"]), cls="change " + change["kind"])
    if change["kind"] == "disputed":
        link = el("a", t("app.changes.see_conflict"), href="#/conflicts/" + member_id)
        return el("li", label, el("div", fact), el("div", field_name(record, field), t("app.colon"), link))
    return el("li", label, el("div", fact), from_to(record, field, change["before"], change["after"]))


def from_to(record, field, before, after):
    """The value of a field before and after."""
    return el(
        "div",
        field_name(record, field) + t("app.colon"),
        el("del", value_of(record, field, before)),
        el("span", " → ", aria_label=t("app.changes.to")),
        el("ins", value_of(record, field, after)),
        cls="from-to",
    )


def _steps(member_id, steps):
    if not steps:
        return None
    hint = el("p", t("app.by_hand.text"), cls="hint")
    return el("section", el("h2", t("app.by_hand.title")), hint, by_hand.listed(member_id, steps), cls="measure")
