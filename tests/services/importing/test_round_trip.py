"""Export, import into an empty household, export: the same, whatever the ledger has been through."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demo.household import found_household, invented_family
from shebaobu.config import Config
from shebaobu.services.exporting.files import export_file
from shebaobu.services.home import Home
from shebaobu.services.importing.doing import import_file, preview_import
from shebaobu.storage.checking import check_all
from shebaobu.storage.folder import DataFolder
from tests.family import Clock, Family, capture_of
from tests.services.test_ledger import OTHER_SITE, page, row


def exported(home):
    """What is exported of all members, without when."""
    account = home.folder.household.accounts.all()[0]
    plain = json.loads(export_file(home, account, None, "json", "en"))
    del plain["exported_at"], plain["household"]
    return plain


def file_of(home):
    account = home.folder.household.accounts.all()[0]
    return export_file(home, account, None, "json", "en")


@pytest.fixture
def other(founded, tmp_path, clock):
    """A second household, set up and empty."""
    shutil.copytree(founded.path, tmp_path / "other")
    family = Family(tmp_path / "other", clock)
    family.continue_from(founded)
    yield family
    family.folder.close()


def post(family, path, data):
    return family.browser.post(path, data=data, content_type="application/json")


def test_the_demonstration(tmp_path, other):
    folder = DataFolder(tmp_path / "demo")
    found_household(folder, invented_family())
    home = Home(folder, Config(data=folder.path))
    file, before = file_of(home), exported(home)
    folder.close()
    told = post(other, "/api/v1/import", file)
    assert told.status_code == 201, told.json
    assert [member["differing"] for member in told.json["members"]] == [0] * len(before["members"])
    assert exported(other.home) == before
    assert not [found for found in check_all(other.folder) if found.error]


ROWS = [
    lambda: row("202301"),
    lambda: row("202301", base=6000),
    lambda: row("202302", status="未到账"),
    lambda: row("202302"),
    lambda: row("202303", employer="武汉****有限公司"),
    lambda: row("202303", pool="孝感市"),
]
STEPS = st.one_of(
    st.tuples(
        st.just("save"),
        st.lists(st.sampled_from(ROWS), min_size=1, max_size=4),
        st.integers(1, 9),
        st.booleans(),
    ),
    st.tuples(st.just("correct"), st.integers(0, 5), st.integers(1, 9)),
    st.tuples(st.just("delete"), st.integers(0, 5)),
    st.tuples(st.just("add"), st.integers(1, 12)),
    st.tuples(st.just("settle"), st.integers(0, 5)),
    st.tuples(st.just("undo_capture"), st.integers(0, 5)),
    st.tuples(st.just("undo_step"), st.integers(0, 5)),
    st.tuples(st.just("restore"), st.integers(0, 5)),
)


class Life:
    """What a person does to a member's ledger; what there is nothing for is not done."""

    def __init__(self, family):
        self.family = family
        self.member = family.add_member("钱小宁")
        family.pair()

    def ask(self, method, path, body=None):
        return self.family.browser.open(f"/api/v1/members/{self.member}/{path}", method=method, json=body)

    def one_of(self, path, which):
        [things] = [value for value in self.ask("GET", path).json.values() if isinstance(value, list)]
        return things[which % len(things)] if things else None

    def do(self, what, *how):
        self.family.clock.forward(seconds=1)
        getattr(self, what)(*how)

    def save(self, rows, day, elsewhere):
        where = {"url": OTHER_SITE} if elsewhere else {}
        answer = self.family.save(page(*(one() for one in rows), day=day, **where), self.member)
        assert answer.status_code == 201

    def correct(self, which, base):
        if fact := self.one_of("facts", which):
            self.ask("POST", f"facts/{fact['id']}/correct", {"values": {"base": base * 100000, "tier": "二档"}})

    def delete(self, which):
        if fact := self.one_of("facts", which):
            assert self.ask("DELETE", f"facts/{fact['id']}").status_code == 201

    def add(self, month):
        record = {"kind": "contribution", "insurance": "injury", "month": f"2020-{month:02d}", "base": 400000}
        assert self.ask("POST", "records", {"record": record}).status_code == 201

    def settle(self, which):
        if fact := self.one_of("conflicts", which):
            conflict = fact["conflicts"][0]
            value = conflict["said"][which % len(conflict["said"])]["value"]
            self.ask("POST", "conflicts/settle", {"fact": fact["id"], "field": conflict["field"], "value": value})

    def undo_capture(self, which):
        if capture := self.one_of("captures", which):
            assert self.family.browser.delete(f"/api/v1/captures/{capture['id']}").status_code == 204

    def undo_step(self, which):
        if step := self.one_of("operations", which):
            assert self.ask("DELETE", f"operations/{step['id']}").status_code == 204

    def restore(self, which):
        if thrown := self.one_of("trash", which):
            assert self.ask("POST", f"trash/{thrown['id']}/restore", {}).status_code == 204


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEPS, min_size=1, max_size=10))
def test_any_life_of_a_ledger(founded, steps):
    with tempfile.TemporaryDirectory() as name:
        one, two = (Path(name) / part for part in ("one", "two"))
        for path in (one, two):
            shutil.copytree(founded.path, path)
        family, other = Family(one, Clock()), Family(two, Clock())
        try:
            for each in (family, other):
                each.clock.time = founded.clock.time
                each.continue_from(founded)
            life = Life(family)
            for step in steps:
                life.do(*step)
            before, file = exported(family.home), file_of(family.home)
            told = post(other, "/api/v1/import", file)
            assert told.status_code == 201, told.json
            assert told.json["members"][0]["differing"] == 0
            assert exported(other.home) == before
            again = post(other, "/api/v1/import", file)
            assert again.json["empty"], again.json
            assert again.json["import"] is None
            assert exported(other.home) == before
            at_home = post(family, "/api/v1/import", file)
            assert at_home.json["empty"], at_home.json
            assert exported(family.home) == before
            other.browser.delete(f"/api/v1/imports/{told.json['import']}")
            assert exported(other.home)["members"] == []
        finally:
            family.folder.close()
            other.folder.close()


def test_every_sample_page(family, other):
    member = family.add_member("钱小宁")
    family.pair()
    for path in sorted((Path(__file__).parents[2] / "portals").glob("*/capture.json")):
        assert family.save(capture_of(path.parent.name), member).status_code == 201
    account = other.folder.household.accounts.all()[0]
    file = file_of(family.home)
    assert preview_import(other.home, account, file)["members"][0]["new"]
    assert exported(other.home)["members"] == []
    import_file(other.home, account, file)
    assert exported(other.home) == exported(family.home)
