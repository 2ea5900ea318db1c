"""Sums of each insurance beside what the office states; a difference is told, never made good."""

import api
import months
from dom import el
from member_page import head
from money import yuan
from proof import origin
from words import t, word

_MONEY = ("personal_total", "balance")


async def show(args):
    """The page of a member's totals."""
    member_id = args[0]
    api.begin("/api/v1/members")
    answer = await api.get("/api/v1/members/" + member_id + "/totals")
    bar = await head(member_id, "totals")
    if not answer["insurances"]:
        return [bar, el("section", el("h2", t("app.wall.empty")), el("p", t("app.wall.empty_text")), cls="card next")]
    cards = [_insurance(member_id, one, answer["captures"]) for one in answer["insurances"]]
    return [bar, el("p", t("app.totals.text"), cls="lead measure"), el("div", cards, cls="record-cards totals")]


def _insurance(member_id, one, captures):
    return el(
        "article",
        el("h2", word("insurance", one["insurance"] or "none")),
        el("p", el("b", one["months"]), " ", t("app.totals.months"), cls="figure") if one["months"] else None,
        _range(one),
        _counted(member_id, one),
        _sums(one),
        _doubled(one),
        [_stated(member_id, said, captures) for said in one["stated"]],
        cls="card",
    )


def _range(one):
    if not one["first"]:
        return None
    first, last = months.spoken(months.parse(one["first"])), months.spoken(months.parse(one["last"]))
    return el("p", t("app.home.range", first=first, last=last), cls="hint")


def _counted(member_id, one):
    """How months were counted that are not simply paid."""
    items = [el("li", t("app.totals." + name, n=one[name])) for name in ("unstated", "deemed", "open") if one[name]]
    if one["disputed"]:
        link = el("a", t("app.totals.disputed", n=one["disputed"]), href="#/conflicts/" + member_id)
        items.append(el("li", link))
    return el("ul", items, cls="counted") if items else None


def _sums(one):
    pairs = [(name, one[name]) for name in ("personal_total", "employer_total", "account_total") if one[name]]
    if not pairs:
        return None
    items = [el("div", el("dt", t("app.totals." + name)), el("dd", yuan(sum_))) for name, sum_ in pairs]
    return el("dl", items, cls="fields")


def _doubled(one):
    if not one["doubled"]:
        return None
    items = []
    for double in one["doubled"]:
        month = months.spoken(months.parse(double["month"]))
        items.append(el("li", month + t("app.colon") + t("app.list_comma").join(double["pools"])))
    return el("details", el("summary", t("app.totals.doubled", n=len(items))), el("ul", items))


def _stated(member_id, said, captures):
    """What the office states, our own figure, and the difference in a sentence."""
    figure = yuan if said["what"] in _MONEY else str
    name = word("stated", said["what"])
    rows = [el("div", el("dt", t("app.totals.office")), el("dd", figure(said["value"])))]
    if said["own"] is not None:
        rows.append(el("div", el("dt", t("app.totals.own")), el("dd", figure(said["own"]))))
    when = [t("app.totals.as_of", when=said["as_of"])] if said["as_of"] else []
    when += [said["pool"]] if said["pool"] else []
    source = _source(member_id, said, captures)
    return el(
        "section",
        el("h3", name),
        el("p", t("app.dot").join(when), " ", source, cls="hint") if when or source else None,
        el("dl", rows, cls="fields"),
        el("p", _verdict(said, figure), cls="mark-note" if said["differs"] else "hint"),
        cls="stated",
    )


def _source(member_id, said, captures):
    """A way to the record, or else the page, that states it."""
    if said["fact"]:
        return el("a", t("app.totals.see_record"), href="#/fact/" + member_id + "/" + said["fact"])
    capture = captures.get(said["capture"])
    return el("a", origin(capture), href="#/capture/" + said["capture"]) if capture else None


def _verdict(said, figure):
    if said["own"] is None:
        return t("app.totals.not_compared")
    if not said["differs"]:
        return t("app.totals.agree")
    difference = said["difference"]
    key = "app.totals.money_" if said["what"] in _MONEY else "app.totals.months_"
    text = t(key + ("more" if difference > 0 else "less"), n=figure(abs(difference)))
    if said["what"] == "balance" and said["basis"] == "contributions":
        text += " " + t("app.totals.without_interest")
    return text
