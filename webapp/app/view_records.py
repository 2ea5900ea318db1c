"""The records behind the wall: filtered by insurance and year, with where each came from."""

import api
import months
import rights
import shell
from browser import window
from dom import el
from member_bar import bar
from record_table import contributions, others
from words import t, word

_NO_INSURANCE = "none"


async def show(args):
    """The page of records; args are the member's id, an insurance, a year and a month, each but the first optional."""
    member_id = args[0]
    insurance = args[1] if len(args) > 1 else "all"
    year = args[2] if len(args) > 2 else "latest"
    month = args[3] if len(args) > 3 else None
    base = "/api/v1/members/" + member_id
    api.begin(base + "/wall")
    wall = await api.get(base + "/wall")
    years = _years(wall["rows"])
    if year == "latest":
        year = str(years[0]) if years else "all"
    query = [] if year == "all" else ["year=" + year]
    if insurance not in ("all", _NO_INSURANCE):
        query.append("insurance=" + insurance)
    answer = await api.get(base + "/facts" + ("?" + "&".join(query) if query else ""))
    facts = answer["facts"]
    if insurance == _NO_INSURANCE:
        facts = [fact for fact in facts if not fact["record"].get("insurance")]
    order = [row["insurance"] for row in wall["rows"]]
    facts.sort(key=lambda fact: _newest_first(fact["record"], order))
    marked = year + "-" + month if month else None
    return [
        bar(wall["member"], "records", _add(member_id) if rights.writes(wall["member"]) else None),
        _filters(member_id, wall["rows"], years, insurance, year),
        _body(member_id, facts, answer["captures"], insurance, marked),
        el("p", t("app.records.timeless"), cls="hint no-print") if year != "all" else None,
    ]


def _add(member_id):
    return el("a", t("app.add.title"), href="#/add/" + member_id, cls="button quiet")


def _years(rows):
    if not rows:
        return []
    first = min(row["start"] for row in rows) // 12
    last = max(row["start"] + len(row["cells"]) - 1 for row in rows) // 12
    return list(range(last, first - 1, -1))


def _filters(member_id, rows, years, insurance, year):
    named = [row["insurance"] for row in rows]
    insurances = [("all", t("app.records.all_insurances"))]
    insurances += [(code or _NO_INSURANCE, word("insurance", code or "none")) for code in named]
    if insurance not in [code for code, _text in insurances]:
        insurances.append((insurance, word("insurance", insurance)))
    all_years = [("all", t("app.records.all_years"))] + [(str(one), str(one)) for one in years]
    first = _select("insurance", insurances, insurance)
    second = _select("year", all_years, year)

    def changed(_event):
        chosen = [first.querySelector("select").value, second.querySelector("select").value]
        window.location.hash = "/".join(["#/records", member_id, *chosen])

    first.bind("change", changed)
    second.bind("change", changed)
    older = _neighbour(member_id, insurance, year, years, -1, "app.records.older")
    newer = _neighbour(member_id, insurance, year, years, 1, "app.records.newer")
    return el("div", first, second, el("span", older, newer, cls="neighbours"), cls="filters no-print")


def _select(name, pairs, chosen):
    options = [el("option", shown, value=value, selected=value == chosen) for value, shown in pairs]
    control = el("select", options, id="filter-" + name)
    return el("div", el("label", t("app.records." + name), for_="filter-" + name), control)


def _neighbour(member_id, insurance, year, years, step, key):
    if not year.isdigit() or int(year) + step not in years:
        return None
    address = "/".join(["#/records", member_id, insurance, str(int(year) + step)])
    return el("a", t(key, year=int(year) + step), href=address, cls="button quiet")


def _body(member_id, facts, captures, insurance, marked):
    if not facts:
        clear = el("button", t("app.retry"), type="button", onclick=lambda _event: shell.refresh())
        return el(
            "section", el("h2", t("app.records.none")), el("p", t("app.records.none_text")), clear, cls="card next"
        )
    monthly = [fact for fact in facts if fact["record"]["kind"] == "contribution"]
    rest = [fact for fact in facts if fact["record"]["kind"] != "contribution"]
    parts = []
    if monthly:
        parts.append(contributions(member_id, monthly, captures, insurance == "all", marked))
    if rest:
        parts.append(others(member_id, rest, captures))
    return parts


def _newest_first(record, order):
    insurance = record.get("insurance")
    return (-(months.parse(record.get("month")) or 0), order.index(insurance) if insurance in order else len(order))
