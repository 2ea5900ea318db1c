"""A household in a PostgreSQL database: several servers, one of which may be quicker, and a database that goes away."""

from __future__ import annotations

import json
import sys
import urllib.error
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from shebaobu.config import Config, load_config
from shebaobu.errors import DataUnreadable, KeyWrong, SettingRefused, StoreExtraMissing, StoreNotReached
from shebaobu.storage.documents import Evidence, Member
from shebaobu.storage.keys import new_key
from shebaobu.storage.opening import open_store
from shebaobu.storage.recovering import restore_version
from shebaobu.storage.rekeying import rekey
from shebaobu.storage.vault import HOUSEHOLD
from tests.console import run
from tests.family import capture_of
from tests.owner import NAME, PASSPHRASE, Owner
from tests.storage.test_folder import NOW

SERVERS = 3
SAVES = 24


@pytest.fixture
def address(cluster):
    return cluster.new_household()


@pytest.fixture
def open_here(address, tmp_path):
    """Opens the household as another server with the same key."""
    opened = []

    def open_one():
        opened.append(open_store(Config(data=tmp_path, store=address)))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def servers(serve, address, tmp_path):
    """Several server processes over one database; the set-up link of the last one counts."""
    (tmp_path / "served").mkdir()
    return [serve("--store", address) for _ in range(SERVERS)]


def add(store, member_id="m1"):
    with store.writing():
        store.household.members.put(Member(id=member_id, name="钱小宁", relation="self", added_at=NOW, added_by="a"))
        store.member(member_id).file.create()


def put(store, member_id="m1", evidence="c", **capture):
    store.member(member_id).evidence.put(Evidence(id=evidence, capture=capture))


def rows(address, table="shebaobu_document"):
    with psycopg.connect(address) as database:
        return database.execute(f"select name, generation, envelope from {table} order by name").fetchall()


def test_what_one_server_stores_the_others_have(open_here):
    here, there = open_here(), open_here()
    add(here)
    put(here, page=1)
    assert [member.name for member in there.household.members.all()] == ["钱小宁"]
    put(there, evidence="d", page=2)
    assert [evidence.id for evidence in here.member("m1").evidence.all()] == ["c", "d"]
    assert here.key == there.key


def test_nothing_of_it_is_in_clear(open_here, address):
    store = open_here()
    add(store)
    put(store, name="钱小宁")
    put(store, evidence="d", name="钱小宁")
    for table in ("shebaobu_document", "shebaobu_earlier"):
        kept = rows(address, table)
        assert kept
        assert all(set(envelope) == {"sealed", "written_at"} for _, _, envelope in kept)
        assert "钱小宁" not in json.dumps(kept, ensure_ascii=False)


def test_several_servers_over_one_household(servers):
    owner = Owner(servers[-1])
    member = owner.add_member(NAME)
    token = owner.ask("POST", "/api/v1/pair", {"code": owner.pairing_code(), "name": "书房"})["token"]
    page = capture_of("bj_csibiz_oldage_2018")

    def save(number):
        capture = json.loads(json.dumps(page).replace("2018", str(1980 + number)))
        body = {"capture": capture, "member": member, "answers": []}
        asking = object.__new__(Owner)
        asking.server, asking.cookie = servers[number % SERVERS], ""
        return asking.ask("POST", "/api/v1/captures", body, token)["capture"]

    with ThreadPoolExecutor(8) as at_once:
        saved = set(at_once.map(save, range(SAVES)))
    assert len(saved) == SAVES
    for server in servers:
        owner.server = server
        listed = owner.ask("GET", f"/api/v1/members/{member}/captures")["captures"]
        assert {entry["id"] for entry in listed} == saved


def test_the_second_step_may_come_to_another_server(servers):
    owner = Owner(servers[-1])
    owner.server = servers[0]
    ticket = owner.ask("POST", "/api/v1/session", {"name": NAME, "passphrase": PASSPHRASE})["ticket"]
    owner.server = servers[1]
    body = {"ticket": ticket, "method": "recovery", "code": owner.recovery_codes.pop()}
    owner.ask("POST", "/api/v1/session/second", body)
    owner.server = servers[2]
    assert owner.ask("GET", "/api/v1/members") == {"members": []}
    with pytest.raises(urllib.error.HTTPError) as refused:
        owner.ask("POST", "/api/v1/session/second", body)
    assert refused.value.code == 401


def test_a_database_that_went_away_is_told_in_words_and_used_again_when_it_is_back(cluster, servers):
    owner = Owner(servers[-1])
    member = owner.add_member(NAME)
    cluster.pause()
    try:
        with pytest.raises(urllib.error.HTTPError) as refused:
            owner.add_member("周小溪")
        assert refused.value.code == 503
        told = json.loads(refused.value.read())["error"]
        assert told["code"] == "store_not_reached"
        assert set(told["message"]) == {"zh", "en"}
    finally:
        cluster.go_on()
    assert [one["id"] for one in owner.ask("GET", "/api/v1/members")["members"]] == [member]


def test_a_database_that_is_not_there_is_told_at_the_start(tmp_path):
    answer = run(
        "serve", "--data", tmp_path, "--store", "postgresql://postgres@/postgres?host=/nowhere&connect_timeout=1"
    )
    assert answer.returncode != 0
    assert "database" in answer.stderr
    assert "/nowhere" not in answer.stderr
    assert "Traceback" not in answer.stderr


def test_another_kind_of_store_is_refused(tmp_path):
    with pytest.raises(SettingRefused):
        load_config({"data": str(tmp_path), "store": "mysql://x"}, {})


def test_without_the_extra_the_words_say_what_to_install(monkeypatch, tmp_path, address):
    monkeypatch.setitem(sys.modules, "shebaobu.storage.postgres_vault", None)
    with pytest.raises(StoreExtraMissing):
        open_store(Config(data=tmp_path, store=address))


def test_earlier_versions_stay_and_the_last_good_one_is_restored(open_here, address):
    store = open_here()
    add(store)
    for number in range(12):
        put(store, evidence=str(number), page=number)
    kept = store.documents.vault.kept("members/m1")
    assert 5 <= len(kept) < 12
    with psycopg.connect(address) as database:
        database.execute("update shebaobu_document set envelope = '{\"sealed\": \"AAAA\"}' where name = 'members/m1'")
    again = open_here()
    with pytest.raises(DataUnreadable):
        again.member("m1").evidence.all()
    assert again.household.members.get("m1") is not None
    assert restore_version(again.documents, "members/m1").version == kept[0]
    assert len(open_here().member("m1").evidence.all()) == 11
    assert [name for name, *_ in rows(address, "shebaobu_aside")] == ["members/m1"]


def test_evidence_that_was_taken_out_is_there_for_the_versions_that_name_it(open_here, address):
    store = open_here()
    add(store)
    put(store, page=1)
    store.member("m1").evidence.remove("c")
    assert store.documents.vault.names("evidence/") == []
    [version] = [kept for kept in store.documents.vault.kept("members/m1") if kept.generation == 2]
    [name] = {name for name, *_ in rows(address, "shebaobu_earlier") if name.startswith("evidence/")}
    assert store.documents.vault.kept(name)[0].generation == version.generation


def test_deleting_a_member_deletes_every_row_of_theirs(open_here, address):
    store = open_here()
    add(store)
    add(store, "m2")
    put(store, page=1)
    put(store, evidence="d", page=2)
    store.member("m1").evidence.remove("c")
    put(store, "m2", page=3)
    assert store.remove_member("m1") is True
    left = [name for table in ("shebaobu_document", "shebaobu_earlier") for name, *_ in rows(address, table)]
    assert not [name for name in left if "m1" in name]
    assert [name for name in left if "m2" in name]


def test_a_server_with_the_old_key_can_write_nothing_after_the_key_was_changed(open_here):
    old, new = open_here(), open_here()
    add(old)
    put(old, page=1)
    rekey(new.documents, new.key_file, new_key())
    with pytest.raises(KeyWrong):
        put(old, evidence="d", page=2)
    assert len(new.member("m1").evidence.all()) == 1
    put(new, evidence="d", page=2)
    after = open_here()
    assert len(after.member("m1").evidence.all()) == 2
    assert len(after.documents.sealer.keys) == 1
    for kept in after.documents.vault.kept(HOUSEHOLD):
        after.documents.sealer.open(HOUSEHOLD, after.documents.vault.read_kept(HOUSEHOLD, kept.generation))


def test_a_store_cannot_be_opened_while_the_database_is_away(cluster, open_here):
    open_here()
    cluster.pause()
    try:
        with pytest.raises(StoreNotReached):
            open_here()
    finally:
        cluster.go_on()
