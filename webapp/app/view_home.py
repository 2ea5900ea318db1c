"""The family: a card a member, and the next step where there is nothing yet."""

import act
import api
import rights
import shell
from dom import el
from months import parse, spoken
from words import pick, t, word


async def show(_args):
    """The page of all members."""
    members = (await api.get("/api/v1/members"))["members"]
    changes = await rights.may_change()
    if not members:
        return _beginning() if changes else _nothing_shared()
    add = None
    if changes:
        add = _adding(t("app.home.add"))
    head = el("div", el("h1", t("app.home.title")), add, cls="page-head")
    return [head, el("ul", [_card(member) for member in members], cls="members"), _connect(members)]


def _beginning():
    add = _adding(t("app.home.add_self"))
    steps = [
        el("li", el("h2", t("app.begin.add")), el("p", t("app.begin.add_text")), add),
        el("li", el("h2", t("app.begin.connect")), el("p", t("app.begin.connect_text"))),
        el("li", el("h2", t("app.begin.open")), el("p", t("app.begin.open_text"))),
    ]
    return el("section", el("h1", t("app.begin.title")), el("ol", *steps, cls="steps"), cls="card measure")


def _nothing_shared():
    return el("section", el("h1", t("app.home.title")), el("p", t("rights.nothing_shared")), cls="card measure")


def _connect(members):
    if any(member["captures"] for member in members) or not any(rights.writes(member) for member in members):
        return None
    link = el("a", t("app.home.connect"), href="#/devices", cls="button")
    return el("section", el("h2", t("app.begin.connect")), el("p", t("app.home.connect_text")), link, cls="card next")


def _card(member):
    address = "#/member/" + member["id"]
    if member["unreadable"]:
        facts = [el("p", pick(member["unreadable"]), cls="trouble")]
    elif member["months"]:
        since, until = spoken(parse(member["first"])), spoken(parse(member["last"]))
        facts = [
            el("p", el("b", member["months"]), " ", t("app.home.months"), cls="figure"),
            el("p", t("app.home.range", first=since, last=until), cls="hint"),
        ]
    else:
        facts = [el("p", t("app.home.no_records"), cls="hint")]
    return el(
        "li",
        el("h2", el("a", member["name"], href=address, cls="stretched")),
        el("p", word("relation", member["relation"]), cls="relation"),
        facts,
        rights.note(member),
        _actions(member) if rights.decides(member) else None,
        cls="card member",
    )


def _adding(text):
    button = el("button", text, type="button", cls="primary")
    button.bind("click", lambda _event: act.run(button, _editing(None)))
    return button


def _actions(member):
    name = member["name"]
    change = el("button", t("app.edit"), type="button", cls="quiet", aria_label=t("app.home.edit_label", name=name))
    remove = el("button", t("app.delete"), type="button", cls="quiet", aria_label=t("app.home.delete_label", name=name))
    change.bind("click", lambda _event: act.run(change, _editing(member)))
    remove.bind("click", lambda _event: act.run(remove, _deleting(member)))
    return el("div", change, remove, cls="card-actions")


def _editing(member):
    async def edit():
        (await shell.module("member_form")).edit(member)

    return edit


def _deleting(member):
    async def ask():
        (await shell.module("dialog")).confirm(*_question(member))

    return ask


def _question(member):
    """What the dialog before a member's removal is made of."""

    async def delete():
        await api.send("DELETE", "/api/v1/members/" + member["id"])
        await shell.render()
        shell.say(t("app.home.deleted", name=member["name"]))

    if member["unreadable"]:
        paragraphs = [t("app.home.delete_unreadable")]
    else:
        paragraphs = [t("app.home.delete_text", months=member["months"], captures=member["captures"])]
    paragraphs.append(t("app.home.delete_backups"))
    if member["captures"]:
        paragraphs.append(t("app.home.delete_export"))
    title = t("app.home.delete_title", name=member["name"])
    label = t("app.home.delete_yes")
    return title, paragraphs, label, delete
