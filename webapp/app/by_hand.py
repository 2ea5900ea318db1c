"""Steps that were taken by hand: told in a sentence, and undone with one button."""

import act
import api
import months
import shell
from dom import el
from paging import paged
from record_name import field_name, named, several, value_of
from words import t, word

_PAGE = 20


async def steps(member_id, *kinds):
    """The steps of a member, latest first; only those of some kinds where any are given."""
    answer = await api.get(_address(member_id))
    return [step for step in answer["operations"] if not kinds or step["type"] in kinds]


def undo_button(member_id, step_id):
    """A button that undoes a step, for the line of messages that tells of it."""
    button = el("button", t("app.by_hand.undo"), type="button")

    async def undo():
        await api.send("DELETE", _address(member_id) + "/" + step_id)
        await shell.render()
        shell.say(t("app.by_hand.undone"))

    button.bind("click", lambda _event: act.run(button, undo))
    return button


def listed(member_id, found):
    """Steps as a list, each with the button that undoes it."""
    items = el("ul", cls="plain-list steps-by-hand")
    frame = el("div", items)
    paged(frame, items, found, lambda _number, step: _item(member_id, step), _PAGE)
    return frame


def _item(member_id, step):
    undo = undo_button(member_id, step["id"])
    undo.setAttribute("aria-label", t("app.by_hand.undo_label", step=told(step)))
    who = t("app.by_hand.who", name=step["by"] or "", when=months.moment(step["at"]))
    idle = step["type"] != "addition" and not step["fact"]
    note = el("small", t("app.by_hand.idle")) if idle else None
    return el("li", el("div", told(step), el("small", who), note), undo if step["writable"] else None)


def told(step):
    """A step in a sentence."""
    kind = word("operation", step["type"]) + t("app.colon")
    if step["type"] == "addition":
        return kind + t("app.list_semicolon").join(several(step["records"]))
    record = step["record"]
    if step["type"] == "correction":
        return kind + named(record) + t("app.dot") + _corrected(step, record)
    if step["type"] == "settlement":
        value = value_of(record, step["field"], step["value"])
        return (
            kind
            + named(record)
            + t("app.dot")
            + t("app.by_hand.is", field=field_name(record, step["field"]), value=value)
        )
    return kind + named(record)


def _corrected(step, record):
    texts = []
    for field, value in step["values"].items():
        said = value_of(record, field, value)
        texts.append(t("app.by_hand.is", field=field_name(record, field), value=said))
    return t("app.list_comma").join(texts)


def _address(member_id):
    return "/api/v1/members/" + member_id + "/operations"
