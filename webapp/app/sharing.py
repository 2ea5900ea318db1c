"""What is shared of a member's records, in words."""

from dom import el
from months import day
from words import t

PARTS = ("contributions", "medical", "benefits")


def lines(grants):
    """A line a part: what may be done with it, and until when."""
    return [el("li", el("b", t("part." + one["part"])), t("app.colon"), _said(one)) for one in grants]


def listing(grants):
    """The same as a list."""
    return el("ul", lines(grants), cls="shares")


def of_members(shares):
    """What is shared of several members: each with its list, in the order in which they come."""
    members = {}
    for one in shares:
        members.setdefault(one["member"]["id"], []).append(one)
    return [
        el("div", el("b", found[0]["member"]["name"]), listing(found), cls="shared-member")
        for found in members.values()
    ]


def level_of(grants, part):
    """What may be done with a part, in words."""
    found = [one for one in grants if one["part"] == part]
    return _said(found[0]) if found else t("access.none")


def _said(grant):
    said = t("access." + grant["level"])
    if not grant["until"]:
        return said
    key = "access.ended" if grant.get("ended") else "access.until"
    return t(key, what=said, day=day(grant["until"]))
