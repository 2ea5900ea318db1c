"""One fact: every field with where it was read, its history, and ways to correct or delete it."""

import api
import by_hand
import dialog
import months
import shell
from correcting import correct
from dom import el
from fields import label, shown
from member_page import head
from proof import origin, proof_line
from record_name import field_name, named
from view_changes import from_to
from view_conflicts import conflict_choices
from words import t, word

_USUAL = {"contribution": ("base", "employer_amount", "personal_amount", "status", "employer", "pool", "pay_type")}
_NOT_TYPED = ("derived", "period", "items", "steps")


async def show(args):
    """The page of one fact; args are the member's id and the fact's."""
    member_id, fact_id = args[0], args[1]
    api.begin("/api/v1/members")
    answer = await api.get("/api/v1/members/" + member_id + "/facts/" + fact_id)
    fact, captures = answer["fact"], answer["captures"]
    bar = await head(member_id, "records")
    return [
        bar,
        el("p", el("a", t("app.fact.back"), href=_back(member_id, fact["record"])), cls="no-print"),
        el("h2", named(fact["record"]), cls="fact-name"),
        _marks(fact),
        _conflicts(member_id, fact, captures),
        _fields(member_id, fact, captures),
        _proofs(fact, captures),
        _history(fact, captures),
        _steps(member_id, answer["operations"]),
        _delete(member_id, fact) if fact["writable"] else None,
    ]


def _back(member_id, record):
    year = (record.get("month") or "")[:4]
    return "/".join(["#/records", member_id, record.get("insurance") or "none", year or "all"])


def _marks(fact):
    texts = [t("app.fact.vanished", when=months.day(fact["vanished"]))] if fact["vanished"] else []
    if fact["doubled"]:
        texts.append(t("app.fact.doubled"))
    return [el("p", text, cls="mark-note") for text in texts]


def _conflicts(member_id, fact, captures):
    if not fact["conflicts"]:
        return None
    asked = [conflict_choices(member_id, fact, conflict, captures) for conflict in fact["conflicts"]]
    title = el("h2", t("app.fact.conflict"))
    return el("section", title, el("p", t("app.conflicts.text"), cls="hint"), asked, cls="card conflict measure")


def _fields(member_id, fact, captures):
    record = fact["record"]
    pairs = shown(record)
    disputed = [conflict["field"] for conflict in fact["conflicts"]]
    there = [name for name, _text in pairs] + disputed
    if fact["writable"]:
        pairs += [(name, "") for name in _USUAL.get(record["kind"], ()) if name not in there]
    rows = [_field(member_id, fact, captures, name, text) for name, text in pairs]
    return el("section", el("h2", t("app.fact.fields")), el("ul", rows, cls="plain-list fact-fields"), cls="measure")


def _field(member_id, fact, captures, name, text):
    record = fact["record"]
    change = None
    if fact["writable"] and name not in _NOT_TYPED and not name.endswith("_text"):
        change = el("button", t("app.fact.correct" if text else "app.fact.fill"), type="button", cls="quiet")
        change.setAttribute("aria-label", t("app.fact.correct_label", field=field_name(record, name)))
        change.bind("click", lambda _event: correct(member_id, fact, name))
    value = el("b", text) if text else el("span", t("app.not_stated"), cls="hint")
    about = el("small", _read_where(fact, captures, name)) if text else None
    return el("li", el("div", el("span", label(name, record["kind"]), cls="field-name"), value, about), change)


def _read_where(fact, captures, name):
    """Which page shows the value of a field, in a few words."""
    if name in fact["decided"]:
        return t("app.fact.decided")
    place = fact["fields"].get(name)
    capture = captures.get(fact["proofs"][place]["capture"]) if place is not None else None
    if not capture:
        return None
    if capture["channel"] == "manual":
        return t("app.fact.typed", when=months.day(capture["captured_at"]))
    return t("app.fact.read", page=origin(capture), when=months.day(capture["captured_at"]))


def _proofs(fact, captures):
    items = []
    for capture_id in {proof["capture"]: True for proof in reversed(fact["proofs"])}:
        if capture_id in captures:
            items.append(el("li", el("div", proof_line({"proofs": [{"capture": capture_id}]}, captures))))
    return el("section", el("h2", t("app.fact.proofs", n=len(items))), el("ul", items, cls="plain-list"), cls="measure")


def _history(fact, captures):
    if not fact["history"]:
        return el("section", el("h2", t("app.fact.history")), el("p", t("app.fact.no_history"), cls="hint"))
    items = [_change(fact["record"], change, captures) for change in reversed(fact["history"])]
    return el("section", el("h2", t("app.fact.history")), el("ul", items, cls="plain-list history"), cls="measure")


def _change(record, change, captures):
    capture = captures.get(change["capture"]) if change["capture"] else None
    where = origin(capture) if capture else (t("app.changes.by_hand") if change["operation"] else "")
    if change["field"] == "presence":
        what = None
    elif change["kind"] == "disputed":
        what = el("div", field_name(record, change["field"]))
    else:
        what = from_to(record, change["field"], change["before"], change["after"])
    head_line = el("div", el("b", word("change", change["kind"])), " ", months.day(change["at"]))
    return el("li", el("div", head_line, what, el("small", where) if where else None))


def _steps(member_id, steps):
    if not steps:
        return None
    return el("section", el("h2", t("app.by_hand.title")), by_hand.listed(member_id, steps), cls="measure")


def _delete(member_id, fact):
    remove = el("button", t("app.fact.delete"), type="button", cls="danger")
    remove.bind("click", lambda _event: _ask_delete(member_id, fact))
    return el("section", remove, el("p", t("app.fact.delete_hint"), cls="hint"), cls="no-print")


def _ask_delete(member_id, fact):
    async def delete():
        answer = await api.send("DELETE", "/api/v1/members/" + member_id + "/facts/" + fact["id"])
        undo = by_hand.undo_button(member_id, answer["operation"]["id"])
        shell.go(_back(member_id, fact["record"]), t("app.fact.deleted"), action=undo)

    paragraphs = [named(fact["record"]), t("app.fact.delete_text")]
    dialog.confirm(t("app.fact.delete_title"), paragraphs, t("app.fact.delete"), delete)
