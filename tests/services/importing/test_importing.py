"""Importing a file: what is there is not doubled, what cannot be is refused by its place, and all of it is undone."""

import json
import shutil
from pathlib import Path

import pytest

from shebaobu.i18n import both
from tests.family import Family, capture_of
from tests.services.test_ledger import OTHER_SITE, Book, page, row

VERSION_1 = Path(__file__).parents[2] / "storage" / "format-0.export.json"


@pytest.fixture
def book(family):
    book = Book(family)
    book.save(row("202301"), row("202302"), day=1)
    book.save(row("202301", base=6000), day=2, url=OTHER_SITE)
    family.clock.forward(seconds=1)
    book.ask("POST", "records", {"record": {"kind": "contribution", "insurance": "injury", "month": "2020-01"}})
    conflict = book.get("conflicts")["facts"][0]
    book.ask("POST", "conflicts/settle", {"fact": conflict["id"], "field": "base", "value": 600000})
    return book


@pytest.fixture
def other(founded, tmp_path, clock):
    """A second household, set up and empty."""
    shutil.copytree(founded.path, tmp_path / "other")
    family = Family(tmp_path / "other", clock)
    family.continue_from(founded)
    yield family
    family.folder.close()


def export(family):
    return family.browser.get("/api/v1/export.json").json


def send(family, plain, into=None, preview=False):
    data = plain if isinstance(plain, bytes) else json.dumps(plain).encode()
    path = f"/api/v1/members/{into}/import" if into else "/api/v1/import"
    return family.browser.post(path + "/preview" * preview, data=data, content_type="application/json")


def refused(family, plain, **where):
    """The code of a refusal and what it says, after which nothing is different."""
    before = export(family)["members"]
    answer = send(family, plain, **where)
    assert answer.status_code >= 400, answer.json
    assert export(family)["members"] == before
    error = answer.json["error"]
    assert error["message"] == both(f"error.{error['code']}", **error["detail"])
    return error["code"], error["detail"]


def views(family, member):
    """The ledger as it is looked at, without names of captures."""
    facts = family.browser.get(f"/api/v1/members/{member}/facts").json["facts"]
    kept = ("record", "vanished", "doubled")
    return [
        {name: fact[name] for name in kept} | {"fields": sorted(fact["decided"]), "proofs": len(fact["proofs"])}
        for fact in facts
    ]


def test_a_preview_stores_nothing_and_says_what_would_be_added(book, other):
    told = send(other, export(book.family), preview=True).json
    [member] = told["members"]
    assert (member["name"], member["new"], member["named"]) == ("钱小宁", True, False)
    assert member["captures"] == {"added": 2, "known": 0}
    assert member["operations"] == {"added": 2, "known": 0}
    assert (member["facts"], member["differing"], told["empty"]) == (3, 0, False)
    assert other.browser.get("/api/v1/members").json["members"] == []
    assert other.browser.get("/api/v1/imports").json["imports"] == []


def test_into_another_member_it_is_another_copy_with_its_own_names(book):
    twin = book.family.add_member("钱大宁")
    answer = send(book.family, export_of(book), into=twin)
    assert answer.status_code == 201, answer.json
    assert views(book.family, twin) == views(book.family, book.member)
    captures = [
        book.family.browser.get(f"/api/v1/members/{one}/captures").json["captures"] for one in (book.member, twin)
    ]
    assert not {one["id"] for one in captures[0]} & {one["id"] for one in captures[1]}
    assert send(book.family, export_of(book), into=twin).json["empty"]
    assert book.family.browser.delete(f"/api/v1/members/{book.member}").status_code == 204
    assert len(views(book.family, twin)) == 3


def export_of(book):
    return book.get("export.json")


def test_the_same_page_that_was_captured_here_is_the_same_capture(book, other):
    here = Book(other)
    here.save(row("202301"), row("202302"), day=5)
    told = send(other, export_of(book), into=here.member).json
    assert told["members"][0]["captures"] == {"added": 1, "known": 1}
    [first] = [one for one in here.get("captures")["captures"] if one["read_again_at"]]
    assert first["captured_at"][:10] == "2026-11-01"
    assert first["read_again_at"][:10] == "2026-11-05"
    assert send(other, export_of(book), into=here.member).json["empty"]
    assert other.browser.delete(f"/api/v1/imports/{told['import']}").status_code == 204
    [only] = here.get("captures")["captures"]
    assert (only["captured_at"][:10], only["read_again_at"]) == ("2026-11-05", None)


def test_an_import_is_undone_as_a_whole_and_comes_back_from_the_trash(book, other):
    here = Book(other)
    here.save(row("202312"), day=5)
    before = views(other, here.member)
    done = send(other, export_of(book), into=here.member).json
    after = views(other, here.member)
    assert len(after) == 4
    [listed] = other.browser.get("/api/v1/imports").json["imports"]
    assert (listed["id"], listed["by"], listed["members"][0]["captures"]) == (done["import"], "宋亦然", 2)
    assert other.browser.delete(f"/api/v1/imports/{done['import']}").status_code == 204
    assert views(other, here.member) == before
    again = other.browser.delete(f"/api/v1/imports/{done['import']}")
    assert again.json["error"]["code"] == "import_not_found"
    for thrown in here.get("trash")["entries"]:
        assert here.ask("POST", f"trash/{thrown['id']}/restore", {}).status_code == 204
    assert views(other, here.member) == after


def test_what_lies_in_the_trash_comes_out_of_it_and_is_not_lost_with_it(book):
    before, file = views(book.family, book.member), export_of(book)
    for capture in book.get("captures")["captures"]:
        book.family.browser.delete(f"/api/v1/captures/{capture['id']}")
    told = send(book.family, file).json
    assert told["members"][0]["captures"] == {"added": 2, "known": 0}
    assert book.get("trash")["entries"] == []
    book.ask("DELETE", "trash")
    assert views(book.family, book.member) == before
    for capture in book.get("captures")["captures"]:
        assert book.family.browser.get(f"/api/v1/captures/{capture['id']}").status_code == 200


def test_a_member_that_came_with_it_goes_with_it_unless_more_was_added(book, other):
    done = send(other, export(book.family)).json
    other.pair()
    assert other.save(page(row("202401"), day=7), book.member).status_code == 201
    other.browser.delete(f"/api/v1/imports/{done['import']}")
    [member] = other.browser.get("/api/v1/members").json["members"]
    assert (member["captures"], member["months"]) == (1, 1)


def test_an_export_of_version_1_is_read(other):
    plain = json.loads(VERSION_1.read_text()) | {"format": "shebaobu.export/1", "exported_at": "2026-11-23T08:02:00Z"}
    answer = send(other, plain | {"facts": [{"record": {"kind": "card"}, "proofs": []}]})
    assert answer.status_code == 201, answer.json
    [member] = export(other)["members"]
    assert plain["member"].items() <= member.items()
    for before, after in zip(plain["captures"], member["captures"], strict=True):
        assert after | {name: value for name, value in before.items() if name in after} == after
    assert len(member["ledger"]["facts"]) > 0
    plain["captures"][0]["records"][3]["month"] = 5
    assert refused(other, plain) == ("import_refused", {"at": "$.members[0].captures[0].records[3].month"})


def test_a_ledger_in_the_file_that_is_not_of_its_captures_is_said_so(book, other):
    plain = export(book.family)
    plain["members"][0]["ledger"]["facts"][0]["record"]["personal_amount"] = 1
    told = send(other, plain).json
    assert told["members"][0]["differing"] == 1
    assert export(other)["members"][0]["ledger"] == export(book.family)["members"][0]["ledger"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"PK\x03\x04",
        b'{"format": "shebaobu.capture/1"}',
        b'{"format": 2}',
        b'{"format": "shebaobu.export/0"}',
        b'{"format":' + b"[" * 100_000,
        b'{"x":' * 100_000,
    ],
    ids=range(11),
)
def test_what_is_no_export_is_said_so(family, data):
    assert refused(family, data)[0] == "import_not_ours"


def test_a_later_version_is_refused_by_its_number(family):
    assert refused(family, {"format": "shebaobu.export/3"}) == ("import_too_new", {"version": 3})


def at(*path):
    """Changes one place of the first member."""

    def change(plain, value):
        inside = plain["members"][0]
        for name in path[:-1]:
            inside = inside[name]
        inside[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "value", "place"),
    [
        (at("id"), "../../etc/passwd", "id"),
        (at("relation"), "friend", "relation"),
        (at("captures", 1, "id"), None, "captures[1].id"),
        (at("captures", 1, "id"), "same", "captures[1].id"),
        (at("captures", 1, "captured_at"), "yesterday", "captures[1].captured_at"),
        (at("captures", 0, "captured_at"), "2026-11-23T08:00:00", "captures[0].captured_at"),
        (at("captures", 1, "capture", "captured_at"), "2026-11-23", "captures[1].capture"),
        (at("captures", 0, "capture", "blocks", 0, "rows", 1, 2), 5, "captures[0].capture.blocks[0].rows[1][2]"),
        (at("captures", 0, "records", 1, "month"), "2023-13", "captures[0].records[1].month"),
        (at("captures", 0, "records", 1, "kind"), "dream", "captures[0].records[1].kind"),
        (at("captures", 0, "records", 1, "base"), "5000", "captures[0].records[1].base"),
        (at("captures", 0, "records", 1, "bonus"), 5, "captures[0].records[1].bonus"),
        (at("captures", 0, "records", 0, "base"), 10**30, "captures[0].records[0].base"),
        (at("captures", 0, "saved_at"), "2026-11-23T08:00:00", "captures[0].saved_at"),
        (at("added_at"), "2026-11-23T08:00:00", "added_at"),
        (at("captures", 0, "covers", 0, "last"), "later", "captures[0].covers[0].last"),
        (at("captures", 0, "not_understood"), -1, "captures[0].not_understood"),
        (at("operations", 0, "at"), "2026-11-23T08:00:00", "operations[0].at"),
        (at("operations", 1, "change", "field"), "bonus", "operations[1].change"),
        (at("operations", 1, "change", "value"), [1], "operations[1].change"),
        (at("operations", 1, "change", "target", "month"), "0000", "operations[1].change.target.month"),
        (at("operations", 0, "change", "records", 0, "month"), "0000", "operations[0].change.records[0].month"),
        (at("ledger", "facts"), None, "ledger.facts"),
        (at("secret"), 1, "secret"),
    ],
)
def test_what_cannot_be_is_refused_by_its_place(book, other, change, value, place):
    plain = export(book.family)
    change(plain, plain["members"][0]["captures"][0]["id"] if value == "same" else value)
    code, detail = refused(other, plain)
    assert code == "import_refused"
    assert detail["at"].startswith(f"$.members[0].{place}"), detail


def test_a_deep_part_is_refused(book, other):
    deep = json.dumps(export(book.family)).replace('"frame_urls": []', '"frame_urls": ' + "[" * 50_000 + "]" * 50_000)
    assert refused(other, deep.encode())[0] in ("import_refused", "import_not_ours")


def test_too_many_megabytes_are_said_so(family):
    code, detail = refused(family, b'{"format": "' + b"x" * (61 << 20) + b'"}')
    assert (code, detail) == ("import_too_large", {"limit_mb": 60})


def test_several_members_do_not_go_into_one(book):
    twin = book.family.add_member("钱大宁")
    assert refused(book.family, export(book.family), into=twin) == ("import_of_several", {"members": 2})


def test_all_of_it_or_nothing(book, other):
    book.family.add_member("钱大宁", birth_month="1988-05")
    plain = export(book.family)
    plain["members"][1]["birth_month"] = "2188-05"
    assert refused(other, plain)[0] == "birth_month_refused"


def test_id_numbers_in_a_file_that_was_written_by_hand_are_masked(book, other):
    plain = export(book.family)
    member = plain["members"][0]
    number = "990102199103071381"
    member["id_masked"] = number
    member["captures"][0]["capture"]["origin"]["title"] = number
    member["captures"][0]["records"][0]["note_text"] = number
    member["operations"][0]["change"]["records"][0]["note_text"] = number
    assert send(other, plain).status_code == 201
    assert number not in json.dumps(export(other))
    assert export(other)["members"][0]["id_masked"] == "990102********1381"


def test_a_device_and_a_stranger_may_not(family):
    family.add_member()
    family.pair()
    for path in ("/api/v1/import", "/api/v1/import/preview"):
        assert family.as_device(path, {}).status_code in (401, 403)
        assert family.stranger().post(path, json={}).json["error"]["code"] == "sign_in_needed"


def test_sample_pages_of_one_member_go_into_another_household_twice(family, other):
    member = family.add_member("钱小宁")
    family.pair()
    family.save(capture_of("nantong_payer_split_rows"), member)
    file = export(family)
    other.add_member("钱小宁")
    told = send(other, file, preview=True).json
    assert told["members"][0]["named"]
    assert send(other, file).status_code == 201
    assert send(other, file).json["empty"]
    assert len(other.browser.get("/api/v1/members").json["members"]) == 2
