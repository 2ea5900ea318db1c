"""A member's month wall."""

import api
import rights
import wall
from attention import notice
from browser import window
from dom import el
from member_bar import bar
from months import written
from words import t


async def show(args):
    """The page of one member: all months of all insurances at a glance."""
    member_id = args[0]
    data = await api.get("/api/v1/members/" + member_id + "/wall")
    member, rows = data["member"], data["rows"]
    if not rows:
        return [
            bar(member, "member", *_ways(member_id)),
            notice(member_id, data["attention"]),
            _empty(data["captures"], member),
        ]

    def opened(insurance, month):
        place = written(month).split("-")
        window.location.hash = "/".join(["#/records", member_id, insurance or "none", *place])

    printing = el("button", t("app.print"), type="button", cls="quiet", onclick=lambda _event: window.print())
    return [
        bar(member, "member", *_ways(member_id), printing),
        notice(member_id, data["attention"]),
        el("section", wall.legend(rows), el("p", t("app.wall.how"), cls="hint no-print"), cls="wall-head"),
        wall.draw(rows, opened),
    ]


def _ways(member_id):
    return [
        el("a", t("access.title"), href="#/access/" + member_id, cls="button quiet"),
        el("a", t("audit.title"), href="#/log/" + member_id, cls="button quiet"),
    ]


def _empty(captures, member):
    if captures:
        text = el("p", t("app.wall.only_other"))
        link = el("a", t("app.wall.see_records"), href="#/records/" + member["id"], cls="button")
    elif not rights.writes(member):
        return el("section", el("h2", t("app.wall.empty")), cls="card next")
    else:
        text = el("p", t("app.wall.empty_text"))
        link = el("a", t("app.home.connect"), href="#/devices", cls="button")
    return el("section", el("h2", t("app.wall.empty")), text, link, cls="card next")
