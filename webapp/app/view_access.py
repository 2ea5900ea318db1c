"""Who sees a member's records, part by part, until when; what is shared with the reader where others decide."""

import access_change
import api
import emergency
import handing_over
import member_page
import sharing
from dom import el
from months import moment
from words import t


async def show(args):
    """The page of one member."""
    member_id = args[0]
    api.begin("/api/v1/members")
    api.begin("/api/v1/people")
    api.begin("/api/v1/emergency")
    grants = await api.get("/api/v1/grants")
    people = (await api.get("/api/v1/people"))["people"]
    named = (await api.get("/api/v1/emergency"))["named"]
    opened = [one for one in named if one["state"] == "open"]
    head = await member_page.head(member_id, "access")
    given = [one for one in grants["given"] if one["member"]["id"] == member_id]
    shared = [one for one in grants["shared"] if one["member"]["id"] == member_id]
    if given:
        return el("div", head, _given(given[0], people, opened), cls="measure")
    if shared:
        return el("div", head, _shared(shared[0]), cls="measure")
    if head is None:
        await api.get("/api/v1/members/" + member_id + "/grants")
    text = el("p", t("access.by_emergency"))
    return el("div", head, el("section", el("h2", t("access.title_shared")), text), emergency.link(), cls="measure")


def _given(seen, people, opened):
    member, decider, decides = seen["member"], seen["decider"], seen["decides"]
    others = [one for one in seen["others"] if decides or one["own"] or one["grants"]]
    rows = [_row(member, one, decides, opened) for one in others]
    who = t("access.you_decide") if decides else t("access.other_decides", name=decider["name"])
    return [
        el("section", el("h2", t("access.title")), el("p", who), _table(rows, decides), id="access"),
        handing_over.section(member, people) if decides else None,
    ]


def _table(rows, decides):
    if not rows:
        return el("p", t("access.nobody_else" if decides else "access.nobody"), cls="hint")
    heads = [el("th", t("part." + part), scope="col") for part in sharing.PARTS]
    last = el("th", el("span", t("app.edit"), cls="unseen"), scope="col") if decides else None
    head = el("thead", el("tr", el("th", t("access.who"), scope="col"), heads, last))
    return el("table", el("caption", t("access.caption"), cls="unseen"), head, el("tbody", rows), cls="access")


def _row(member, seer, decides, opened):
    account, grants = seer["account"], seer["grants"]
    urgent = [one for one in opened if one["account"]["id"] == account["id"]] if decides else []
    who = el(
        "th",
        el("b", account["name"]),
        el("small", t("role." + account["role"])),
        el("small", t("access.own")) if seer["own"] else None,
        [el("small", _urgent(one)) for one in urgent],
        scope="row",
    )
    cells = [el("td", _cell(seer, part), data_label=t("part." + part) + t("app.colon")) for part in sharing.PARTS]
    change = el("td", _change(member, seer), cls="change") if decides else None
    held = [one for one in grants if not one["ended"]] or seer["own"]
    return el("tr", who, cells, change, cls=None if held else "none")


def _cell(seer, part):
    held = [one for one in seer["grants"] if one["part"] == part]
    if seer["own"] and not held:
        return t("access.read")
    return sharing.level_of(seer["grants"], part)


def _urgent(naming):
    return t("access.emergency", parts=emergency.parts_of(naming), since=moment(naming["opens_at"]))


def _change(member, seer):
    name = seer["account"]["name"]
    button = el("button", t("app.edit"), type="button", aria_label=t("access.change_label", name=name))
    button.bind("click", lambda _event: access_change.ask(member, seer))
    return button


def _shared(shared):
    held = el("p", t("people.shared_own")) if shared["own"] else sharing.listing(shared["grants"])
    who = el("p", t("access.shared_by", name=shared["decider"]["name"]))
    return el("section", el("h2", t("access.title_shared")), who, held, el("p", t("access.shared_hint"), cls="hint"))
