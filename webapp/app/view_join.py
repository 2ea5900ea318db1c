"""Joining by an invitation's link: what it offers in plain words, then an account of one's own."""

import act
import api
import session
import sharing
import shell
from dom import el, only
from months import moment
from options import Options
from refusal import said
from setting_up import SettingUp
from words import t

_under_way = SettingUp("#/join")
_KEEPER = ("all", "without_medical", "nothing")


async def content(args, state):
    """The page of an invitation."""
    _under_way.take_token(args)
    place = el("section", cls="card narrow setup")
    if _under_way.stage:
        _under_way.stage(place)
    elif not _under_way.token:
        only(place, el("h1", t("join.title")), el("p", t("join.need_link")), _home(state))
    elif state["account"]:
        _signed_in(place, state["account"]["name"])
    else:
        await _offer(place, state)
    return place


def _home(state):
    return el("a", t("app.back_home" if state["account"] else "app.signin.title"), href="#/", cls="button primary")


def _signed_in(place, name):
    leave = el("button", t("join.sign_out"), type="button")

    async def sign_out():
        await api.send("DELETE", "/api/v1/session")
        session.left()
        await shell.render()

    leave.bind("click", lambda _event: act.run(leave, sign_out))
    only(
        place,
        el("h1", t("join.title")),
        el("p", t("join.signed_in", name=name)),
        el("div", el("a", t("app.back_home"), href="#/", cls="button primary"), leave, cls="button-row"),
    )


async def _offer(place, state):
    try:
        offer = await api.send("POST", "/api/v1/invitations/open", {"token": _under_way.token})
    except api.Failure as failure:
        only(place, el("h1", t("join.not_valid")), el("p", said(failure), cls="refused"), _home(state))
        return
    keeper = None
    if offer["member"] and offer["role"] != "viewer":
        pairs = [(code, t("join.keeper." + code), None) for code in _KEEPER]
        name = offer["keeper"]
        keeper = Options(t("join.keeper", name=name), pairs, hint=t("join.keeper_hint"))

    def ready():
        if keeper is None:
            return {}
        return {"keeper": keeper.value()} if keeper.chosen() else None

    own = offer["member"]["name"] if offer["member"] else ""
    head = [el("h1", t("join.welcome", name=offer["invited_by"], household=offer["household"])), _told(offer)]
    head.append(el("p", t("join.next"), cls="lead"))
    _under_way.names(place, head, keeper.box if keeper else None, ready, offer["name"] or own)


def _told(offer):
    member, role = offer["member"], offer["role"]
    told = [el("li", el("b", t("role." + role)), t("app.colon"), t("join.role." + role))]
    if member:
        told.append(el("li", t("join.own." + role, member=member["name"], keeper=offer["keeper"])))
    if offer["shares"]:
        told.append(el("li", t("join.shares"), sharing.of_members(offer["shares"])))
    elif not member:
        told.append(el("li", t("join.no_shares")))
    told.append(el("li", t("join.until", time=moment(offer["expires_at"]))))
    return el("ul", told, cls="offer", id="offer")
