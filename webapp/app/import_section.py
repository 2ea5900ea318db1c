"""The import: a file of ours is shown for what it would add, then added, and can be undone as a whole."""

import act
import api
import dialog
import form
import months
import rights
import shell
from dom import el, only
from refusal import said
from words import t, word

_LARGEST_MB = 60


def section(members, done):
    """Choosing a file and looking at what it would add, and the imports that were ``done``."""
    file = form.Field(t("app.import.file"), el("input", type="file", accept=".json,application/json"))
    members = [one for one in members if rights.writes(one)]
    choices = [("", t("app.import.as_in_file"))] + [(one["id"], one["name"]) for one in members]
    into = form.choice(t("app.import.into"), choices, "")
    show = el("button", t("app.import.show"), type="button")
    place = el("div", aria_live="polite")

    async def preview():
        chosen = _chosen(file)
        if chosen:
            only(place)
            told = await api.send_file(_address(into) + "/preview", chosen)
            only(place, _preview(told, chosen, _address(into), place))

    for field in (file, into):
        field.control.bind("change", lambda _event: only(place))
    show.bind("click", lambda _event: act.run(show, preview, lambda failure: file.wrong(said(failure))))
    return el(
        "section",
        el("h2", t("app.import.title")),
        el("p", t("app.import.text"), cls="hint"),
        el("div", file.box, into.box if members else None, cls="field-pair"),
        el("div", show, cls="button-row"),
        place,
        _done(done),
    )


def _chosen(file):
    """The file that was chosen, None with a word beside the field where there is none that can be sent."""
    if not file.control.files.length:
        file.wrong(t("app.import.choose"))
        return None
    chosen = file.control.files[0]
    if chosen.size > _LARGEST_MB * 1024 * 1024:
        file.wrong(t("error.import_too_large", limit_mb=_LARGEST_MB))
        return None
    return chosen


def _address(into):
    member = into.value()
    return "/api/v1" + ("/members/" + member if member else "") + "/import"


def _preview(told, file, address, place):
    """What the file would add, member by member, and the button that adds it."""
    of = t("app.import.of", moment=months.moment(told["exported_at"]), program=told["program"])
    card = el("section", el("h3", t("app.import.would_add")), el("p", of, cls="hint"), cls="card")
    card.append(el("ul", [_member(member) for member in told["members"]], cls="plain-list"))
    if told["empty"]:
        card.append(el("p", t("app.import.nothing")))
        return card
    do = el("button", t("app.import.do"), type="button", cls="primary")
    cancel = el("button", t("app.cancel"), type="button", onclick=lambda _event: only(place))

    async def add():
        await api.send_file(address, file)
        await shell.render()
        shell.say(t("app.import.imported"))

    do.bind("click", lambda _event: act.run(do, add))
    card.append(el("div", do, cancel, cls="button-row"))
    return card


def _member(member):
    name = el("b", member["name"])
    relation = el("small", word("relation", member["relation"]), cls="relation")
    new = el("span", t("app.import.new"), cls="badge") if member["new"] else None
    captures, steps = member["captures"], member["operations"]
    lines = [
        t("app.import.captures", added=captures["added"], known=captures["known"]),
        t("app.import.steps", added=steps["added"], known=steps["known"]) if steps["added"] + steps["known"] else None,
        t("app.import.facts", n=member["facts"]),
        t("app.import.named", name=member["name"]) if member["named"] else None,
        t("app.import.differing", n=member["differing"]) if member["differing"] else None,
    ]
    return el("li", el("div", name, " ", new, relation, [el("p", line, cls="hint") for line in lines if line]))


def _done(done):
    """The imports so far, each with the way back."""
    if not done:
        return None
    return [el("h3", t("app.import.done")), el("ul", [_one(one) for one in done], cls="plain-list")]


def _one(one):
    names = t("app.list_comma").join(member["name"] for member in one["members"])
    undo = el("button", t("app.import.undo"), type="button", cls="quiet")
    undo.setAttribute("aria-label", t("app.import.undo_label", moment=months.moment(one["at"]), names=names))
    undo.bind("click", lambda _event: _ask_undo(one))
    captures = sum(member["captures"] for member in one["members"])
    steps = sum(member["operations"] for member in one["members"])
    counted = t("app.import.counted", captures=captures, steps=steps)
    return el(
        "li",
        el("div", el("b", names), el("small", months.moment(one["at"]), t("app.dot"), counted)),
        undo if one["writable"] else None,
    )


def _ask_undo(one):
    async def undo():
        await api.send("DELETE", "/api/v1/imports/" + one["id"])
        await shell.render()
        shell.say(t("app.import.undone"))

    came = t("app.list_comma").join(member["name"] for member in one["members"] if member["added"])
    paragraphs = [t("app.import.undo_text")]
    if came:
        paragraphs.append(t("app.import.undo_members", names=came))
    dialog.confirm(t("app.import.undo_title"), paragraphs, t("app.import.undo"), undo)
