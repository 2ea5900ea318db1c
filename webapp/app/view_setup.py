"""Setting up the household, or an account anew, from the one-time link."""

import form
from dom import el, only
from setting_up import SettingUp
from words import t

_under_way = SettingUp("#/setup")


def content(args, state):
    """The set-up page."""
    _under_way.take_token(args)
    place = el("section", cls="card narrow setup")
    if _under_way.stage:
        _under_way.stage(place)
    elif _under_way.token:
        _names(place, state["setup_needed"])
    elif not state["setup_needed"]:
        only(place, el("h1", t("app.setup.done_title")), el("p", t("app.setup.done_text")), _home())
    else:
        only(
            place, el("h1", t("app.setup.title")), el("p", t("app.setup.need_link")), el("p", t("app.setup.find_link"))
        )
    return place


def _home():
    return el("a", t("app.signin.title"), href="#/", cls="button primary")


def _names(place, founding):
    household = form.text(t("app.setup.household"), t("app.setup.household_hint"), maxlength="80")

    def ready():
        if founding and not household.filled():
            return None
        return {"household": household.value()}

    head = [
        el("h1", t("app.setup.title" if founding else "app.setup.anew_title")),
        el("p", t("app.setup.welcome" if founding else "app.setup.anew"), cls="lead"),
    ]
    _under_way.names(place, head, household.box if founding else None, ready)
