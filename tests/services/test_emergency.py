"""Emergency access: named, asked for, refused or not; read from its time on, and never written."""

import pytest

from shebaobu.storage.documents import Emergency
from tests.family import capture_of
from tests.relatives import ask, code_of, joined

WAIT = 7


@pytest.fixture
def member(family):
    member = family.add_member("宋小小", "son")
    family.pair()
    assert family.save(capture_of("bj_csibiz_oldage_2018"), member).status_code == 201
    return member


@pytest.fixture
def adult(family):
    return joined(family, "adult", "钱小宁")


def named(family, to, parts=("contributions",), wait_days=WAIT):
    body = {"account": to, "parts": list(parts), "wait_days": wait_days}
    answer = ask(family.browser, "POST", "emergency", body)
    assert answer.status_code == 201, answer.json
    return answer.json["id"]


def wait(family, adult, **time):
    family.clock.forward(**time)
    family.sign_in()
    adult._sign_in()


def sees(adult, member):
    return adult.ask("GET", f"members/{member}/wall").status_code == 200


def only(browser, side):
    [told] = ask(browser, "GET", "emergency").json[side]
    return told


def test_after_the_waiting_time_without_refusal_the_chosen_parts_are_read_and_no_sooner(family, member, adult):
    emergency = named(family, adult.id)
    assert not sees(adult, member)
    asked = adult.ask("POST", f"emergency/{emergency}/request").json
    assert (asked["state"], asked["account"]["name"]) == ("waiting", "宋亦然")
    wait(family, adult, days=WAIT, minutes=-5)
    assert not sees(adult, member)
    assert only(family.browser, "named")["state"] == "waiting"
    wait(family, adult, minutes=5)
    assert sees(adult, member)
    [shown] = adult.ask("GET", "members").json["members"]
    assert shown["rights"] == {"read": ["contributions"], "write": [], "decides": False}
    assert only(adult.browser, "named_by")["state"] == only(family.browser, "named")["state"] == "open"


def test_it_is_never_for_writing(family, member, adult):
    emergency = named(family, adult.id, ("contributions", "medical", "benefits"), 1)
    adult.ask("POST", f"emergency/{emergency}/request")
    wait(family, adult, days=1)
    [capture] = adult.ask("GET", f"members/{member}/captures").json["captures"]
    assert not capture["writable"]
    assert code_of(adult.ask("DELETE", f"captures/{capture['id']}")) == "write_needed"
    assert code_of(adult.ask("PATCH", f"members/{member}", {"name": "别人"})) == "decision_needed"
    assert code_of(adult.ask("PUT", f"members/{member}/grants/{adult.id}", {"grants": []})) == "decision_needed"


def test_what_is_refused_can_be_asked_again_after_a_day(family, member, adult):
    emergency = named(family, adult.id)
    adult.ask("POST", f"emergency/{emergency}/request")
    family.clock.forward(hours=2)
    family.sign_in()
    refused = ask(family.browser, "POST", f"emergency/{emergency}/refuse").json
    assert (refused["state"], refused["asked_at"]) == ("named", None)
    adult._sign_in()
    assert code_of(adult.ask("POST", f"emergency/{emergency}/request")) == "emergency_asked_today"
    assert only(adult.browser, "named_by")["ask_again_at"] is not None
    wait(family, adult, hours=22)
    assert adult.ask("POST", f"emergency/{emergency}/request").json["state"] == "waiting"
    wait(family, adult, days=WAIT - 1)
    assert not sees(adult, member)
    wait(family, adult, days=1)
    assert sees(adult, member)


def test_asking_twice_does_not_begin_anew(family, adult):
    emergency = named(family, adult.id)
    first = adult.ask("POST", f"emergency/{emergency}/request").json
    family.clock.forward(minutes=10)
    assert adult.ask("POST", f"emergency/{emergency}/request").json == first


@pytest.mark.parametrize("how", ["refuse", "take back", "give up", "name anew"])
def test_what_is_read_already_ends_at_once(family, member, adult, how):
    emergency = named(family, adult.id)
    adult.ask("POST", f"emergency/{emergency}/request")
    wait(family, adult, days=WAIT)
    assert sees(adult, member)
    if how == "refuse":
        ask(family.browser, "POST", f"emergency/{emergency}/refuse")
    elif how == "take back":
        assert ask(family.browser, "DELETE", f"emergency/{emergency}").status_code == 204
    elif how == "give up":
        assert adult.ask("DELETE", f"emergency/{emergency}").status_code == 204
    else:
        named(family, adult.id, ("medical",))
    assert not sees(adult, member)


def test_a_third_person_neither_sees_nor_ends_nor_uses_it(family, member, adult):
    third = joined(family, "adult", "孙大山")
    emergency = named(family, adult.id)
    assert third.ask("GET", "emergency").json == {"named": [], "named_by": []}
    for method, path in (("POST", "/request"), ("POST", "/refuse"), ("DELETE", "")):
        assert code_of(third.ask(method, f"emergency/{emergency}{path}")) == "emergency_not_found"
    assert code_of(adult.ask("POST", f"emergency/{emergency}/refuse")) == "emergency_not_found"
    assert code_of(ask(family.browser, "POST", f"emergency/{emergency}/request")) == "emergency_not_found"
    adult.ask("POST", f"emergency/{emergency}/request")
    family.clock.forward(days=WAIT)
    third._sign_in()
    assert not sees(third, member)


def test_of_what_another_has_come_to_decide_over_it_gives_nothing(family, member, adult):
    third = joined(family, "adult", "孙大山")
    emergency = named(family, adult.id)
    adult.ask("POST", f"emergency/{emergency}/request")
    wait(family, adult, days=WAIT)
    assert ask(family.browser, "PUT", f"members/{member}/decider", {"account": third.id}).status_code == 204
    assert not sees(adult, member)


def test_it_ends_with_either_account(family, adult):
    viewer = joined(family, "viewer", "小宋")
    named(family, adult.id)
    adult.ask("POST", "emergency", {"account": viewer.id, "parts": ["medical"], "wait_days": 3})
    assert len(family.folder.household.emergencies) == 2
    assert adult.ask("DELETE", f"people/{adult.id}").status_code == 204
    assert len(family.folder.household.emergencies) == 0


def test_who_becomes_a_viewer_names_nobody_any_more(family, adult):
    viewer = joined(family, "viewer", "小宋")
    adult.ask("POST", "emergency", {"account": viewer.id, "parts": ["medical"], "wait_days": 3})
    assert ask(family.browser, "PATCH", f"people/{adult.id}", {"role": "viewer"}).status_code == 204
    assert len(family.folder.household.emergencies) == 0
    body = {"account": viewer.id, "parts": ["medical"], "wait_days": 3}
    assert code_of(adult.ask("POST", "emergency", body)) == "adult_needed"


@pytest.mark.parametrize(
    "changed, code",
    [
        ({"wait_days": 0}, "bad_request"),
        ({"wait_days": 91}, "bad_request"),
        ({"parts": []}, "bad_request"),
        ({"parts": ["everything"]}, "bad_request"),
        ({"account": "0" * 16}, "person_not_found"),
    ],
)
def test_what_cannot_be_is_refused(family, adult, changed, code):
    body = {"account": adult.id, "parts": ["medical"], "wait_days": 90} | changed
    assert code_of(ask(family.browser, "POST", "emergency", body)) == code
    own = family.browser.get("/api/v1/state").json["account"]["id"]
    assert code_of(ask(family.browser, "POST", "emergency", body | {"account": own})) in ("not_oneself", "bad_request")
    assert len(family.folder.household.emergencies) == 0


def test_both_sides_find_it_in_the_log(family, adult):
    emergency = named(family, adult.id)
    adult.ask("POST", f"emergency/{emergency}/request")
    ask(family.browser, "POST", f"emergency/{emergency}/refuse")
    ask(family.browser, "DELETE", f"emergency/{emergency}")
    steps = ["emergency.ended", "emergency.refused", "emergency.asked", "emergency.named"]
    for browser in (family.browser, adult.browser):
        events = ask(browser, "GET", "log").json["events"]
        told = [event for event in events if event["action"].startswith("emergency.")]
        assert [event["action"] for event in told] == steps
        assert told[-1]["about"] == {"parts": ["contributions"], "days": WAIT}
        assert {event["by"]["you"] for event in told} == {True, False}


def test_a_naming_is_stored_with_nothing_but_ids_parts_and_times(family, adult):
    named(family, adult.id)
    [kept] = family.folder.household.emergencies.all()
    assert isinstance(kept, Emergency)
    assert (kept.to, kept.parts, kept.asked_at) == (adult.id, ("contributions",), None)
