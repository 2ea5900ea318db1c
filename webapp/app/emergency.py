"""Emergency access from both sides: whom the reader has named, who has named the reader, and what each can do."""

import act
import api
import dialog
import emergency_banner
import emergency_form
import rights
import shell
from dom import el
from months import day, moment
from words import t


async def section():
    """All of it, for whichever page wants it."""
    api.begin("/api/v1/people")
    found = await api.get("/api/v1/emergency")
    people = (await api.get("/api/v1/people"))["people"]
    mine = _mine(found["named"], people) if await rights.may_change() else None
    return el("div", el("p", t("emergency.lead"), cls="lead"), mine, _theirs(found["named_by"]), id="emergency")


def link():
    """A section that leads to the page about it."""
    way = el("a", t("emergency.open_page"), href="#/emergency", cls="button")
    return el("section", el("h2", t("emergency.title")), el("p", t("emergency.lead"), cls="hint"), way)


def parts_of(naming):
    """The parts of a naming in words."""
    return t("app.list_comma").join([t("part." + part) for part in naming["parts"]])


def refusal(naming):
    """A button that refuses what was asked for, or ends what is seen already."""
    what = "emergency.close" if naming["state"] == "open" else "emergency.refuse"
    button = el("button", t(what), type="button", cls="primary")

    async def refuse():
        await api.send("POST", "/api/v1/emergency/" + naming["id"] + "/refuse")
        emergency_banner.forget()
        await shell.render()
        shell.say(t(what + "_done", name=naming["account"]["name"]))

    button.bind("click", lambda _event: act.run(button, refuse))
    return button


def _mine(named, people):
    taken = [one["account"]["id"] for one in named]
    others = [one for one in people if not one["you"]]
    free = [one for one in others if one["id"] not in taken]
    return el(
        "section",
        el("h2", t("emergency.mine")),
        el("p", t("emergency.how"), cls="hint"),
        _list([_card(one, "mine", _own_buttons(one)) for one in named], "emergency.mine_none"),
        emergency_form.offer(free) if free or not others else None,
    )


def _theirs(named_by):
    cards = [_card(one, "theirs", _given_buttons(one)) for one in named_by]
    return el("section", el("h2", t("emergency.theirs")), _list(cards, "emergency.theirs_none"))


def _list(cards, none):
    return el("ul", cards, cls="namings") if cards else el("p", t(none), cls="hint")


def _card(naming, side, buttons):
    state = naming["state"]
    opens, asked = moment(naming["opens_at"]), moment(naming["asked_at"])
    lines = [el("p", t("emergency." + side + "." + state, opens=opens, asked=asked), cls="naming-state")]
    if state == "named" and naming["refused_at"]:
        lines.append(el("p", t("emergency.refused", time=moment(naming["refused_at"]))))
    if side == "theirs" and naming["ask_again_at"]:
        lines.append(el("p", t("emergency.again", time=moment(naming["ask_again_at"]))))
    facts = (
        t("emergency.may_see", parts=parts_of(naming)),
        t("emergency.waits", n=naming["wait_days"]),
        t("emergency.since", day=day(naming["named_at"])),
    )
    return el(
        "li",
        el("h3", naming["account"]["name"]),
        lines,
        el("p", [el("span", fact) for fact in facts], cls="naming-facts"),
        el("div", buttons, cls="button-row"),
        cls="card naming " + state,
    )


def _own_buttons(naming):
    buttons = [] if naming["state"] == "named" else [refusal(naming)]
    buttons.append(_ending(naming, "take_back", "taken_back"))
    return buttons


def _given_buttons(naming):
    buttons = []
    if naming["state"] == "named" and not naming["ask_again_at"]:
        buttons.append(el("button", t("emergency.ask"), type="button", onclick=lambda _event: _ask(naming)))
    buttons.append(_ending(naming, "give_up", "given_up"))
    return buttons


def _ask(naming):
    name = naming["account"]["name"]

    async def ask():
        told = await api.send("POST", "/api/v1/emergency/" + naming["id"] + "/request")
        await shell.render()
        shell.say(t("emergency.ask_done", name=name, opens=moment(told["opens_at"])))

    text = t("emergency.ask_text", name=name, n=naming["wait_days"])
    dialog.confirm(t("emergency.ask_title", name=name), [text], t("emergency.ask"), ask)


def _ending(naming, what, done):
    name = naming["account"]["name"]

    async def end():
        await api.send("DELETE", "/api/v1/emergency/" + naming["id"])
        emergency_banner.forget()
        await shell.render()
        shell.say(t("emergency." + done, name=name))

    def asked(_event):
        text = t("emergency." + what + "_text", name=name)
        dialog.confirm(t("emergency." + what + "_title"), [text], t("emergency." + what), end)

    return el("button", t("emergency." + what), type="button", cls="quiet", onclick=asked)
