"""The log: who did what and when, a day at a time, of everything that the reader may know of or of one member."""

import act
import api
from dom import el
from months import day, moment, time_of_day
from words import t, word

_COUNTED = ("records", "captures", "operations", "shares", "days")


async def show(args):
    """The page of the log; the address may name a member."""
    member_id = args[0] if args else None
    api.begin("/api/v1/members")
    found = await api.get(_path(member_id, None))
    members = (await api.get("/api/v1/members"))["members"]
    entries = el("div", id="log")
    if not found["events"]:
        entries.append(el("p", t("audit.none"), cls="hint"))
    _draw(entries, found, member_id, {"day": None, "list": None})
    return el(
        "div",
        el("div", el("h1", t("audit.title")), cls="page-head"),
        el("p", t("audit.lead"), cls="lead"),
        [el("p", t("audit.unreadable", name=one["name"]), cls="trouble") for one in found["unreadable"]],
        _choice(members, member_id) if members else None,
        entries,
        cls="measure",
    )


def link():
    """A section that leads here, for the page of the account."""
    way = el("a", t("audit.open"), href="#/log", cls="button")
    return el("section", el("h2", t("audit.title")), el("p", t("audit.open_text"), cls="hint"), way)


def _path(member_id, after):
    wanted = [name + "=" + value for name, value in (("member", member_id), ("after", after)) if value]
    return "/api/v1/log" + ("?" + "&".join(wanted) if wanted else "")


def _choice(members, member_id):
    ways = [(None, t("audit.all"))] + [(member["id"], member["name"]) for member in members]
    links = []
    for name, text in ways:
        current = "true" if name == member_id else None
        links.append(el("a", text, href="#/log/" + name if name else "#/log", cls="button", aria_current=current))
    return el("nav", links, cls="choice", aria_label=t("audit.whose"))


def _draw(entries, found, member_id, last):
    """Add a page of events; ``last`` is the day that was drawn last and its list."""
    for event in found["events"]:
        date = day(event["at"])
        if date != last["day"]:
            last["day"], last["list"] = date, el("ul", cls="log-day")
            entries.append(el("section", el("h2", date), last["list"]))
        last["list"].append(_entry(event, member_id))
    if found["more"]:
        _offer_more(entries, found["more"], member_id, last)


def _offer_more(entries, after, member_id, last):
    more = el("button", t("audit.more"), type="button", cls="more no-print")

    async def bring():
        found = await api.get(_path(member_id, after))
        more.remove()
        _draw(entries, found, member_id, last)

    more.bind("click", lambda _event: act.run(more, bring))
    entries.append(more)


def _entry(event, member_id):
    details = [one for one in _details(event, member_id) if one]
    return el(
        "li",
        el("span", time_of_day(event["at"]), cls="log-time"),
        el(
            "div",
            el("p", el("b", somebody(event["by"])), " ", t("audit." + event["action"])),
            el("p", [el("span", text) for text in details], cls="log-about") if details else None,
        ),
    )


def somebody(who):
    """Whom an event names, in words."""
    if who["you"]:
        return t("audit.by.you")
    return who["name"] or t("audit.by." + who["kind"])


def _details(event, member_id):
    about, member, whom = event["about"], event["member"], event["whom"]
    if member and member["id"] != member_id:
        yield t("audit.of", name=member["name"])
    if whom:
        yield t("audit.whom_you") if whom["you"] else t("audit.whom", name=somebody(whom))
    if about.get("parts"):
        yield t("audit.parts", parts=t("app.list_comma").join(word("part", part) for part in about["parts"]))
    if about.get("factor"):
        yield t("audit.factor." + about["factor"])
    if about.get("role"):
        yield t("audit.role", role=t("role." + about["role"]))
    if about.get("form"):
        yield t("audit.form", form=t("audit.form." + about["form"]))
    for name in _COUNTED:
        if about.get(name):
            yield t("audit." + name, n=about[name])
    if event["count"] > 1:
        yield t("audit.times", n=event["count"])
        yield t("audit.since", time=moment(event["first_at"]))
