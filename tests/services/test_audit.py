"""The audit log: what it tells, to whom, for how long; that nothing of a record and no secret is in it."""

import ast
from datetime import timedelta
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec
import pytest

from shebaobu.auth.tokens import new_id
from shebaobu.i18n import LANGUAGES, texts
from shebaobu.ledger import Operation
from shebaobu.services import audit
from shebaobu.services.audit_views import AboutTold
from shebaobu.services.housekeeping import Housekeeping
from shebaobu.storage.documents import Event
from tests.family import PASSPHRASE, capture_of
from tests.relatives import joined

SERVER = Path(__file__).resolve().parents[2] / "server" / "shebaobu"
NOTING = {"note", "note_again", "change_account"}
FACT = "企业职工基本养老保险"


def log(browser, **query):
    answer = browser.get("/api/v1/log", query_string=query)
    assert answer.status_code == 200, answer.json
    return answer.json


def actions(browser, **query):
    return [event["action"] for event in log(browser, **query)["events"]]


def latest(browser, action, **query):
    return next(event for event in log(browser, **query)["events"] if event["action"] == action)


@pytest.fixture
def member(family):
    member = family.add_member("宋小小", "son")
    family.pair()
    return member


def page(family, member):
    answer = family.save(capture_of("bj_csibiz_oldage_2018"), member)
    assert answer.status_code == 201, answer.json
    return answer.json["capture"]


def test_what_is_done_with_records_is_told_latest_first_with_who_and_how_much(family, member):
    capture = page(family, member)
    record = {"kind": "contribution", "insurance": "pension_employee", "month": "2020-01"}
    path = f"/api/v1/members/{member}"
    step = family.browser.post(f"{path}/records", json={"record": record}).json["operation"]["id"]
    family.browser.delete(f"{path}/operations/{step}")
    family.browser.post(f"{path}/trash/{step}/restore", json={})
    family.browser.delete(f"/api/v1/captures/{capture}")
    family.browser.delete(f"{path}/trash/{capture}")
    family.browser.post(f"{path}/reread", json={})
    family.browser.patch(path, json={"name": "宋大大"})
    family.browser.get(f"{path}/export.xlsx")
    assert actions(family.browser, member=member) == [
        "exported",
        "member.changed",
        "reread.applied",
        "trash.erased",
        "capture.undone",
        "trash.restored",
        "by_hand.undone",
        "by_hand.addition",
        "capture.saved",
        "member.added",
    ]
    exported = latest(family.browser, "exported")
    assert exported["by"] == {"kind": "account", "name": "宋亦然", "you": True}
    assert exported["member"] == {"id": member, "name": "宋大大"}
    assert exported["about"] == {"parts": ["contributions", "medical", "benefits"], "form": "xlsx"}
    assert latest(family.browser, "capture.saved")["about"]["records"] > 0


def test_the_same_page_again_and_looking_are_not_noted(family, member):
    page(family, member)
    before = actions(family.browser)
    family.save(capture_of("bj_csibiz_oldage_2018"), member)
    for path in ("", "/facts", "/captures", "/changes", "/totals", "/trash", "/reread"):
        family.browser.get(f"/api/v1/members/{member}{path}")
    assert actions(family.browser) == before


def test_signing_in_and_out_and_devices_are_told_to_the_account_itself_alone(family):
    other = joined(family, "adult", "钱小宁")
    assert family.browser.patch(f"/api/v1/people/{other.id}", json={"role": "owner"}).status_code == 204
    family.sign_in()
    family.browser.delete("/api/v1/sessions")
    device = family.pair()
    family.browser.delete(f"/api/v1/devices/{device}")
    told = actions(family.browser)
    assert told[:5] == ["device.ended", "device.paired", "sessions.ended", "session.opened", "role.changed"]
    assert latest(family.browser, "session.opened")["about"] == {"factor": "totp"}
    owners_too = {"account.joined", "session.opened", "invitation.made", "household.founded", "role.changed"}
    assert set(actions(other.browser)) == owners_too
    assert actions(other.browser).count("session.opened") == 1


def test_wrong_second_steps_are_one_event_a_day_with_a_count(family):
    stranger = family.stranger()
    for _ in range(3):
        ticket = family.first_step(stranger).json["ticket"]
        assert family.second_step(ticket, "000000", browser=stranger).status_code == 401
        family.clock.forward(minutes=1)
    [failed] = [event for event in log(family.browser)["events"] if event["action"] == "second_step.failed"]
    assert (failed["count"], failed["by"]["kind"], failed["whom"]["you"]) == (3, "nobody", True)
    assert failed["first_at"] < failed["at"]
    family.clock.forward(days=1)
    ticket = family.first_step(stranger).json["ticket"]
    family.second_step(ticket, "000000", browser=stranger)
    family.sign_in()
    counts = [event["count"] for event in log(family.browser)["events"] if event["action"] == "second_step.failed"]
    assert counts == [1, 3]


def test_an_outsider_makes_the_household_grow_by_one_event_a_day_and_writes_nothing_meanwhile(family):
    household, housekeeping = family.folder.household, Housekeeping(family.home)
    housekeeping.work()
    before, revision = len(household.events), household.file.storage.revision
    for _ in range(200):
        family.first_step(family.stranger(), passphrase="falsch geraten")
    for number in range(200):
        family.first_step(family.stranger(), name=f"nobody {number}", passphrase="falsch geraten")
    assert household.file.storage.revision == revision
    family.clock.forward(minutes=1)
    housekeeping.work()
    family.first_step(family.stranger(), passphrase="falsch geraten")
    family.first_step(family.stranger(), passphrase="falsch geraten")
    family.clock.forward(minutes=1)
    housekeeping.work()
    assert len(household.events) == before + 1
    held = latest(family.browser, "sign_in.held_back")
    assert (held["count"], held["whom"]["you"]) == (180 + 1, True)


def test_who_was_granted_a_part_reads_only_what_concerns_them(family, member):
    adult = joined(family, "adult", "钱小宁")
    page(family, member)
    give = {"grants": [{"part": "contributions", "level": "write"}]}
    family.browser.put(f"/api/v1/members/{member}/grants/{adult.id}", json=give)
    adult.browser.get(f"/api/v1/members/{member}/export.json")
    assert actions(adult.browser, member=member) == ["exported", "grants.given"]
    told = latest(family.browser, "exported", member=member)
    assert told["by"]["name"] == "钱小宁"
    assert told["about"]["parts"] == ["contributions"]
    family.browser.put(f"/api/v1/members/{member}/grants/{adult.id}", json={"grants": []})
    refused = adult.browser.get("/api/v1/log", query_string={"member": member})
    assert refused.json["error"]["code"] == "member_not_found"
    assert "exported" not in actions(adult.browser)


def test_who_has_left_and_who_was_deleted_has_no_name_in_the_log(family, member):
    adult = joined(family, "adult", "钱小宁")
    give = {"grants": [{"part": "contributions", "level": "write"}]}
    family.browser.put(f"/api/v1/members/{member}/grants/{adult.id}", json=give)
    adult.browser.get(f"/api/v1/members/{member}/export.json")
    adult.browser.delete(f"/api/v1/people/{adult.id}")
    exported = latest(family.browser, "exported")
    assert exported["by"] == {"kind": "gone", "name": None, "you": False}
    assert latest(family.browser, "account.left")["by"]["kind"] == "gone"
    family.browser.delete(f"/api/v1/members/{member}")
    assert "exported" not in actions(family.browser)
    assert latest(family.browser, "member.deleted")["member"] is None
    assert "钱小宁" not in family.browser.get("/api/v1/log").text
    assert "宋小小" not in family.browser.get("/api/v1/log").text


def test_a_long_log_comes_a_page_at_a_time_and_none_comes_twice(family, member):
    for number in range(130):
        family.clock.forward(minutes=number % 2)
        family.browser.patch(f"/api/v1/members/{member}", json={"name": f"宋 {number}"})
    first = log(family.browser, member=member)
    second = log(family.browser, member=member, after=first["more"])
    third = log(family.browser, member=member, after=second["more"])
    pages = [first["events"], second["events"], third["events"]]
    assert [len(events) for events in pages] == [50, 50, 31]
    assert third["more"] is None
    times = [event["at"] for events in pages for event in events]
    assert times == sorted(times, reverse=True)
    assert len({event["id"] for events in pages for event in events}) == 131


def test_the_latest_are_kept_and_a_year_at_most(family, member):
    events = family.folder.member(member).events
    with family.folder.writing():
        for number in range(audit.MOST + audit.SLACK + 10):
            family.clock.forward(seconds=1)
            audit.note(family.home, None, "member.changed", member=member, records=number)
    assert audit.MOST <= len(events) < audit.MOST + audit.SLACK
    assert events.all()[-1].about["records"] == audit.MOST + audit.SLACK + 9
    family.clock.forward(days=367)
    Housekeeping(family.home).work()
    assert len(events) == 0
    assert family.folder.household.events.all() == []


def test_the_server_s_own_computer_is_told_as_such(family):
    from shebaobu.services.setup import new_reset_link

    new_reset_link(family.home, "宋亦然")
    offered = latest(family.browser, "account.reset_offered")
    assert offered["by"]["kind"] == "console"
    assert offered["whom"]["you"]


def test_a_damaged_member_hides_only_their_own_log(family, member):
    other = family.add_member("宋老大", "father")
    file = family.path / "members" / f"{member}.sealed"
    file.write_bytes(file.read_bytes()[:-9])
    family.folder.member(member).file.storage.forget()
    told = log(family.browser)
    assert told["unreadable"] == [{"id": member, "name": "宋小小"}]
    assert other in {event["member"]["id"] for event in told["events"] if event["member"]}


def test_the_log_is_no_part_of_the_ledger_nor_of_an_export(family, member):
    path = f"/api/v1/members/{member}"
    before = family.browser.get(f"{path}/facts").json
    family.browser.delete(f"/api/v1/captures/{page(family, member)}")
    assert family.browser.get(f"{path}/facts").json == before
    assert actions(family.browser, member=member)[:2] == ["capture.undone", "capture.saved"]
    assert "capture.saved" not in family.browser.get(f"{path}/export.json").text


MARKS = {"name": "标记姓名", "month": "1977-07", "id": "990102197707071382", "device": "标记电脑", "title": "标记标题"}


def test_no_name_no_secret_and_no_value_is_in_any_event(family):
    member = family.add_member(MARKS["name"], "son", birth_month=MARKS["month"], id_number=MARKS["id"])
    token = family.pair(MARKS["device"]) and family.token
    capture = capture_of("bj_csibiz_oldage_2018")
    capture["origin"]["title"] = MARKS["title"]
    saved = family.save(capture, member).json["capture"]
    path = f"/api/v1/members/{member}"
    record = {"kind": "contribution", "insurance": "pension_employee", "month": "1999-09", "base": 7654321}
    record |= {"employer": "标记单位", "pool": "标记市"}
    family.browser.post(f"{path}/records", json={"record": record})
    name = family.browser.get(f"{path}/facts").json["facts"][0]["id"]
    family.browser.post(f"{path}/facts/{name}/correct", json={"values": {"employer": "标记改后"}})
    family.browser.delete(f"/api/v1/captures/{saved}")
    joined(family, "adult", "标记亲戚")
    family.browser.get(f"{path}/export.json")
    family.take_fresh_step()
    body = {"present": PASSPHRASE, "new": "标记口令 一朵红云飞过九江"}
    assert family.browser.post("/api/v1/security/passphrase", json=body).status_code == 204
    events = [*family.folder.household.events.all(), *family.folder.member(member).events.all()]
    assert len(events) > 10
    text = msgspec.json.encode(events).decode()
    secret = [*family.recovery_codes, family.secret, PASSPHRASE, token]
    for value in ("标记", "1977", "1999", "7654321", MARKS["id"], "****", "csibiz", "养老", *secret):
        assert value not in text, value


def notes():
    """Every call that notes something: where, the action, the names of what it is about."""
    for path in (SERVER).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            function = getattr(node, "func", None)
            if isinstance(node, ast.Call) and getattr(function, "attr", getattr(function, "id", None)) in NOTING:
                texts_given = [
                    found.value
                    for argument in node.args
                    for found in ast.walk(argument)
                    if isinstance(found, ast.Constant) and isinstance(found.value, str) and "." in found.value
                ]
                plain = [one for one in node.args if isinstance(one, ast.Constant)]
                about = {word.arg for word in node.keywords if word.arg} - {"member", "times", "since"}
                yield path.name, texts_given + [one.value for one in plain], about


def noted_actions():
    told = {action for _, given, _ in notes() for action in given if not action.endswith(".")}
    steps = [kind.__struct_config__.tag for kind in get_args(get_type_hints(Operation)["change"])]
    return told | {f"by_hand.{step}" for step in steps}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_action_has_words(lang):
    assert len(noted_actions()) > 40
    missing = {action for action in noted_actions() if f"audit.{action}" not in texts(lang)}
    assert not missing


def test_what_an_event_is_about_has_one_of_few_names():
    known = {*AboutTold.__annotations__, *audit.PEOPLE}
    for where, _, about in notes():
        assert about <= known, where
    assert {"parts", "person", "role"} <= {name for _, _, about in notes() for name in about}


def test_events_of_before_open(family):
    plain = {"id": new_id(), "at": "2026-11-01T00:00:00Z", "account": None, "action": "role.changed", "about": {}}
    event = msgspec.convert(plain, Event)
    assert (event.count, event.first_at) == (1, None)
    family.folder.household.events.add(event)
    assert latest(family.browser, "role.changed")["count"] == 1
    assert family.clock() - event.at > timedelta(days=20)
