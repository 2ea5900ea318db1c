"""One account among the household's people: who it is, and what can be changed about it."""

import act
import api
import dialog
import form
import session
import shell
from dom import el
from months import day
from options import Options
from words import t

ROLES = ("owner", "adult", "viewer")


def card(person, reader, owners, decided):
    """The line of a person; ``owners`` is how many there are, ``decided`` the members that the reader decides over."""
    only_owner = person["role"] == "owner" and owners == 1
    facts = [t("role." + person["role"]), t("people.since", day=day(person["since"]))]
    own = [el("a", one["name"], href="#/member/" + one["id"]) for one in person["members"]]
    buttons = []
    if reader["role"] == "owner" and not only_owner:
        label = t("people.role_label", name=person["name"])
        buttons.append(_button("people.role_change", label, lambda _event: _ask_role(person)))
    if person["you"]:
        if not only_owner:
            buttons.append(_button("people.leave", None, lambda _event: _ask_leave(person, decided)))
    elif reader["role"] == "owner":
        label = t("people.remove_label", name=person["name"])
        buttons.append(_button("people.remove", label, lambda _event: _ask_remove(person)))
    return el(
        "li",
        el(
            "div",
            el("b", person["name"]),
            [" ", el("span", t("people.you"), cls="badge")] if person["you"] else None,
            el("small", t("app.dot").join(facts)),
            el("small", t("people.own_records"), own) if own else None,
            el("small", t("people.only_owner")) if only_owner and person["you"] else None,
        ),
        el("div", buttons, cls="row-actions") if buttons else None,
    )


def _button(key, label, asked):
    return el("button", t(key), type="button", cls="quiet", aria_label=label, onclick=asked)


def role_options(roles):
    """The roles to choose from, each with what it may do."""
    return [(role, t("role." + role), t("role." + role + ".means")) for role in roles]


def _ask_role(person):
    options = Options(t("people.role_of", name=person["name"]), role_options(ROLES), person["role"])

    def submitted(button):
        role = options.value()

        async def save():
            if role != person["role"]:
                await api.send("PATCH", "/api/v1/people/" + person["id"], {"role": role})
            node.close()
            if person["you"]:
                session.forget()
            await shell.render()
            shell.say(t("people.role_done", name=person["name"], role=t("role." + role)))

        act.run(button, save)

    cancel = el("button", t("app.cancel"), type="button", onclick=lambda _event: node.close())
    body = el("div", options.box, el("p", t("people.role_note"), cls="hint"), cls="dialog-body")
    footer = el("footer", cancel, form.submit(t("app.save")))
    node = dialog.open_dialog(t("people.role_change"), form.form(body, footer, onsubmit=submitted))


def _ask_remove(person):
    name = person["name"]

    async def remove():
        await api.send("DELETE", "/api/v1/people/" + person["id"])
        await shell.render()
        shell.say(t("people.removed", name=name))

    paragraphs = [t("people.remove_text", name=name), t("people.remove_deciding"), t("people.remove_console")]
    dialog.confirm(t("people.remove_title", name=name), paragraphs, t("people.remove_yes"), remove)


def _ask_leave(person, decided):
    if decided:
        ways = [el("li", el("a", one["name"], href="#/access/" + one["id"])) for one in decided]
        body = el("div", el("p", t("people.leave_deciding")), el("ul", ways), cls="dialog-body")
        node = dialog.open_dialog(t("people.leave_title"), body)
        for link in node.querySelectorAll("a"):
            link.bind("click", lambda _event: node.close())
        return

    async def leave():
        await api.send("DELETE", "/api/v1/people/" + person["id"])
        session.left()
        shell.go("#/", t("people.left"))

    dialog.confirm(t("people.leave_title"), [t("people.leave_text")], t("people.leave_yes"), leave)
