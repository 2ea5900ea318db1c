"""Adding monthly contributions by hand: a range of months at once, shown before it is saved."""

import act
import api
import by_hand
import dialog
import form
import months
import rights
import shell
from dom import el
from fields import label
from member_bar import bar
from money import yuan
from record_name import spoken_range
from record_table import field_list
from typed_field import NotTyped, Typed
from words import codes, t, word

_FIELDS = ("base", "employer_amount", "personal_amount", "employer", "pool", "status")
_MOST = 720


async def show(args):
    """The page to type contributions in; args are the member's id."""
    member_id = args[0]
    wall = await api.get("/api/v1/members/" + member_id + "/wall")
    if not rights.writes(wall["member"]):
        return [bar(wall["member"], "records")]
    return [bar(wall["member"], "records"), el("section", _form(member_id, wall["rows"]), cls="measure")]


def _form(member_id, rows):
    insurances = [(code, word("insurance", code)) for code in codes("insurance") if code != "none"]
    insurance = form.choice(t("app.records.insurance"), insurances, insurances[0][0])
    first = form.text(t("app.add.first"), t("app.typed.month_hint"), inputmode="numeric", maxlength="12")
    last = form.text(t("app.add.last"), t("app.add.last_hint"), inputmode="numeric", maxlength="12")
    typed = [(name, Typed("contribution", name, label(name))) for name in _FIELDS]
    dict(typed)["status"].field.control.value = "paid"

    def submitted(_button):
        try:
            start, end = _range(first, last)
            values = {name: one.read() for name, one in typed}
        except NotTyped:
            return
        record = {name: value for name, value in values.items() if value is not None}
        record["kind"] = "contribution"
        record["insurance"] = insurance.control.value
        _preview(member_id, record, start, end, rows)

    months_row = el("div", first.box, last.box, cls="two-fields")
    amounts = el("div", [one.box for _name, one in typed[:3]], cls="two-fields three")
    rest = [one.box for _name, one in typed[3:]]
    intro = [el("h2", t("app.add.title")), el("p", t("app.add.text"), cls="lead")]
    send = el("p", form.submit(t("app.add.preview")))
    return [intro, form.form(insurance.box, months_row, amounts, rest, send, onsubmit=submitted)]


def _range(first, last):
    """First and last month index of what was typed; raises ``NotTyped`` after saying what is wrong."""
    start = months.parse(months.typed(first.value()))
    end = months.parse(months.typed(last.value())) if last.value() else start
    if start is None:
        first.wrong(t("app.typed.wrong_month"))
    elif end is None:
        last.wrong(t("app.typed.wrong_month"))
    elif not start <= end < start + _MOST:
        last.wrong(t("app.add.wrong_range", years=_MOST // 12))
    else:
        return start, end
    raise NotTyped()


def _preview(member_id, record, start, end, rows):
    count = end - start + 1
    save = el("button", t("app.add.save"), type="button", cls="primary")
    back = el("button", t("app.add.back"), type="button")
    there = _recorded(rows, record["insurance"], start, end)
    body = el(
        "div",
        el("p", el("b", word("insurance", record["insurance"]))),
        el("p", spoken_range(start, end) + (t("app.count_months", n=count) if count > 1 else "")),
        _each_month(record),
        el("details", el("summary", t("app.add.months")), _months(start, end)),
        el("p", t("app.add.there", n=there), cls="mark-note") if there else None,
        el("p", t("app.add.can_undo"), cls="hint"),
        cls="dialog-body",
    )
    node = dialog.open_dialog(t("app.add.preview_title"), body, el("footer", back, save))

    async def add():
        given = {"record": record, "start": months.written(start), "end": months.written(end)}
        answer = await api.send("POST", "/api/v1/members/" + member_id + "/records", given)
        node.close()
        undo = by_hand.undo_button(member_id, answer["operation"]["id"])
        address = "/".join(["#/records", member_id, record["insurance"], str(end // 12)])
        shell.go(address, t("app.add.added", months=spoken_range(start, end)), action=undo)

    back.bind("click", lambda _event: node.close())
    save.bind("click", lambda _event: act.run(save, add))


def _recorded(rows, insurance, start, end):
    """How many of the months have a record of this insurance already."""
    cells = [(row["start"], row["cells"]) for row in rows if row["insurance"] == insurance]
    return sum(
        1
        for first, letters in cells
        for month in range(start, end + 1)
        if 0 <= month - first < len(letters) and letters[month - first] != "."
    )


def _each_month(record):
    """What every one of the months will say."""
    names = [name for name in _FIELDS if name in record]
    return [el("p", t("app.add.each")), field_list([(name, _text(record, name)) for name in names], "contribution")]


def _months(start, end):
    """The months by name, a line a year."""
    lines = []
    for year in range(start // 12, end // 12 + 1):
        inside = [month for month in range(year * 12, year * 12 + 12) if start <= month <= end]
        lines.append(el("li", t("app.list_comma").join([months.written(month) for month in inside])))
    return el("ul", lines, cls="counted")


def _text(record, name):
    value = record[name]
    if name == "status":
        return word("status", value)
    return yuan(value) if isinstance(value, int) else value
