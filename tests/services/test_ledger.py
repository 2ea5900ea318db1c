"""Changes, conflicts, totals, steps by hand, the trash, reading again: through the application over a real folder."""

import pytest

from tests.family import capture_of

PAGE = "nantong_payer_split_rows"
HEADS = ["费款所属期", "险种类型", "参保地", "单位名称", "缴费基数", "单位缴费", "个人缴费", "缴费类型", "到账标志"]
SITE, OTHER_SITE = "https://rsj.wuhan.example/pay", "https://si.national.example/pay"


def row(month, base=5000, status="已到账", employer="武汉示例科技有限公司", pool="武汉市"):
    amounts = [f"{base:.2f}", f"{base * 0.16:.2f}", f"{base * 0.08:.2f}"]
    return [month, "企业职工基本养老保险", pool, employer, *amounts, "正常应缴", status]


def page(*rows, day=1, url=SITE, truncated=False):
    grid = {"type": "grid", "path": ["缴费明细"], "columns": [[head] for head in HEADS], "rows": list(rows)}
    return {
        "format": "shebaobu.capture/1",
        "captured_at": f"2026-11-{day:02d}T09:00:00+08:00",
        "channel": "extension",
        "origin": {"url": url, "title": "个人权益", "frame_urls": []},
        "blocks": [grid | ({"truncated": True} if truncated else {})],
    }


class Book:
    """A member's ledger, as the web app and the extension see it."""

    def __init__(self, family):
        self.family = family
        self.member = family.add_member("钱小宁")
        family.pair()

    def save(self, *rows, **where):
        answer = self.family.save(page(*rows, **where), self.member)
        assert answer.status_code == 201, answer.json
        return answer.json

    def get(self, path):
        return self.family.browser.get(f"/api/v1/members/{self.member}/{path}").json

    def ask(self, method, path, body=None):
        return self.family.browser.open(f"/api/v1/members/{self.member}/{path}", method=method, json=body)

    def facts(self):
        return self.get("facts")["facts"]

    def seen(self):
        """All there is to see of the ledger."""
        return [self.get(path) for path in ("facts", "wall", "changes?since=2000-01-01", "conflicts", "totals")]


@pytest.fixture
def book(family):
    return Book(family)


def test_a_month_that_is_paid_now_is_a_change_with_its_date(book):
    book.save(row("202301"), row("202302", status="未到账"), day=1)
    saved = book.save(row("202301"), row("202302"), row("202303"), day=9)
    changes = book.get("changes")
    assert changes["looked_before"] == "2026-11-01T09:00:00+08:00"
    told = {
        (one["kind"], one["record"]["month"], one["field"], one["before"], one["after"]) for one in changes["changes"]
    }
    assert told == {
        ("new", "2023-03", "presence", None, None),
        ("changed", "2023-02", "status", "pending", "paid"),
    }
    assert all(one["capture"] == saved["capture"] and one["at"][:10] == "2026-11-09" for one in changes["changes"])
    assert set(changes["captures"]) == {saved["capture"]}
    assert book.get("changes?since=2026-11-10")["changes"] == []
    assert len(book.get("changes?since=2026-11-09")["changes"]) == 2
    assert book.ask("GET", "changes?since=gestern").json["error"]["code"] == "date_refused"
    [pension] = book.get("wall")["rows"]
    assert (pension["cells"], pension["changed"]) == ("ppp", [1])


def test_a_month_that_vanished_from_a_page_that_covers_it(book):
    book.save(row("202301"), row("202302"), row("202303"), day=1)
    assert book.save(row("202301"), row("202303"), day=9)["already_saved"] is False
    [gone] = [fact for fact in book.facts() if fact["vanished"]]
    assert gone["record"]["month"] == "2023-02"
    assert gone["vanished"] == "2026-11-09T09:00:00+08:00"
    [pension] = book.get("wall")["rows"]
    assert (pension["cells"], pension["vanished"]) == ("p.p", [1])
    assert book.get("totals")["insurances"][0]["months"] == 2
    assert [one["kind"] for one in book.get("changes")["changes"]] == ["vanished"]


def test_a_cut_off_page_lets_nothing_vanish(book):
    book.save(row("202301"), row("202302"), row("202303"), day=1)
    book.save(row("202301"), row("202303"), day=9, truncated=True)
    assert not any(fact["vanished"] for fact in book.facts())


def test_a_conflict_is_shown_settled_undone_and_ended_by_a_page(book):
    book.save(row("202301", base=5000), day=1)
    book.save(row("202301", base=6000), day=2, url=OTHER_SITE)
    [fact] = book.get("conflicts")["facts"]
    by_field = {one["field"]: [said["value"] for said in one["said"]] for one in fact["conflicts"]}
    assert by_field["base"] == [500000, 600000]
    assert "base" not in fact["record"]
    assert book.get("wall")["rows"][0]["conflicts"] == [0]
    before = book.seen()
    choice = {"fact": fact["id"], "field": "base", "value": 600000}
    assert book.ask("POST", "conflicts/settle", choice | {"value": 1}).json["error"]["code"] == "conflict_not_found"
    settled = book.ask("POST", "conflicts/settle", choice)
    assert settled.status_code == 201, settled.json
    step = settled.json["operation"]
    assert (step["type"], step["by"], step["value"]) == ("settlement", "宋亦然", 600000)
    [fact] = book.facts()
    assert fact["record"]["base"] == 600000
    assert fact["decided"] == {"base": step["id"]}
    assert fact["history"][-1]["kind"] == "settled"
    assert book.ask("POST", "conflicts/settle", choice).json["error"]["code"] == "conflict_not_found"
    assert book.ask("DELETE", f"operations/{step['id']}").status_code == 204
    assert book.seen() == before
    book.save(row("202301", base=6000), day=3)
    assert book.get("conflicts")["facts"] == []
    assert book.facts()[0]["record"]["base"] == 600000


def test_a_correction_holds_until_a_page_says_something_else(book):
    book.save(row("202301", base=5000), day=1)
    before = book.seen()
    name = book.facts()[0]["id"]
    book.family.clock.forward(seconds=1)
    step = book.ask("POST", f"facts/{name}/correct", {"values": {"base": 550000, "employer": "示例集团"}}).json[
        "operation"
    ]
    [fact] = book.facts()
    assert (fact["record"]["base"], fact["record"]["employer"]) == (550000, "示例集团")
    assert fact["decided"] == {"base": step["id"], "employer": step["id"]}
    assert "base" not in fact["fields"]
    [listed] = book.get("operations")["operations"]
    assert (listed["values"], listed["fact"]) == ({"base": 550000, "employer": "示例集团"}, name)
    book.save(row("202301", base=5000), day=2)
    assert book.facts()[0]["record"]["base"] == 550000
    book.save(row("202301", base=7000), day=25)
    assert [one["field"] for one in book.facts()[0]["conflicts"]] == ["base"]
    book.ask("DELETE", f"operations/{step['id']}")
    assert book.facts()[0]["record"]["base"] == 700000
    assert book.get("operations")["operations"] == []
    assert before != book.seen()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"base": "5000"}, "base"),
        ({"month": "2023-13"}, "month"),
        ({"status": "rich"}, "status"),
        ({"insurance": "house"}, "insurance"),
        ({"arrived_on": "yesterday"}, "arrived_on"),
        ({"wealth": 1}, "wealth"),
        ({"source": {"block": 0, "row": 0}}, "source"),
        ({"employer": "公" * 300}, "employer"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name(book, values, field):
    book.save(row("202301"))
    answer = book.ask("POST", f"facts/{book.facts()[0]['id']}/correct", {"values": values})
    assert (answer.status_code, answer.json["error"]["detail"]) == (422, {"field": field})
    assert book.get("operations")["operations"] == []


def test_records_are_typed_in_for_a_range_of_months_and_a_page_fits_them(book):
    record = {"kind": "contribution", "insurance": "pension_employee", "employer": "武汉示例科技", "status": "paid"}
    added = book.ask("POST", "records", {"record": record, "start": "2022-11", "end": "2023-02"})
    assert added.status_code == 201, added.json
    facts = book.get("facts")
    assert [fact["record"]["month"] for fact in facts["facts"]] == ["2022-11", "2022-12", "2023-01", "2023-02"]
    assert {brief["channel"] for brief in facts["captures"].values()} == {"manual"}
    book.save(row("202301"), row("202303"), day=9)
    [fact] = [fact for fact in book.facts() if fact["record"]["month"] == "2023-01"]
    assert (len(fact["proofs"]), fact["record"]["employer"]) == (2, "武汉示例科技有限公司")
    assert book.get("totals")["insurances"][0]["months"] == 5
    for wrong in ({"start": "2023-02", "end": "2022-11"}, {"start": "2023-02"}, {"start": "1950-01", "end": "2090-01"}):
        assert book.ask("POST", "records", {"record": record} | wrong).json["error"]["code"] == "range_refused"


def test_a_deleted_fact_stays_away_and_comes_back_when_that_is_undone(book):
    book.save(row("202301"), row("202302"))
    before = book.seen()
    name = next(fact["id"] for fact in book.facts() if fact["record"]["month"] == "2023-02")
    step = book.ask("DELETE", f"facts/{name}").json["operation"]
    assert [fact["record"]["month"] for fact in book.facts()] == ["2023-01"]
    assert book.ask("DELETE", f"facts/{name}").json["error"]["code"] == "fact_not_found"
    book.save(row("202301"), row("202302"), row("202303"), day=25)
    assert [fact["record"]["month"] for fact in book.facts()] == ["2023-01", "2023-03"]
    book.ask("DELETE", f"operations/{step['id']}")
    assert len(book.facts()) == 3
    [newest] = [entry for entry in book.get("captures")["captures"] if entry["captured_at"].startswith("2026-11-25")]
    book.family.browser.delete(f"/api/v1/captures/{newest['id']}")
    assert book.seen() == before


def test_a_page_that_says_something_new_brings_a_deleted_fact_back(book):
    book.save(row("202301", status="未到账"))
    book.ask("DELETE", f"facts/{book.facts()[0]['id']}")
    book.save(row("202301", status="未到账"), row("202302"), day=24)
    assert [fact["record"]["month"] for fact in book.facts()] == ["2023-02"]
    book.save(row("202301"), row("202302"), day=25)
    assert [fact["record"]["status"] for fact in book.facts()] == ["paid", "paid"]


def test_the_later_of_two_corrections_holds_and_the_earlier_again_when_that_is_undone(book):
    book.save(row("202301"))
    name = book.facts()[0]["id"]
    steps = []
    for base in (550000, 560000):
        book.family.clock.forward(seconds=1)
        steps.append(book.ask("POST", f"facts/{name}/correct", {"values": {"base": base}}).json["operation"]["id"])
    assert book.facts()[0]["record"]["base"] == 560000
    assert [one["id"] for one in book.get("operations")["operations"]] == steps[::-1]
    book.ask("DELETE", f"operations/{steps[1]}")
    assert book.facts()[0]["record"]["base"] == 550000
    book.ask("POST", f"trash/{steps[1]}/restore")
    assert book.facts()[0]["record"]["base"] == 560000
    book.ask("DELETE", f"operations/{steps[0]}")
    book.ask("POST", f"trash/{steps[0]}/restore")
    assert book.facts()[0]["record"]["base"] == 560000


def test_what_is_undone_lies_in_the_trash_for_thirty_days(book):
    from shebaobu.services.trash import empty_expired

    book.save(row("202301"))
    before = book.seen()
    saved = book.save(row("202302"), day=2)
    after = book.seen()
    book.family.browser.delete(f"/api/v1/captures/{saved['capture']}")
    assert book.seen() == before
    [entry] = book.get("trash")["entries"]
    assert (entry["id"], entry["capture"]["records"], entry["undone_by"]) == (saved["capture"], 1, "宋亦然")
    assert book.ask("POST", f"trash/{entry['id']}/restore").status_code == 204
    assert book.seen() == after
    assert book.get("trash")["entries"] == []
    assert book.ask("POST", f"trash/{entry['id']}/restore").json["error"]["code"] == "trashed_not_found"

    book.family.browser.delete(f"/api/v1/captures/{saved['capture']}")
    book.family.clock.forward(days=29, hours=23)
    assert empty_expired(book.family.home) == 0
    book.family.clock.forward(hours=2)
    assert empty_expired(book.family.home) == 1
    store = book.family.home.folder.member(book.member)
    assert [len(collection) for collection in (store.captures, store.evidence, store.records, store.trash)] == [
        1,
        1,
        1,
        0,
    ]


def test_the_trash_is_emptied_on_request_one_by_one_or_whole(book):
    names = [book.save(row(month), day=day)["capture"] for day, month in enumerate(("202301", "202302", "202303"), 1)]
    for name in names:
        book.family.browser.delete(f"/api/v1/captures/{name}")
    assert book.ask("DELETE", f"trash/{names[0]}").status_code == 204
    assert {entry["id"] for entry in book.get("trash")["entries"]} == set(names[1:])
    assert book.ask("DELETE", "trash").status_code == 204
    assert book.get("trash")["entries"] == []
    assert len(book.family.home.folder.member(book.member).evidence) == 0


def test_the_same_page_saved_in_any_order_counts_from_first_to_last_look(book):
    book.save(row("202301"), day=5)
    book.save(row("202301", status="未到账"), day=6, url=OTHER_SITE)
    assert [one["field"] for one in book.facts()[0]["conflicts"]] == ["status"]
    assert book.save(row("202301"), day=9)["already_saved"] is False
    assert book.facts()[0]["conflicts"] == []


def test_times_of_a_page_that_is_read_again_are_kept(book):
    book.save(row("202301"), day=5)
    for day in (9, 3, 7):
        assert book.save(row("202301"), day=day)["already_saved"] is True
    [entry] = book.get("captures")["captures"]
    assert [entry[name][:10] for name in ("captured_at", "read_again_at")] == ["2026-11-03", "2026-11-09"]


def test_totals_count_a_month_in_two_places_once_and_name_it(book):
    book.save(row("202301"), row("202302"), day=1)
    book.save(row("202302", pool="广州市", employer="广州青禾物流有限公司"), day=2, url=OTHER_SITE)
    [pension] = book.get("totals")["insurances"]
    assert pension["months"] == 2
    [double] = pension["doubled"]
    assert (double["month"], double["pools"]) == ("2023-02", ["武汉市", "广州市"])
    assert sum(fact["doubled"] for fact in book.facts()) == 2
    assert book.get("wall")["rows"][0]["doubled"] == [1]


def test_what_the_office_states_is_held_against_our_sum(book):
    book.save(row("202301"), row("202302"), day=1)
    record = {"kind": "statement", "insurance": "pension_employee", "as_of": "2023-12-31", "months_total": 5}
    book.ask("POST", "records", {"record": record})
    [finding] = book.get("totals")["findings"]
    assert {name: finding[name] for name in ("what", "value", "own", "difference", "insurance")} == {
        "what": "months_total", "value": 5, "own": 2, "difference": 3, "insurance": "pension_employee",
    }  # fmt: skip
    assert finding["fact"] in {fact["id"] for fact in book.facts()}


def test_reading_again_shows_what_would_change_and_then_changes_it(book, monkeypatch):
    from shebaobu.services import rereading

    book.save(row("202301"), row("202302"))
    assert book.get("reread") == {"captures": [], "ledger": {"added": [], "removed": [], "changed": []}, "briefs": {}}

    import msgspec

    from shebaobu.normalize import normalize

    def better(capture, readings=()):
        found = normalize(capture, readings)
        records = [msgspec.structs.replace(record, tier="一档") for record in found.records[:1]]
        return msgspec.structs.replace(found, records=records)

    monkeypatch.setattr(rereading, "normalize", better)
    before = book.seen()
    shown = book.get("reread")
    assert book.seen() == before
    [changed] = shown["ledger"]["changed"]
    assert (changed["fields"], changed["after"]["tier"]) == (["tier"], "一档")
    assert [record["month"] for record in shown["ledger"]["removed"]] == ["2023-02"]
    applied = book.ask("POST", "reread")
    assert applied.json == shown
    assert [fact["record"].get("tier") for fact in book.facts()] == ["一档"]
    assert book.get("reread")["captures"] == []


def test_a_stranger_sees_and_does_nothing(book):
    stranger = book.family.stranger()
    for method, path in (("GET", "changes"), ("GET", "trash"), ("POST", "reread"), ("DELETE", "trash")):
        assert stranger.open(f"/api/v1/members/{book.member}/{path}", method=method).status_code == 401


def test_deleting_a_member_takes_the_trash_along(book):
    saved = book.save(row("202301"))
    book.family.browser.delete(f"/api/v1/captures/{saved['capture']}")
    assert book.family.browser.delete(f"/api/v1/members/{book.member}").status_code == 204
    assert not [path for path in book.family.path.rglob("*") if book.member in str(path)]


def test_a_sample_page_covers_what_it_shows(book):
    book.family.save(capture_of(PAGE), book.member)
    [entry] = book.family.home.folder.member(book.member).captures.all()
    assert entry.covers
