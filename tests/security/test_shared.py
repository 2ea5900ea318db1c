"""What is shared in part, where it takes more than one request to tell: files, reading again, what is in memory."""

import io
import zipfile

import msgspec
import pytest

from shebaobu.auth.rights import CONSOLE, console_account, deciding_account, rights_on
from tests.security.pages import EVERY_PART
from tests.security.standing import COOKIES, Standing

NAMED = {who.name: who for who in COOKIES}
READER = NAMED["adult, read contributions"]
WRITER = NAMED["adult, write contributions"]
MIXED = NAMED["adult, read contributions and write medical"]
STRANGE = NAMED["adult, nothing"]
DECIDER = NAMED["owner, has added the member"]


def ask(house, who, method, path, body=None):
    client, headers = who.browser(house)
    return client.open(f"/api/v1/{path}", method=method, json=body, headers=headers)


def test_what_was_counted_for_one_is_not_told_to_another(house):
    wall = f"members/{house.member}/wall"
    with house.trying():
        READER.take(house)
        alone = ask(house, READER, "GET", wall).json
    with house.trying():
        DECIDER.take(house)
        READER.take(house)
        whole = ask(house, DECIDER, "GET", wall).json
        after = ask(house, READER, "GET", wall).json
    assert whole["attention"]["conflicts"] == 3
    assert alone["attention"]["conflicts"] == 1
    assert after == alone


def read_worse(house):
    """Let every capture of the member be one that an earlier version read otherwise; the ids by their parts."""
    store = house.family.home.folder.member(house.member)
    house.family.home.records.clear()
    for kept in store.records.all():
        worse = [record | {"pool": "误读市"} for record in kept.records]
        store.records.put(msgspec.structs.replace(kept, records=worse))
    return store


def test_reading_again_shows_what_may_be_read_and_changes_what_may_be_written(house):
    reread = f"members/{house.member}/reread"
    with house.trying():
        MIXED.take(house)
        store = read_worse(house)
        shown = {one["capture"] for one in ask(house, MIXED, "GET", reread).json["captures"]}
        assert {house.parts[name] for name in shown} == {
            frozenset({"contributions"}),
            frozenset({"medical"}),
            frozenset({"contributions", "medical"}),
        }
        changed = {one["capture"] for one in ask(house, MIXED, "POST", reread).json["captures"]}
        assert {house.parts[name] for name in changed} == {frozenset({"medical"})}
        anew = {kept.id for kept in store.records.all() if kept.records and "误读市" not in str(kept.records)}
        assert anew == changed


def test_reading_again_leaves_a_page_alone_that_was_of_parts_which_may_not_be_written(house):
    who = Standing(
        "adult", "adult", grants=(("contributions", "read", 0), ("benefits", "read", 0), ("medical", "write", 0))
    )
    with house.trying():
        who.take(house)
        store = house.family.home.folder.member(house.member)
        house.family.home.records.clear()
        emptied = next(one for one in store.records.all() if house.parts[one.id] == {"medical"} and one.records)
        store.records.put(msgspec.structs.replace(emptied, records=[]))
        reread = f"members/{house.member}/reread"
        assert [one["capture"] for one in ask(house, who, "GET", reread).json["captures"]] == [emptied.id]
        assert ask(house, who, "POST", reread).json["captures"] == []
        assert store.records.get(emptied.id).records == []


def test_a_file_of_some_parts_says_so_and_adds_and_deletes_nothing_where_all_is_known(house):
    with house.trying():
        DECIDER.take(house)
        READER.take(house)
        export = ask(house, READER, "GET", "export.json").json
        [told] = export["members"]
        assert told["parts"] == ["contributions"]
        assert "parts" not in ask(house, DECIDER, "GET", "export.json").json["members"][0]
        book = ask(house, READER, "GET", "export.zip?lang=zh-CN").data
        with zipfile.ZipFile(io.BytesIO(book)) as packed:
            assert "只含共享的部分,缴费" in packed.read("about.csv").decode()
        before = ask(house, DECIDER, "GET", f"members/{house.member}/facts").data
        preview = ask(house, DECIDER, "POST", "import/preview", export).json
        assert preview["empty"] is True
        assert [one["differing"] for one in preview["members"]] == [0]
        assert ask(house, DECIDER, "POST", "import", export).status_code == 201
        assert ask(house, DECIDER, "GET", f"members/{house.member}/facts").data == before


def test_a_file_tells_nothing_of_a_member_whom_one_may_not_know_of(house):
    file = house.things["file"][0].value
    with house.trying():
        told = ask(house, STRANGE, "POST", "import/preview", file).json["members"][0]
        assert (told["new"], told["named"], told["captures"]) == (True, False, {"added": 1, "known": 0})
        kept = house.store.members.get(house.member)
        assert ask(house, STRANGE, "POST", "import", file).status_code == 201
        assert house.store.members.get(house.member) == kept
        [own] = ask(house, STRANGE, "GET", "members").json["members"]
        assert own["id"] != house.member
        assert own["rights"]["decides"] is True


def test_a_step_in_a_file_reaches_no_fact_of_a_part_that_may_not_be_written(house):
    balance = {"kind": "account_balance", "as_of": "2024-01-31", "balance": 38641}
    with house.trying():
        DECIDER.take(house)
        WRITER.take(house)
        medical = {"record": balance | {"insurance": "medical_employee"}}
        addition = ask(house, DECIDER, "POST", f"members/{house.member}/records", medical).json["operation"]["id"]
        house.family.home.ledgers.clear()
        deletion = {"type": "deletion", "fact": f"{addition}.0", "target": balance}
        file = house.things["file"][0].value
        [told] = file["members"]
        step = {"id": "0" * 16, "at": "2026-11-23T09:00:00Z", "change": deletion}
        forged = file | {"members": [told | {"captures": [], "operations": [step]}]}
        refused = ask(house, WRITER, "POST", f"members/{house.member}/import", forged)
        assert refused.json["error"]["code"] == "import_refused"


def test_of_a_member_that_nobody_with_an_account_added_the_owner_decides(house):
    store, now = house.store, house.clock()
    owners = {account.id for account in store.accounts.all() if account.role == "owner"}
    member = store.members.get(house.member)
    for added_by in (CONSOLE, "0" * 16):
        assert deciding_account(store, msgspec.structs.replace(member, added_by=added_by)) in owners
    assert rights_on(store, console_account(now), member, now).write == EVERY_PART


@pytest.mark.parametrize("role", ["adult", "viewer"])
def test_a_code_to_pair_with_is_worth_nothing_once_its_account_may_only_look(house, role):
    with house.trying():
        code = ask(house, STRANGE, "POST", "devices/pairing", {}).json["code"]
        account = house.people["adult"].account
        house.store.accounts.put(msgspec.structs.replace(account, role=role))
        paired = house.family.stranger().post("/api/v1/pair", json={"code": code, "name": "电脑"})
        assert paired.status_code == (201 if role == "adult" else 422)
