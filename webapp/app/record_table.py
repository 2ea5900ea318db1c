"""Records as tables: the months with their amounts, and every other kind field by field."""

import months
from dom import el
from fields import label, shown, text_of
from money import yuan
from paging import paged
from proof import asked_line, proof_line
from record_name import named, value_of
from words import t, word

_PAGE = 60
_AMOUNTS = ("base", "employer_amount", "personal_amount")
_IN_ROW = {"month", "base", "employer_amount", "personal_amount", "status", "pay_type", "employer", "pool"}


def contributions(member_id, facts, captures, with_insurance, marked):
    """The table of monthly contributions, each with a way to its own page; the month ``marked`` stands out."""
    names = ["month"] + (["insurance"] if with_insurance else [])
    names += _AMOUNTS
    names += [name for name in ("employer", "pool") if any(fact["record"].get(name) for fact in facts)]
    heads = [(name, t("app.records.insurance") if name == "insurance" else label(name)) for name in names]
    heads.append(("status", label("status")))
    cells = [el("th", text, scope="col", cls="money" if name in _AMOUNTS else None) for name, text in heads]
    body = el("tbody")
    table = el(
        "table",
        el("caption", t("app.records.count", n=len(facts)), cls="hint"),
        el("thead", el("tr", cells, el("th", t("app.records.source"), scope="col"))),
        body,
        cls="records",
    )
    section = el("section", el("div", table, cls="table-frame"), cls="record-months")
    paged(section, body, facts, lambda _number, fact: _row(member_id, fact, heads, captures, marked), _PAGE)
    return section


def _row(member_id, fact, heads, captures, marked):
    record = fact["record"]
    cells = []
    for name, head in heads:
        if name == "month":
            index = months.parse(record.get("month"))
            text = months.written(index) if index is not None else t("app.records.no_month")
            cells.append(el("th", el("a", text, href=_page_of(member_id, fact)), scope="row"))
        elif name == "insurance":
            text = word("insurance", record.get("insurance") or "none")
            cells.append(el("td", text, data_label=head))
        elif name == "status":
            cells.append(el("td", _status(fact, captures), data_label=head, cls="standing"))
        elif name in _AMOUNTS:
            cells.append(el("td", disputed(fact, name) or yuan(record.get(name)), data_label=head, cls="money"))
        else:
            cells.append(el("td", disputed(fact, name) or text_of(record, name), data_label=head))
    source = el("td", proof_line(fact, captures), signs(fact), _details(record), data_label=t("app.records.source"))
    return el("tr", cells, source, cls="marked" if marked and record.get("month") == marked else None)


def _page_of(member_id, fact):
    return "#/fact/" + member_id + "/" + fact["id"]


def _status(fact, captures):
    record = fact["record"]
    letter = record.get("status")
    said = disputed(fact, "status") or word("status", letter, word("status", "unknown"))
    own = record.get("status_text")
    parts = [el("span", said, cls="state " + (letter or "unknown"))]
    if own and own != said:
        parts.append(el("small", t("app.records.own_words", words=own)))
    pay_type = text_of(record, "pay_type")
    if pay_type and record.get("pay_type") != "normal":
        parts.append(el("small", pay_type))
    return parts + asked_line(fact, captures)


def disputed(fact, name):
    """The values of a field on which sources disagree, one below the other; None where they agree."""
    for conflict in fact["conflicts"]:
        if conflict["field"] == name:
            record = fact["record"]
            texts = [value_of(record, name, said["value"]) for said in conflict["said"]]
            return [el("div", text, cls="disputed") for text in dict.fromkeys(texts)]
    return None


def signs(fact):
    """What is to be known of a fact beside its values, a line each."""
    marks = [("conflict", fact["conflicts"]), ("doubled", fact["doubled"]), ("vanished", fact["vanished"])]
    marks.append(("decided", fact["decided"]))
    return [el("small", word("mark", name), cls="mark " + name) for name, there in marks if there]


def _details(record):
    pairs = [pair for pair in shown(record) if pair[0] not in _IN_ROW]
    if not pairs:
        return None
    return el("details", el("summary", t("app.records.details")), field_list(pairs, record["kind"]))


def field_list(pairs, kind):
    """Names and texts of fields as a list of definitions."""
    items = [el("div", el("dt", label(name, kind)), el("dd", text)) for name, text in pairs]
    return el("dl", items, cls="fields")


def others(member_id, facts, captures):
    """Every kind but monthly contributions: a section a kind, a card a record."""
    kinds = {}
    for fact in facts:
        kinds.setdefault(fact["record"]["kind"], []).append(fact)
    return [_kind(member_id, kind, same, captures) for kind, same in kinds.items()]


def _kind(member_id, kind, facts, captures):
    section = el("section", el("h2", word("kind", kind)), cls="other-records")
    cards = el("div", cls="record-cards")
    section.append(cards)
    paged(section, cards, facts, lambda _number, fact: _card(member_id, fact, captures), _PAGE)
    return section


def _card(member_id, fact, captures):
    record = fact["record"]
    link = el("a", named(record), href=_page_of(member_id, fact))
    proof = el("p", proof_line(fact, captures), cls="proof")
    fields = field_list(shown(record), record["kind"])
    return el("article", el("h3", link), fields, signs(fact), asked_line(fact, captures), proof, cls="card")
