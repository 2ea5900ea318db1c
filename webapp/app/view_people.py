"""The people of the household: who has an account, who is invited, who sees whose records, what is shared with one."""

import api
import emergency
import invitations
import person_card
import rights
import session
import sharing
from dom import el
from words import t


async def show(_args):
    """The page of people and access."""
    for path in ("/api/v1/people", "/api/v1/grants", "/api/v1/invitations"):
        api.begin(path)
    people = (await api.get("/api/v1/people"))["people"]
    grants = await api.get("/api/v1/grants")
    waiting = (await api.get("/api/v1/invitations"))["invitations"]
    account = (await session.state())["account"]
    decided = [one["member"] for one in grants["given"] if one["decides"]]
    owners = len([one for one in people if one["role"] == "owner"])
    cards = [person_card.card(one, account, owners, decided) for one in people]
    return el(
        "div",
        el("div", el("h1", t("people.title")), cls="page-head"),
        el("p", t("people.lead"), cls="lead"),
        el("section", el("h2", t("people.accounts")), el("ul", cards, cls="plain-list people")),
        invitations.section(waiting) if await rights.may_change() else None,
        _given(grants["given"], len(people) > 1),
        _shared(grants["shared"]),
        emergency.link(),
        cls="measure people-page",
    )


def _given(given, others):
    if not given:
        return None
    rows = [el("li", el("div", el("b", one["member"]["name"]), _seers(one)), _way(one)) for one in given]
    hint = el("p", t("people.given_text" if others else "people.given_alone"), cls="hint")
    return el("section", el("h2", t("people.given")), hint, el("ul", rows, cls="plain-list"))


def _way(seen):
    label = t("people.access_change" if seen["decides"] else "people.access_look")
    named = t("people.access_label", label=label, name=seen["member"]["name"])
    return el("a", label, href="#/access/" + seen["member"]["id"], cls="button quiet", aria_label=named)


def _seers(seen):
    named = [] if seen["decides"] else [t("people.decides", name=seen["decider"]["name"])]
    for other in seen["others"]:
        if other["own"]:
            named.append(t("people.sees_own", name=other["account"]["name"]))
        else:
            parts = [t("part." + one["part"]) for one in other["grants"] if not one["ended"]]
            if parts:
                parts = t("export.parts_between").join(parts)
                named.append(t("people.sees_some", name=other["account"]["name"], parts=parts))
    return el("small", t("people.between").join(named) or t("people.sees_none"))


def _shared(shared):
    if not shared:
        return None
    rows = []
    for one in shared:
        name = el("a", one["member"]["name"], href="#/member/" + one["member"]["id"])
        if not one["own"] and not [grant for grant in one["grants"] if not grant["ended"]]:
            name = el("b", one["member"]["name"])
        rows.append(
            el(
                "li",
                el(
                    "div",
                    name,
                    el("small", t("people.decides", name=one["decider"]["name"])),
                    el("p", t("people.shared_own")) if one["own"] else sharing.listing(one["grants"]),
                ),
            )
        )
    return el("section", el("h2", t("people.shared")), el("ul", rows, cls="plain-list"))
