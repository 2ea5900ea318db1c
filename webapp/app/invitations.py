"""Invitations that wait: to whom, what they offer, until when, and revoking one."""

import api
import dialog
import sharing
import shell
from dom import el
from months import moment
from words import t


def section(waiting):
    """The way to a new invitation, and those that wait."""
    listed = el("ul", [_waiting(one) for one in waiting], cls="plain-list") if waiting else None
    return el(
        "section",
        el("h2", t("invite.section")),
        el("p", t("invite.section_text"), cls="hint"),
        el("p", el("a", t("invite.title"), href="#/invite", cls="button primary")),
        el("h3", t("invite.waiting")) if waiting else None,
        listed,
        id="invitations",
    )


def _waiting(one):
    name = one["name"] or t("invite.nameless")
    facts = [t("role." + one["role"]), t("invite.by", name=one["invited_by"])]
    facts.append(t("invite.until", time=moment(one["expires_at"])))
    own = one["member"]
    revoke = el(
        "button", t("invite.revoke"), type="button", cls="quiet", aria_label=t("invite.revoke_label", name=name)
    )
    revoke.bind("click", lambda _event: _ask_revoke(one, name))
    return el(
        "li",
        el(
            "div",
            el("b", name),
            el("small", t("app.dot").join(facts)),
            el("small", t("invite.is_member", name=own["name"])) if own else None,
            sharing.of_members(one["shares"]),
        ),
        revoke,
    )


def _ask_revoke(one, name):
    async def revoke():
        await api.send("DELETE", "/api/v1/invitations/" + one["id"])
        await shell.render()
        shell.say(t("invite.revoked", name=name))

    dialog.confirm(t("invite.revoke_title"), [t("invite.revoke_text")], t("invite.revoke"), revoke)
