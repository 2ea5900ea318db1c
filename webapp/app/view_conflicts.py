"""What sources disagree on: each value with who says it and since when, to be settled by choosing one."""

import act
import api
import by_hand
import months
import shell
from correcting import correct
from dom import el
from member_page import head
from paging import paged
from proof import page_link
from record_name import field_name, named, value_of
from words import t

_PAGE = 20


async def show(args):
    """The page of a member's conflicts."""
    member_id = args[0]
    base = "/api/v1/members/" + member_id
    for path in ("/api/v1/members", base + "/operations"):
        api.begin(path)
    answer = await api.get(base + "/conflicts")
    bar = await head(member_id, "member")
    steps = await by_hand.steps(member_id, "settlement", "correction")
    return [bar, _open(member_id, answer), _settled(member_id, steps)]


def _open(member_id, answer):
    if not answer["facts"]:
        return el("section", el("h2", t("app.conflicts.none")), el("p", t("app.conflicts.none_text")), cls="card next")
    intro = [el("h2", t("app.conflicts.title", n=len(answer["facts"]))), el("p", t("app.conflicts.text"), cls="lead")]
    cards = el("ul", cls="captures")
    section = el("section", intro, cards, cls="measure")
    paged(section, cards, answer["facts"], lambda _number, fact: _fact(member_id, fact, answer["captures"]), _PAGE)
    return section


def _fact(member_id, fact, captures):
    link = el("a", named(fact["record"]), href="#/fact/" + member_id + "/" + fact["id"])
    asked = [conflict_choices(member_id, fact, conflict, captures) for conflict in fact["conflicts"]]
    return el("li", el("h3", link), asked, cls="card conflict")


def conflict_choices(member_id, fact, conflict, captures):
    """The values of one field in conflict, each with a button that says it holds."""
    record, field = fact["record"], conflict["field"]
    name = field_name(record, field)
    options = []
    for value in _different(conflict["said"]):
        text = value_of(record, field, value)
        choose = el("button", t("app.conflicts.choose"), type="button", cls="primary")
        choose.setAttribute("aria-label", t("app.conflicts.choose_label", field=name, value=text))
        _settling(choose, member_id, fact, field, value, text)
        sources = [_who(one, captures) for one in conflict["said"] if one["value"] == value]
        options.append(el("li", el("div", el("strong", text), sources), choose if fact["writable"] else None))
    title = t("app.conflicts.appears") if field == "presence" else name
    return el("section", el("h4", title), el("ul", options, cls="sides"), _other(member_id, fact, field))


def _different(said):
    values = []
    for one in said:
        if one["value"] not in values:
            values.append(one["value"])
    return values


def _who(said, captures):
    capture = captures.get(said["capture"])
    if not capture or capture["channel"] == "manual":
        return el("p", t("app.conflicts.typed", when=months.day(said["at"])), cls="hint")
    return el(
        "p", page_link(said["capture"], capture), " ", t("app.proof.when", when=months.day(said["at"])), cls="hint"
    )


def _settling(button, member_id, fact, field, value, text):
    async def settle():
        body = {"fact": fact["id"], "field": field, "value": value}
        answer = await api.send("POST", "/api/v1/members/" + member_id + "/conflicts/settle", body)
        await shell.render()
        undo = by_hand.undo_button(member_id, answer["operation"]["id"])
        shell.say(t("app.conflicts.settled", value=text), action=undo)

    button.bind("click", lambda _event: act.run(button, settle))


def _other(member_id, fact, field):
    if field == "presence" or not fact["writable"]:
        return None
    other = el("button", t("app.conflicts.other"), type="button", cls="quiet")
    other.bind("click", lambda _event: correct(member_id, fact, field))
    return other


def _settled(member_id, steps):
    if not steps:
        return None
    hint = el("p", t("app.conflicts.settled_text"), cls="hint")
    return el(
        "section", el("h2", t("app.conflicts.settled_title")), hint, by_hand.listed(member_id, steps), cls="measure"
    )
