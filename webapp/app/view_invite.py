"""Inviting somebody: what they will be, whose records are theirs, and what is shared with them from the start."""

import act
import api
import form
import invitation_link
import person_card
import rights
from dom import el, only
from options import Options
from part_choices import PartChoices
from refusal import said
from words import t


async def show(_args):
    """The form; once it was sent, the link."""
    api.begin("/api/v1/people")
    grants = await api.get("/api/v1/grants")
    people = (await api.get("/api/v1/people"))["people"]
    if not await rights.may_change():
        return el("section", el("h1", t("invite.title")), el("p", t("error.adult_needed")), cls="card narrow")
    roles = ("adult", "viewer") if await rights.is_owner() else ("viewer",)
    decided = [one["member"] for one in grants["given"] if one["decides"]]
    return _Invite(roles, decided, people).place


class _Invite:
    """The form of one invitation; the parts of a member's records are drawn when they are asked for."""

    def __init__(self, roles, decided, people):
        taken = [member["id"] for person in people for member in person["members"]]
        free = [(one["id"], one["name"]) for one in decided if one["id"] not in taken]
        self.name = form.text(t("invite.name"), t("invite.name_hint"), maxlength="80")
        self.role = Options(
            t("invite.role"), person_card.role_options(roles), roles[0], onchange=lambda _role: self._follow()
        )
        self.member = form.choice(t("invite.member"), [("", t("invite.member_none")), *free], "")
        self.means = el("p", cls="hint")
        self.member.control.bind("change", lambda _event: self._follow())
        self.choices = {}
        self.folds = {one["id"]: self._fold(one) for one in decided}
        self.place = el("div", cls="measure")
        only(
            self.place,
            el("p", el("a", t("people.back"), href="#/people")),
            el("div", el("h1", t("invite.title")), cls="page-head"),
            invitation_link.only_here(),
            form.form(
                self.name.box,
                self.role.box,
                [self.member.box, self.means] if free else None,
                self._shares(),
                el("div", form.submit(t("invite.make")), cls="button-row"),
                onsubmit=self._submitted,
            ),
        )
        self._follow()

    def _shares(self):
        if not self.folds:
            return None
        folds = list(self.folds.values())
        return el(
            "fieldset",
            el("legend", t("invite.shares")),
            el("p", t("invite.shares_hint"), cls="hint"),
            folds,
            cls="options",
        )

    def _fold(self, member):
        place = el("div")
        node = el("details", el("summary", member["name"]), place, cls="fold")

        def toggled(_event):
            if node.open and member["id"] not in self.choices:
                self.choices[member["id"]] = PartChoices(self.role.value())
                only(place, self.choices[member["id"]].box)

        node.bind("toggle", toggled)
        return node

    def _follow(self):
        role, own = self.role.value(), self.member.value()
        only(self.means, t("invite.member_means." + role) if own else None)
        for choices in self.choices.values():
            choices.for_role(role)
        for member_id, fold in self.folds.items():
            fold.hidden = member_id == own

    def _submitted(self, button):
        own = self.member.value() or None
        shares = []
        for member_id, choices in self.choices.items():
            if member_id == own:
                continue
            grants = choices.grants()
            if grants is None:
                return
            shares += [{"member": member_id, **grant} for grant in grants]
        body = {"name": self.name.value(), "role": self.role.value(), "member": own, "shares": shares}

        async def make():
            made = await api.send("POST", "/api/v1/invitations", body)
            only(self.place, invitation_link.card(made, body["name"]))

        def refused(failure):
            if failure.code in ("name_missing", "name_too_long"):
                self.name.wrong(said(failure))
            else:
                act.tell(button, said(failure))

        act.run(button, make, refused)
